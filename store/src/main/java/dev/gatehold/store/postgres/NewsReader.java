package dev.gatehold.store.postgres;

import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.store.AppliedKey;
import dev.gatehold.engine.store.RunStore.News;
import dev.gatehold.engine.store.StoredEntry;
import dev.gatehold.engine.store.StoredRun;
import dev.gatehold.engine.store.StoredSnapshot;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads what is news to a writer: one statement for all keys, and one for all runs. */
final class NewsReader {
  static final String APPLIED =
      """
      SELECT applied_key.* FROM unnest(?::text[]) AS asked (key)
      JOIN applied_key ON applied_key.key = asked.key
      """;

  /** Heads, snapshots and the entries after them in one statement: all of it is of one moment. */
  static final String MOVED =
      """
      WITH moved AS MATERIALIZED (
        SELECT run.run, run.seq, run.head_hash, run.parked, s.seq AS at, s.body
        FROM unnest(?::text[], ?::bigint[]) AS known (run, seq)
        JOIN run ON run.run = known.run AND run.seq <> known.seq
        LEFT JOIN snapshot s ON s.run = run.run)
      SELECT true AS head, run, seq, head_hash AS hash, body, parked, at FROM moved
      UNION ALL
      SELECT false, j.run, j.seq, j.hash, j.body, NULL, NULL
      FROM moved JOIN journal j
        ON j.run = moved.run AND j.seq > coalesce(moved.at, 0) AND j.seq <= moved.seq
      ORDER BY run, head DESC, seq
      """;

  private NewsReader() {}

  /** Both in one round trip, and only what is asked for. */
  static News news(Connection connection, Collection<String> keys, Map<String, Long> known)
      throws SQLException {
    if (keys.isEmpty() || known.isEmpty()) {
      return new News(applied(connection, keys), moved(connection, known));
    }
    try (PreparedStatement statement = connection.prepareStatement(APPLIED + ";" + MOVED)) {
      bind(statement, keys);
      bind(statement, 2, known);
      statement.execute();
      List<AppliedKey> applied;
      try (ResultSet row = statement.getResultSet()) {
        applied = applied(row);
      }
      statement.getMoreResults();
      try (ResultSet row = statement.getResultSet()) {
        return new News(applied, runs(row));
      }
    }
  }

  /** What was applied under these keys. */
  static List<AppliedKey> applied(Connection connection, Collection<String> keys)
      throws SQLException {
    if (keys.isEmpty()) {
      return List.of();
    }
    try (PreparedStatement statement = connection.prepareStatement(APPLIED)) {
      bind(statement, keys);
      try (ResultSet row = statement.executeQuery()) {
        return applied(row);
      }
    }
  }

  private static void bind(PreparedStatement statement, Collection<String> keys)
      throws SQLException {
    Column<String> key = Column.text(Function.identity());
    statement.setArray(1, key.of(List.copyOf(keys), statement.getConnection()));
  }

  private static List<AppliedKey> applied(ResultSet row) throws SQLException {
    List<AppliedKey> applied = new ArrayList<>();
    while (row.next()) {
      applied.add(
          new AppliedKey(
              row.getString("key"),
              new Digest(row.getString("command")),
              row.getString("run"),
              row.getLong("seq")));
    }
    return applied;
  }

  /** The runs whose journals end elsewhere than at these numbers. */
  private static List<StoredRun> moved(Connection connection, Map<String, Long> known)
      throws SQLException {
    if (known.isEmpty()) {
      return List.of();
    }
    try (PreparedStatement statement = connection.prepareStatement(MOVED)) {
      bind(statement, 1, known);
      try (ResultSet row = statement.executeQuery()) {
        return runs(row);
      }
    }
  }

  private static void bind(PreparedStatement statement, int first, Map<String, Long> known)
      throws SQLException {
    List<Map.Entry<String, Long>> rows = List.copyOf(known.entrySet());
    Column<Map.Entry<String, Long>> run = Column.text(Map.Entry::getKey);
    Column<Map.Entry<String, Long>> seq = Column.number(Map.Entry::getValue);
    statement.setArray(first, run.of(rows, statement.getConnection()));
    statement.setArray(first + 1, seq.of(rows, statement.getConnection()));
  }

  private static List<StoredRun> runs(ResultSet row) throws SQLException {
    List<StoredRun> runs = new ArrayList<>();
    List<StoredEntry> entries = new ArrayList<>();
    while (row.next()) {
      String run = row.getString("run");
      if (row.getBoolean("head")) {
        end(runs, entries);
        runs.add(head(row, run));
      } else {
        entries.add(
            new StoredEntry(run, row.getLong("seq"), row.getString("body"), row.getString("hash")));
      }
    }
    end(runs, entries);
    return runs;
  }

  private static StoredRun head(ResultSet row, String run) throws SQLException {
    String body = row.getString("body");
    return new StoredRun(
        run,
        row.getLong("seq"),
        row.getString("hash"),
        row.getString("parked"),
        body == null ? null : new StoredSnapshot(run, row.getLong("at"), body),
        List.of());
  }

  private static void end(List<StoredRun> runs, List<StoredEntry> entries) {
    if (!runs.isEmpty()) {
      StoredRun head = runs.removeLast();
      runs.add(
          new StoredRun(
              head.run(), head.seq(), head.headHash(), head.parked(), head.snapshot(), entries));
      entries.clear();
    }
  }
}
