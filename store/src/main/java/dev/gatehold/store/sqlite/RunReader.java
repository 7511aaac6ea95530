package dev.gatehold.store.sqlite;

import static dev.gatehold.store.sql.Columns.instant;
import static dev.gatehold.store.sql.Columns.millis;
import static dev.gatehold.store.sql.Columns.texts;
import static dev.gatehold.store.sql.RunRows.entry;
import static dev.gatehold.store.sql.RunRows.runRow;

import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.store.AppliedKey;
import dev.gatehold.engine.store.RunQuery;
import dev.gatehold.engine.store.RunRow;
import dev.gatehold.engine.store.StoredEntry;
import dev.gatehold.engine.store.StoredRun;
import dev.gatehold.engine.store.StoredSnapshot;
import dev.gatehold.store.sql.Listing;
import dev.gatehold.store.sql.RunLists;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads journals and runs. */
final class RunReader {
  private final Database database;

  RunReader(Database database) {
    this.database = database;
  }

  Optional<StoredRun> load(String run) {
    return database.read(client ->
        client
            .sql(
                """
                SELECT r.run, r.seq, r.head_hash, r.parked, s.seq AS at, s.body
                FROM run r LEFT JOIN snapshot s ON s.run = r.run WHERE r.run = ?
                """)
            .param(run)
            .query((row, _) -> head(row))
            .optional()
            .map(head -> withEntries(client, head)));
  }

  private static StoredRun head(ResultSet row) throws SQLException {
    String run = row.getString("run");
    String body = row.getString("body");
    return new StoredRun(
        run,
        row.getLong("seq"),
        row.getString("head_hash"),
        row.getString("parked"),
        body == null ? null : new StoredSnapshot(run, row.getLong("at"), body),
        List.of());
  }

  // Entries up to the head never change, so that both queries need no common transaction.
  private static StoredRun withEntries(JdbcClient client, StoredRun head) {
    StoredSnapshot snapshot = head.snapshot();
    List<StoredEntry> entries =
        client
            .sql(
                """
                SELECT run, seq, body, hash FROM journal
                WHERE run = ? AND seq > ? AND seq <= ? ORDER BY seq
                """)
            .params(head.run(), snapshot == null ? 0L : snapshot.seq(), head.seq())
            .query((row, _) -> entry(row))
            .list();
    return new StoredRun(head.run(), head.seq(), head.headHash(), head.parked(), snapshot, entries);
  }

  List<StoredEntry> journal(String run, long after, int limit) {
    return database.read(client ->
        client
            .sql(
                """
                SELECT run, seq, body, hash FROM journal
                WHERE run = ? AND seq > ? ORDER BY seq LIMIT ?
                """)
            .params(run, after, limit)
            .query((row, _) -> entry(row))
            .list());
  }

  List<AppliedKey> appliedKeys(Collection<String> keys) {
    return keys.isEmpty()
        ? List.of()
        : database.read(client ->
            client
                .sql(
                    """
                    SELECT k.key, k.command, k.run, k.seq FROM json_each(?) asked
                      CROSS JOIN applied_key k ON k.key = asked.value
                    """)
                .param(texts(keys))
                .query((row, _) ->
                    new AppliedKey(
                        row.getString("key"),
                        new Digest(row.getString("command")),
                        row.getString("run"),
                        row.getLong("seq")))
                .list());
  }

  /** The runs whose journal ends elsewhere than at this number. */
  List<StoredRun> grown(Map<String, Long> expected) {
    if (expected.isEmpty()) {
      return List.of();
    }
    Map<String, Long> ends = new HashMap<>();
    database.read(client ->
        client
            .sql("SELECT run, seq FROM json_each(?) asked CROSS JOIN run ON run.run = asked.value")
            .param(texts(expected.keySet()))
            .query((row, _) -> ends.put(row.getString("run"), row.getLong("seq")))
            .list());
    return ends.entrySet().stream()
        .filter(each -> !each.getValue().equals(expected.get(each.getKey())))
        .flatMap(each -> load(each.getKey()).stream())
        .toList();
  }

  List<String> due(Instant now, int limit) {
    return database.read(client ->
        client
            .sql(
                """
                SELECT run FROM run
                WHERE next_deadline <= ? AND next_deadline IS NOT NULL AND parked IS NULL
                ORDER BY next_deadline LIMIT ?
                """)
            .params(millis(now), limit)
            .query((row, _) -> row.getString("run"))
            .list());
  }

  Optional<Instant> nextDeadline(Instant after) {
    return database.read(client ->
        client
            .sql(
                """
                SELECT next_deadline FROM run
                WHERE next_deadline > ? AND next_deadline IS NOT NULL AND parked IS NULL
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
                SELECT 'The run is parked: ' || parked AS incident FROM run
                WHERE run = ? AND parked IS NOT NULL
                UNION ALL
                SELECT 'Effect ''' || id || ''' is set aside: ' || set_aside FROM effect
                WHERE run = ? AND set_aside IS NOT NULL
                """)
            .params(run, run)
            .query((row, _) -> row.getString("incident"))
            .list());
  }

  Optional<RunRow> run(String run) {
    return database.read(client ->
        client
            .sql("SELECT * FROM run WHERE run = ?")
            .param(run)
            .query((row, _) -> runRow(row))
            .optional());
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

  List<String> active(String flow, String key) {
    return database.read(client ->
        client
            .sql(
                """
                SELECT run FROM run WHERE flow = ? AND key = ? AND status = 'active'
                ORDER BY started_at, run
                """)
            .params(flow, key)
            .query((row, _) -> row.getString("run"))
            .list());
  }

  List<RunRow> runs(RunQuery query) {
    Listing listing = RunLists.listed(query);
    return database.read(client ->
        client
            .sql(listing.sql())
            .params(listing.parameters())
            .query((row, _) -> runRow(row))
            .list());
  }
}
