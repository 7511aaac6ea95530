package dev.gatehold.store.postgres;

import dev.gatehold.testkit.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A database of a test class. */
record TestDatabase(String url) {
  /** Without tables, on the server that all tests share. */
  static TestDatabase fresh() {
    return new TestDatabase(PostgresServer.shared().newDatabase());
  }

  PostgresPlace place() {
    return PostgresPlace.of(url);
  }

  /** Deletes every row, which is faster than new tables. */
  void empty() {
    List<String> deletes =
        ask(
            """
            SELECT 'DELETE FROM ' || relname FROM pg_stat_user_tables
            WHERE relname <> 'gatehold_history' ORDER BY relname IN ('source', 'flow'), relname
            """);
    execute(String.join(";", deletes));
  }

  void execute(String statements) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(statements);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first column. */
  List<String> ask(String query) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      List<String> answer = new ArrayList<>();
      while (row.next()) {
        answer.add(row.getString(1));
      }
      return answer;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
