package dev.gatehold.bench.race;

import dev.gatehold.bench.ApprovalDesk;

/** Gatehold as a library, on PostgreSQL. */
public final class GateholdOnPostgres extends GateholdPeer {
  public GateholdOnPostgres(Place place) {
    super(Keeps.POSTGRESQL, "PostgreSQL", ApprovalDesk.onPostgres(place.database()));
  }
}
