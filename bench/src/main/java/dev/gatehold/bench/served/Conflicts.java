package dev.gatehold.bench.served;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * How many commits of servers met what another one had written. The servers do not say; but a
 * commit that meets a conflict is undone, and PostgreSQL counts what is undone. It may be for
 * another reason too, so this is a bound.
 *
 * @param commits transactions that added to journals
 * @param undone transactions that were rolled back
 */
record Conflicts(long commits, long undone) {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofMillis(50);

  private static final String COMMITS = "SELECT count(DISTINCT xmin::text) FROM journal";
  private static final String UNDONE =
      "SELECT xact_rollback FROM pg_stat_database WHERE datname = current_database()";
  private static final String OTHERS =
      """
      SELECT count(*) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()\
      """;

  /** Of the whole life of a database whose servers have ended: only then all is counted. */
  static Conflicts of(String url) throws SQLException, InterruptedException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (number(statement, OTHERS) > 0) {
        if (System.nanoTime() > end) {
          throw new IllegalStateException("Expected all servers to leave their database.");
        }
        Thread.sleep(LOOK);
      }
      return new Conflicts(number(statement, COMMITS), number(statement, UNDONE));
    }
  }

  private static long number(Statement statement, String question) throws SQLException {
    try (ResultSet answer = statement.executeQuery(question)) {
      answer.next();
      return answer.getLong(1);
    }
  }

  /** As a share of all that were tried, from 0 to 1. */
  double share() {
    return commits + undone == 0 ? 0 : (double) undone / (commits + undone);
  }
}
