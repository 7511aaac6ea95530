package dev.gatehold.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.Function;
import org.sqlite.SQLiteException;

class KeepingConnectionTest {
  private static final String NUMBERS = "SELECT n FROM numbers ORDER BY n";

  @TempDir Path folder;
  private KeepingConnection connection;

  @BeforeEach
  void open() throws SQLException {
    connection = new KeepingConnection(folder.resolve("numbers.db"), new Properties());
    execute("PRAGMA journal_mode = WAL");
    execute("CREATE TABLE numbers (n INTEGER PRIMARY KEY)");
    execute("INSERT INTO numbers VALUES (1), (2), (3)");
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private KeptStatement prepare(String sql) throws SQLException {
    return (KeptStatement) connection.prepareStatement(sql);
  }

  private static boolean isThere(KeptStatement statement) {
    return !statement.pointer.isClosed();
  }

  private List<Integer> numbers() throws SQLException {
    List<Integer> numbers = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(NUMBERS);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        numbers.add(row.getInt("n"));
      }
    }
    return numbers;
  }

  @Test
  void a_closed_statement_is_used_again_for_the_same_sql() throws SQLException {
    KeptStatement first = prepare(NUMBERS);
    assertThat(first.isClosed()).isFalse();
    first.close();
    assertThat(first.isClosed()).isTrue();

    assertThat(prepare(NUMBERS + " DESC")).isNotSameAs(first);
    KeptStatement again = prepare(NUMBERS);
    assertThat(again).isSameAs(first);
    assertThat(again.isClosed()).isFalse();
  }

  @Test
  void two_of_the_same_at_once_are_two_and_one_of_them_stays() throws SQLException {
    KeptStatement one = prepare(NUMBERS);
    KeptStatement other = prepare(NUMBERS);
    assertThat(other).isNotSameAs(one);

    one.close();
    other.close();
    assertThat(isThere(one)).isFalse();
    assertThat(prepare(NUMBERS)).isSameAs(other);
    assertThat(numbers()).containsExactly(1, 2, 3);
  }

  @Test
  void closing_a_statement_twice_is_closing_it_once() throws SQLException {
    KeptStatement statement = prepare(NUMBERS);
    statement.close();
    statement.close();

    assertThat(prepare(NUMBERS)).isSameAs(statement);
    assertThat(isThere(statement)).isTrue();
  }

  @Test
  void beyond_the_bound_those_go_that_have_waited_longest() throws SQLException {
    KeptStatement eldest = prepare("SELECT 'eldest'");
    KeptStatement usedAgain = prepare("SELECT 'used again'");
    eldest.close();
    usedAgain.close();
    for (int i = 2; i < KeepingConnection.MOST_WAITING; i++) {
      prepare("SELECT " + i).close();
    }
    prepare("SELECT 'used again'").close();
    assertThat(isThere(eldest)).isTrue();

    prepare("SELECT 'one more'").close();
    assertThat(isThere(eldest)).isFalse();
    assertThat(isThere(usedAgain)).isTrue();
    assertThat(prepare("SELECT 'used again'")).isSameAs(usedAgain);
  }

  @Test
  void values_of_one_use_are_not_those_of_the_next() throws SQLException {
    String echo = "SELECT ?, ?";
    try (PreparedStatement statement = prepare(echo)) {
      statement.setString(1, "alice");
      statement.setString(2, "bob");
      assertThat(statement.executeQuery().getString(2)).isEqualTo("bob");
    }
    try (PreparedStatement statement = prepare(echo)) {
      statement.setString(1, "carol");
      ResultSet row = statement.executeQuery();
      assertThat(row.getString(1)).isEqualTo("carol");
      assertThat(row.getString(2)).isNull();
    }
    try (PreparedStatement statement = prepare(echo)) {
      assertThat(statement.executeQuery().getString(1)).isNull();
    }
  }

  @Test
  void a_batch_that_was_not_run_is_not_run_by_the_next_use() throws SQLException {
    String insert = "INSERT INTO numbers VALUES (?)";
    try (PreparedStatement statement = prepare(insert)) {
      statement.setInt(1, 4);
      statement.addBatch();
    }
    try (PreparedStatement statement = prepare(insert)) {
      statement.setInt(1, 5);
      statement.addBatch();
      assertThat(statement.executeBatch()).containsExactly(1);
    }
    assertThat(numbers()).containsExactly(1, 2, 3, 5);
  }

  @Test
  void limits_of_one_use_are_not_those_of_the_next() throws SQLException {
    try (PreparedStatement statement = prepare(NUMBERS)) {
      statement.setMaxRows(1);
      statement.setQueryTimeout(1);
    }
    try (PreparedStatement statement = prepare(NUMBERS)) {
      assertThat(statement.getMaxRows()).isZero();
      assertThat(statement.getQueryTimeout()).isZero();
    }
    assertThat(numbers()).containsExactly(1, 2, 3);
  }

  @Test
  void a_statement_that_closes_itself_is_not_kept() throws SQLException {
    KeptStatement statement = prepare(NUMBERS);
    statement.closeOnCompletion();
    statement.executeQuery().close();

    assertThat(isThere(statement)).isFalse();
    assertThat(prepare(NUMBERS)).isNotSameAs(statement);
  }

  @Test
  void a_statement_whose_rows_were_not_all_read_ends_its_transaction() throws SQLException {
    PreparedStatement some = prepare(NUMBERS);
    ResultSet row = some.executeQuery();
    assertThat(row.next()).isTrue();
    some.close();
    assertThat(row.isClosed()).isTrue();
    assertThatTheLogCanBeEmptied();

    execute("INSERT INTO numbers VALUES (4)");
    try (PreparedStatement none = prepare(NUMBERS)) {
      assertThat(none.execute()).isTrue();
    }
    assertThatTheLogCanBeEmptied();
    assertThat(numbers()).containsExactly(1, 2, 3, 4);
  }

  private void assertThatTheLogCanBeEmptied() throws SQLException {
    try (Connection other = new KeepingConnection(folder.resolve("numbers.db"), new Properties());
        Statement statement = other.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
      assertThat(row.getInt("busy")).isZero();
    }
  }

  @Test
  void a_statement_that_was_interrupted_is_not_used_again() throws SQLException {
    String sum = "SELECT sum(interrupting(n)) FROM numbers";
    interruptAt(1);
    KeptStatement interrupted = prepare(sum);
    assertThatExceptionOfType(SQLiteException.class)
        .isThrownBy(interrupted::executeQuery)
        .withMessageContaining("SQLITE_INTERRUPT");
    interrupted.close();

    interruptAt(4);
    KeptStatement another = prepare(sum);
    assertThat(another).isNotSameAs(interrupted);
    assertThat(another.executeQuery().getInt(1)).isEqualTo(6);
  }

  @Test
  void a_statement_that_was_interrupted_between_rows_is_as_new() throws SQLException {
    interruptAt(1);
    try (PreparedStatement statement = prepare("SELECT interrupting(n) FROM numbers")) {
      ResultSet row = statement.executeQuery();
      assertThat(row.next()).isTrue();
      assertThatExceptionOfType(SQLiteException.class)
          .isThrownBy(row::next)
          .withMessageContaining("SQLITE_INTERRUPT");
    }
    assertThatTheLogCanBeEmptied();

    interruptAt(4);
    try (PreparedStatement statement = prepare("SELECT interrupting(n) FROM numbers")) {
      assertThat(statement.executeQuery().getInt(1)).isEqualTo(1);
    }
  }

  /** Makes {@code interrupting(n)}, which is n, interrupt its statement where n is this. */
  private void interruptAt(int number) throws SQLException {
    Function.create(
        connection,
        "interrupting",
        new Function() {
          @Override
          protected void xFunc() throws SQLException {
            if (value_int(0) == number) {
              connection.getDatabase().interrupt();
            }
            result(value_int(0));
          }
        });
  }

  @Test
  void a_statement_that_was_refused_works_for_other_values() throws SQLException {
    String insert = "INSERT INTO numbers VALUES (?)";
    try (PreparedStatement statement = prepare(insert)) {
      statement.setInt(1, 3);
      assertThatExceptionOfType(SQLiteException.class)
          .isThrownBy(statement::executeUpdate)
          .withMessageContaining("SQLITE_CONSTRAINT");
    }
    try (PreparedStatement statement = prepare(insert)) {
      statement.setInt(1, 4);
      assertThat(statement.executeUpdate()).isEqualTo(1);
    }
    assertThat(numbers()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void closing_the_connection_ends_what_waits_and_what_is_used() throws SQLException {
    KeptStatement waiting = prepare(NUMBERS);
    KeptStatement used = prepare("SELECT 1");
    waiting.close();

    connection.close();
    assertThat(isThere(waiting)).isFalse();
    assertThat(isThere(used)).isFalse();
    used.close();
  }
}
