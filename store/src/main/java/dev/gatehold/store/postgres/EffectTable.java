package dev.gatehold.store.postgres;

import static dev.gatehold.store.postgres.Texts.array;
import static dev.gatehold.store.postgres.Texts.shown;
import static dev.gatehold.store.sql.Columns.millis;
import static dev.gatehold.store.sql.Columns.millisNotBefore;

import dev.gatehold.engine.store.StoredEffect;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Leases of effects, and what becomes of them. */
final class EffectTable {
  private final Database database;

  EffectTable(Database database) {
    this.database = database;
  }

  /**
   * What another node is just leasing is passed over, so that nobody waits and none has it twice.
   */
  List<StoredEffect> lease(String node, Instant now, Instant until, int limit) {
    Instant end = Instant.ofEpochMilli(millisNotBefore(until));
    return database.update(client ->
        client
            .sql(
                """
                WITH open AS MATERIALIZED (
                  SELECT e.id, e.at FROM effect e JOIN run ON run.run = e.run
                  WHERE e.set_aside IS NULL AND e.at <= :now AND (e.node IS NULL OR e.at < :now)
                    AND run.parked IS NULL
                  ORDER BY e.at, e.id LIMIT :limit FOR UPDATE OF e SKIP LOCKED),
                leased AS (
                  UPDATE effect e SET node = :node, at = :until FROM open WHERE e.id = open.id
                  RETURNING e.id, e.run, e.body, e.tries, open.at)
                SELECT * FROM leased ORDER BY at, id
                """)
            .param("now", millis(now))
            .param("limit", limit)
            .param("node", node)
            .param("until", millis(end))
            .query((row, _) ->
                new StoredEffect(
                    row.getString("id"),
                    row.getString("run"),
                    row.getString("body"),
                    row.getInt("tries"),
                    node,
                    end))
            .list());
  }

  List<String> renew(String node, List<String> effects, Instant until) {
    if (effects.isEmpty()) {
      return List.of();
    }
    Set<String> held =
        new HashSet<>(
            database.update(client ->
                client
                    .sql(
                        """
                        UPDATE effect SET at = ? FROM unnest(?::text[]) AS u (id)
                        WHERE effect.id = u.id AND effect.node = ? RETURNING effect.id
                        """)
                    .params(millisNotBefore(until), array(effects.stream().sorted().toList()), node)
                    .query(String.class)
                    .list()));
    return effects.stream().filter(held::contains).toList();
  }

  void releaseOthers(String node) {
    database.update(client ->
        client
            .sql("UPDATE effect SET node = NULL, at = 0 WHERE node IS NOT NULL AND node <> ?")
            .param(node)
            .update());
  }

  /** Says how many there were. */
  int releaseAll(String node) {
    return database.update(client ->
        client.sql("UPDATE effect SET node = NULL, at = 0 WHERE node = ?").param(node).update());
  }

  void postpone(String node, String effect, int tries, Instant at) {
    database.update(client ->
        client
            .sql("UPDATE effect SET node = NULL, at = ?, tries = ? WHERE id = ? AND node = ?")
            .params(millisNotBefore(at), tries, effect, node)
            .update());
  }

  void setAside(String node, String effect, String reason) {
    database.update(client ->
        client
            .sql("UPDATE effect SET node = NULL, set_aside = ? WHERE id = ? AND node = ?")
            .params(shown(reason), effect, node)
            .update());
  }

  void finish(String effect) {
    database.update(client -> client.sql("DELETE FROM effect WHERE id = ?").param(effect).update());
  }
}
