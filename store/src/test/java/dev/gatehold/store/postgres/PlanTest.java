package dev.gatehold.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the planner makes of statements over arrays on tables that are still empty, which stays, and
 * on those in which few rows live among many that came and went.
 */
class PlanTest {
  /** An index that is walked through from one end to the other. */
  private static final Pattern WHOLE_INDEX =
      Pattern.compile("Index (Only )?Scan [^\\n]*(\\n(?!\\s*Index Cond)|$)");

  private static final String BY_JOIN =
      """
      DELETE FROM request_source asked USING (
        SELECT unnest(r.sources) AS source, r.opened_at, r.id
        FROM unnest(?::text[]) AS u (id) JOIN request r ON r.id = u.id) AS old
      WHERE asked.source = old.source AND asked.opened_at = old.opened_at
        AND asked.request = old.id
      """;

  private static final PostgresPlace EMPTY = migrated();
  private static final PostgresPlace NEARLY_EMPTY = migrated();

  private static PostgresPlace migrated() {
    TestDatabase database = TestDatabase.fresh();
    PostgresStores.open(database.place()).close();
    // Only as plain text may a statement keep parameters without values.
    return PostgresPlace.of(database.url() + "&preferQueryMode=simple");
  }

  /** As a queue is whose rows come and go: the planner takes such an index for a small one. */
  @BeforeAll
  static void aFewRowsThatStay() throws SQLException {
    try (Connection connection = new Driver(NEARLY_EMPTY).patient().getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(true);
      statement.execute(
          """
          INSERT INTO request_source (source, opened_at, request)
          SELECT 'group:finance', n, 'run_' || n || '.review' FROM generate_series(1, 4) n
          """);
      statement.execute("VACUUM (ANALYZE) request_source");
    }
  }

  static Stream<Arguments> statementsOverArrays() {
    return Stream.of(
            RunWriter.GROWN,
            RunWriter.FINISHED.formatted("effect"),
            RunWriter.FINISHED.formatted("task"),
            RequestWriter.OLD_SOURCES,
            NewsReader.APPLIED,
            NewsReader.MOVED)
        .flatMap(sql -> Stream.of(Arguments.of(sql, EMPTY), Arguments.of(sql, NEARLY_EMPTY)));
  }

  @ParameterizedTest
  @MethodSource("statementsOverArrays")
  void arrays_lead_to_indexes(String sql, PostgresPlace place) throws SQLException {
    try (Connection connection = Sessions.writing(place).getConnection()) {
      assertThat(plan(connection, sql))
          .contains("Index Cond")
          .doesNotContain("Seq Scan", "Hash Join", "Merge Join")
          .doesNotContainPattern(WHOLE_INDEX);
    }
  }

  @Test
  void as_a_join_the_sources_of_few_requests_are_looked_for_in_the_whole_index()
      throws SQLException {
    try (Connection connection = Sessions.writing(NEARLY_EMPTY).getConnection()) {
      assertThat(plan(connection, BY_JOIN)).containsPattern(WHOLE_INDEX);
    }
  }

  @Test
  void the_same_statement_is_planned_otherwise_where_nobody_says_so() throws SQLException {
    try (Connection connection = new Driver(EMPTY).patient().getConnection()) {
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
