package dev.gatehold.bench.race;

import dev.gatehold.bench.ApprovalDesk;

/** Gatehold as a library, on SQLite. */
public final class GateholdOnSqlite extends GateholdPeer {
  public GateholdOnSqlite(Place place) {
    super(Keeps.FILES, "SQLite", ApprovalDesk.onSqlite(place.folder()));
  }
}
