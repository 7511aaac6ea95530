package dev.gatehold.store.postgres;

import static dev.gatehold.store.postgres.Texts.shown;
import static dev.gatehold.store.sql.Columns.instant;
import static dev.gatehold.store.sql.Columns.millis;

import dev.gatehold.engine.store.RunQuery;
import dev.gatehold.engine.store.RunRow;
import dev.gatehold.engine.store.StoredEntry;
import dev.gatehold.store.sql.Listing;
import dev.gatehold.store.sql.RunLists;
import dev.gatehold.store.sql.RunRows;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads journals and runs. */
final class RunReader {
  private final Database database;

  RunReader(Database database) {
    this.database = database;
  }

  Map<String, Long> turns() {
    Map<String, Long> turns = new HashMap<>();
    database.read(client ->
        client
            .sql("SELECT name, turns FROM rotation")
            .query((row, _) -> turns.put(row.getString("name"), row.getLong("turns")))
            .list());
    return turns;
  }

  List<StoredEntry> journal(String run, long after, int limit) {
    return database.read(client ->
        client
            .sql("SELECT * FROM journal WHERE run = ? AND seq > ? ORDER BY seq LIMIT ?")
            .params(run, after, limit)
            .query((row, _) -> RunRows.entry(row))
            .list());
  }

  Optional<Instant> nextDeadline(Instant after) {
    return database.read(client ->
        client
            .sql(
                """
                SELECT next_deadline FROM run
                WHERE next_deadline > ? AND parked IS NULL
                ORDER BY next_deadline LIMIT 1
                """)
            .param(millis(after))
            .query((row, _) -> instant(row, "next_deadline"))
            .optional());
  }

  List<String> incidents(String run) {
    return database.read(client ->
        client
            .sql(
                """
                SELECT 'The run is parked: ' || parked FROM run
                WHERE run = :run AND parked IS NOT NULL
                UNION ALL
                SELECT 'Effect ''' || id || ''' is set aside: ' || set_aside FROM effect
                WHERE run = :run AND set_aside IS NOT NULL
                """)
            .param("run", run)
            .query(String.class)
            .list());
  }

  Optional<RunRow> run(String run) {
    return database.read(client ->
        client
            .sql("SELECT * FROM run WHERE run = ?")
            .param(run)
            .query((row, _) -> RunRows.runRow(row))
            .optional());
  }

  List<String> active(String flow, String key) {
    return database.read(client ->
        client
            .sql(
                """
                SELECT run FROM run WHERE flow = ? AND key = ? AND status = 'active'
                ORDER BY started_at, run
                """)
            .params(flow, shown(key))
            .query(String.class)
            .list());
  }

  List<RunRow> runs(RunQuery query) {
    Listing listing = RunLists.listed(query);
    return database.read(client ->
        client
            .sql(listing.sql())
            .params(listing.parameters())
            .query((row, _) -> RunRows.runRow(row))
            .list());
  }
}
