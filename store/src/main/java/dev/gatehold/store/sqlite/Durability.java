package dev.gatehold.store.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;

/**
 * What a connection really does to keep data, as SQLite itself says; asking for a setting is not
 * enough, because SQLite falls back without an error where a file system cannot do it.
 *
 * @param synchronous 2 is FULL: a commit returns after the disk has it
 */
record Durability(String sqlite, String journalMode, int synchronous, boolean foreignKeys) {
  /** Older ones can lose commits when two connections reset the write-ahead log at once. */
  private static final String OLDEST_SQLITE = "3.51.3";

  private static final int FULL = 2;

  static Durability of(Connection connection) throws SQLException {
    return new Durability(
        ask(connection, "SELECT sqlite_version()"),
        ask(connection, "PRAGMA journal_mode"),
        Integer.parseInt(ask(connection, "PRAGMA synchronous")),
        ask(connection, "PRAGMA foreign_keys").equals("1"));
  }

  private static String ask(Connection connection, String question) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(question)) {
      return answer.getString(1);
    }
  }

  /**
   * Refuses what could lose an acknowledged decision.
   *
   * @throws DataFolderException with what was found, what is required and what to do
   */
  void require(Path file) {
    if (Arrays.compare(numbers(sqlite), numbers(OLDEST_SQLITE)) < 0) {
      throw weak(
          "SQLite " + OLDEST_SQLITE + " or newer for " + file,
          "this is " + sqlite,
          "Update the sqlite-jdbc library");
    }
    if (!journalMode.equals("wal")) {
      throw weak(
          file + " to use journal_mode=wal",
          "it uses " + journalMode,
          "Put the data folder on a local disk; network file systems cannot do it");
    }
    if (synchronous < FULL) {
      throw weak(
          file + " to use synchronous=2 (FULL) or more",
          "it uses " + synchronous,
          "Remove what sets another value");
    }
    if (!foreignKeys) {
      throw weak(file + " to use foreign_keys=1", "it uses 0", "Remove what sets another value");
    }
  }

  private static DataFolderException weak(String expected, String found, String next) {
    return new DataFolderException("Expected " + expected + ", but " + found + ". " + next + ".");
  }

  private static int[] numbers(String version) {
    return Arrays.stream(version.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
  }
}
