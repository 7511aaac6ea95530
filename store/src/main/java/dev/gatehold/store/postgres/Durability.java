package dev.gatehold.store.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/**
 * What a session really does to keep data, as the server itself says after connecting: a setting
 * may come from its files, the role, the database or the URL.
 *
 * @param version such as 180006
 * @param recovering whether it is a standby, or not yet recovered
 */
record Durability(
    int version,
    boolean recovering,
    String fsync,
    String fullPageWrites,
    String synchronousCommit) {
  private static final int OLDEST = 15_00_00;

  /**
   * Both wait until the log is on this server's disk and, where standbys are named, on one of
   * theirs. The others are no weaker as long as no standby is named, except {@code off}; but one
   * may be named at any time, and nobody would look here again.
   */
  private static final Set<String> KEPT = Set.of("on", "remote_apply");

  static Durability of(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT current_setting('server_version_num')::integer, pg_is_in_recovery(),
                  current_setting('fsync'), current_setting('full_page_writes'),
                  current_setting('synchronous_commit')
                """)) {
      row.next();
      return new Durability(
          row.getInt(1), row.getBoolean(2), row.getString(3), row.getString(4), row.getString(5));
    }
  }

  /**
   * Refuses what could lose an acknowledged decision, or cannot keep one.
   *
   * @throws DatabaseRefusedException with what was found, what is required and what to do
   */
  void require(PostgresPlace place) {
    if (version < OLDEST) {
      throw refused(
          place, "be PostgreSQL 15 or newer", "it is " + version / 1_00_00, "Update the server.");
    }
    if (recovering) {
      throw refused(
          place,
          "be the primary",
          "it is a standby, or still recovering",
          "Name the primary, or all hosts of the cluster separated by commas.");
    }
    if (!place.weak()) {
      requireOn(place, "fsync", fsync);
      requireOn(place, "full_page_writes", fullPageWrites);
      if (!KEPT.contains(synchronousCommit)) {
        throw weak(place, "synchronous_commit=on or remote_apply", synchronousCommit);
      }
    }
  }

  private static void requireOn(PostgresPlace place, String setting, String found) {
    if (!found.equals("on")) {
      throw weak(place, setting + "=on", found);
    }
  }

  private static DatabaseRefusedException weak(PostgresPlace place, String setting, String found) {
    return refused(
        place,
        "use " + setting,
        "it uses " + found + " and may lose what it acknowledged",
        "Remove what sets it for the server, the database, the role or in the URL,"
            + " or allow weak durability in so many words.");
  }

  private static DatabaseRefusedException refused(
      PostgresPlace place, String expected, String found, String next) {
    return new DatabaseRefusedException(
        "Expected " + place + " to " + expected + ", but " + found + ". " + next);
  }
}
