package dev.gatehold.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the planner makes of statements over arrays on tables that are still empty, and stays. */
class PlanTest {
  private static final PostgresPlace PLACE = migrated();

  private static PostgresPlace migrated() {
    TestDatabase database = TestDatabase.fresh();
    PostgresStores.open(database.place()).close();
    // Only as plain text may a statement keep parameters without values.
    return PostgresPlace.of(database.url() + "&preferQueryMode=simple");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        RunWriter.GROWN,
        "DELETE FROM effect USING unnest(?::text[]) AS u (id) WHERE effect.id = u.id",
        "DELETE FROM task USING unnest(?::text[]) AS u (id) WHERE task.id = u.id",
        RequestWriter.OLD_SOURCES,
        NewsReader.APPLIED,
        NewsReader.MOVED
      })
  void arrays_lead_to_indexes(String sql) throws SQLException {
    try (Connection connection = Sessions.writing(PLACE).getConnection()) {
      assertThat(plan(connection, sql))
          .contains("Function Scan", "Index")
          .doesNotContain("Seq Scan", "Hash Join", "Merge Join")
          .doesNotMatch("(?s).*Nested Loop[^\\n]*\\n\\s*->  Index.*");
    }
  }

  @Test
  void the_same_statement_is_planned_otherwise_where_nobody_says_so() throws SQLException {
    try (Connection connection = new Driver(PLACE).patient().getConnection()) {
      assertThat(plan(connection, RunWriter.GROWN)).containsAnyOf("Hash Join", "Seq Scan");
    }
  }

  private static String plan(Connection connection, String sql) throws SQLException {
    int number = 0;
    String numbered = sql;
    while (numbered.contains("?")) {
      number++;
      numbered = numbered.replaceFirst("\\?", "\\$" + number);
    }
    StringJoiner plan = new StringJoiner("\n");
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("EXPLAIN (GENERIC_PLAN) " + numbered)) {
      while (row.next()) {
        plan.add(row.getString(1));
      }
    }
    return plan.toString();
  }
}
