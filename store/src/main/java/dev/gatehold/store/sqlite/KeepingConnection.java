package dev.gatehold.store.sqlite;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map.Entry;
import java.util.Properties;
import java.util.SequencedMap;
import org.sqlite.jdbc4.JDBC4Connection;

/**
 * A connection to SQLite that keeps its prepared statements: one that is closed waits for the next
 * use of the same SQL. While it waits it holds no transaction open, and nothing that was set for
 * one use holds for the next.
 *
 * <p>It is used as before, by one thread at a time. Only whoever has closed a statement must not
 * touch it any more, for it may be somebody else's by then; the readers' pool sees to that.
 */
final class KeepingConnection extends JDBC4Connection {
  /** Lists have a few dozen shapes of SQL; a statement takes some kilobytes. */
  static final int MOST_WAITING = 64;

  /** By SQL; first who has waited longest. */
  private final SequencedMap<String, KeptStatement> waiting = new LinkedHashMap<>();

  KeepingConnection(Path file, Properties settings) throws SQLException {
    super("jdbc:sqlite:" + file, file.toString(), settings);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
      throws SQLException {
    checkOpen();
    checkCursor(type, concurrency, holdability);
    KeptStatement kept = waiting.remove(sql);
    if (kept == null) {
      return new KeptStatement(this, sql);
    }
    kept.lend();
    return kept;
  }

  /** Takes back a statement that is as if it had just been prepared. */
  void keep(String sql, KeptStatement statement) throws SQLException {
    KeptStatement twin = waiting.put(sql, statement);
    if (twin != null) {
      twin.discard();
    }
    if (waiting.size() > MOST_WAITING) {
      Entry<String, KeptStatement> eldest = waiting.pollFirstEntry();
      eldest.getValue().discard();
    }
  }
}
