package dev.gatehold.store.sqlite;

import static dev.gatehold.store.sql.Columns.millis;
import static dev.gatehold.store.sql.Columns.millisNotBefore;
import static dev.gatehold.store.sqlite.Batch.bound;

import dev.gatehold.engine.store.StoredEffect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Leases of effects, and what becomes of them. */
final class EffectTable {
  private static final String OPEN =
      """
      SELECT e.id, e.run, e.body, e.tries FROM effect e JOIN run r ON r.run = e.run
      WHERE e.set_aside IS NULL AND e.at <= ? AND (e.node IS NULL OR e.at < ?)
        AND r.parked IS NULL
      ORDER BY e.at LIMIT ?
      """;

  private final Database database;
  private final Batch lease;
  private final Batch renew;

  EffectTable(Database database, Connection connection) throws SQLException {
    this.database = database;
    lease = new Batch(connection, "UPDATE effect SET node = ?, at = ? WHERE id = ?");
    renew = new Batch(connection, "UPDATE effect SET at = ? WHERE id = ? AND node = ?");
  }

  /** Only the writing connection leases, so that what is found open is still open when taken. */
  List<StoredEffect> lease(String node, Instant now, Instant until, int limit) {
    Instant end = Instant.ofEpochMilli(millisNotBefore(until));
    return database.write(transaction -> {
      List<StoredEffect> effects = open(transaction, node, now, end, limit);
      lease.run(effects, effect -> bound(node, millis(end), effect.id()));
      return effects;
    });
  }

  private static List<StoredEffect> open(
      Connection transaction, String node, Instant now, Instant end, int limit)
      throws SQLException {
    List<StoredEffect> effects = new ArrayList<>();
    try (PreparedStatement open = transaction.prepareStatement(OPEN)) {
      open.setLong(1, millis(now));
      open.setLong(2, millis(now));
      open.setInt(3, limit);
      ResultSet row = open.executeQuery();
      while (row.next()) {
        effects.add(
            new StoredEffect(
                row.getString("id"),
                row.getString("run"),
                row.getString("body"),
                row.getInt("tries"),
                node,
                end));
      }
    }
    return effects;
  }

  List<String> renew(String node, List<String> effects, Instant until) {
    return database.write(_ -> {
      List<String> lost = renew.run(effects, id -> bound(millisNotBefore(until), id, node));
      return effects.stream().filter(id -> !lost.contains(id)).toList();
    });
  }

  void releaseOthers(String node) {
    database.writeWith(client ->
        client
            .sql("UPDATE effect SET node = NULL, at = 0 WHERE node IS NOT NULL AND node <> ?")
            .param(node)
            .update());
  }

  void releaseAll(String node) {
    database.writeWith(client ->
        client.sql("UPDATE effect SET node = NULL, at = 0 WHERE node = ?").param(node).update());
  }

  void postpone(String node, String effect, int tries, Instant at) {
    database.writeWith(client ->
        client
            .sql("UPDATE effect SET node = NULL, at = ?, tries = ? WHERE id = ? AND node = ?")
            .params(millisNotBefore(at), tries, effect, node)
            .update());
  }

  void setAside(String node, String effect, String reason) {
    database.writeWith(client ->
        client
            .sql("UPDATE effect SET node = NULL, set_aside = ? WHERE id = ? AND node = ?")
            .params(reason, effect, node)
            .update());
  }

  void finish(String effect) {
    database.writeWith(
        client -> client.sql("DELETE FROM effect WHERE id = ?").param(effect).update());
  }
}
