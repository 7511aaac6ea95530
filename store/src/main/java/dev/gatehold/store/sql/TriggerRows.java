package dev.gatehold.store.sql;

import static dev.gatehold.store.sql.Columns.instant;
import static dev.gatehold.store.sql.Columns.instantOrNull;

import dev.gatehold.engine.store.TriggerStore.Firing;
import dev.gatehold.engine.store.TriggerStore.Paused;
import dev.gatehold.engine.store.TriggerStore.State;
import dev.gatehold.engine.store.TriggerStore.StoredTrigger;
import dev.gatehold.engine.store.TriggerStore.TriggerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;

/** How rows of triggers and their firings become values. */
public final class TriggerRows {
  private TriggerRows() {}

  public static TriggerId idOf(ResultSet row) throws SQLException {
    return new TriggerId(row.getString("flow"), row.getString("id"));
  }

  public static StoredTrigger triggerOf(ResultSet row) throws SQLException {
    String pausedBy = row.getString("paused_by");
    return new StoredTrigger(
        idOf(row),
        row.getString("source"),
        row.getString("event"),
        instantOrNull(row, "due"),
        pausedBy == null ? null : new Paused(pausedBy, instant(row, "paused_at")));
  }

  public static Firing firingOf(ResultSet row) throws SQLException {
    return new Firing(
        idOf(row),
        row.getString("cause"),
        instant(row, "at"),
        row.getString("event"),
        State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getString("run"),
        row.getString("note"));
  }
}
