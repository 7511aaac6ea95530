package dev.gatehold.store.sql;

import static dev.gatehold.store.sql.Columns.millis;
import static dev.gatehold.store.sql.FlowRows.versionOf;

import dev.gatehold.engine.store.MemoryStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What flows remember, in either database. A value is JSON, which escapes what PostgreSQL cannot
 * hold.
 */
public final class SqlMemoryStore implements MemoryStore {
  private static final String OF_KEY =
      "SELECT * FROM memory WHERE flow = ? AND draft = ? AND key = ?";

  private final Statements database;
  private final String present;

  /**
   * Opens the store.
   *
   * @param newest the condition of the index over newest versions, word for word
   */
  public SqlMemoryStore(Statements database, String newest) {
    this.database = database;
    this.present =
        " FROM memory WHERE flow = ? AND draft = ? AND " + newest + " AND value IS NOT NULL";
  }

  @Override
  public Reply write(Change change) {
    return database.writeWith(client -> {
      // Writes of a space follow one another: its keys are counted.
      database.turn(client, "memory/" + change.space().draft() + "/" + change.space().flow());
      return earlier(client, change).orElseGet(() -> writeFirst(client, change));
    });
  }

  private static Optional<Reply> earlier(JdbcClient client, Change change) {
    return change.id() == null
        ? Optional.empty()
        : client
            .sql("SELECT digest, version FROM memory_write WHERE id = ?")
            .param(change.id())
            .query((row, _) -> replyOf(row, change))
            .optional();
  }

  private static Reply replyOf(ResultSet row, Change change) throws SQLException {
    return row.getString("digest").equals(change.digest().text())
        ? new Reply.Written(row.getLong("version"))
        : new Reply.Reused();
  }

  private Reply writeFirst(JdbcClient client, Change change) {
    Version newest = last(client, change.space(), change.key()).orElse(null);
    long current = newest == null || newest.value() == null ? 0 : newest.number();
    Long expected = change.expected();
    if (expected != null && expected != current) {
      return new Reply.Conflict(newest);
    }
    if (change.value() != null && current == 0 && count(client, change.space()) >= MOST_KEYS) {
      return new Reply.Full();
    }
    long version = 0;
    if (change.value() != null || current > 0) {
      version = newest == null ? 1 : newest.number() + 1;
      add(client, change, version);
    }
    remember(client, change, version);
    return new Reply.Written(version);
  }

  private int count(JdbcClient client, Space space) {
    return client
        .sql("SELECT count(*)" + present)
        .params(space.flow(), space.draft())
        .query(Integer.class)
        .single();
  }

  private static void add(JdbcClient client, Change change, long version) {
    Space space = change.space();
    client
        .sql(
            """
            UPDATE memory SET newest = ?
            WHERE flow = ? AND draft = ? AND key = ? AND version = ?
            """)
        .params(false, space.flow(), space.draft(), change.key(), version - 1)
        .update();
    client
        .sql(
            """
            INSERT INTO memory (flow, draft, key, version, newest, at, value, run, step, person)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(space.flow(), space.draft(), change.key(), version, true, millis(change.at()))
        .param(change.value())
        .param(change.by().run())
        .param(change.by().step())
        .param(change.by().person())
        .update();
    client
        .sql("DELETE FROM memory WHERE flow = ? AND draft = ? AND key = ? AND version <= ?")
        .params(space.flow(), space.draft(), change.key(), version - KEPT_VERSIONS)
        .update();
  }

  private static void remember(JdbcClient client, Change change, long version) {
    if (change.id() != null) {
      client
          .sql("INSERT INTO memory_write (id, digest, version) VALUES (?, ?, ?)")
          .params(change.id(), change.digest().text(), version)
          .update();
    }
  }

  private static Optional<Version> last(JdbcClient client, Space space, String key) {
    return client
        .sql(OF_KEY + " ORDER BY version DESC LIMIT 1")
        .params(space.flow(), space.draft(), key)
        .query((row, _) -> versionOf(row))
        .optional();
  }

  @Override
  public Optional<Version> newest(Space space, String key) {
    return database
        .read(client -> last(client, space, key))
        .filter(version -> version.value() != null);
  }

  @Override
  public List<Version> list(Space space, String prefix) {
    return database.read(client ->
        client
            .sql("SELECT *" + present + " AND substr(key, 1, length(?)) = ? ORDER BY key")
            .params(space.flow(), space.draft(), prefix, prefix)
            .query((row, _) -> versionOf(row))
            .list());
  }

  @Override
  public List<Version> history(Space space, String key) {
    return database.read(client ->
        client
            .sql(OF_KEY + " ORDER BY version DESC")
            .params(space.flow(), space.draft(), key)
            .query((row, _) -> versionOf(row))
            .list());
  }
}
