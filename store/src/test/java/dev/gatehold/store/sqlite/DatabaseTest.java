package dev.gatehold.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehold.engine.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.ResultSetExtractor;

class DatabaseTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("gatehold.db");
  }

  private void outside(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @Test
  void another_programs_database_is_refused_and_left_alone() throws Exception {
    outside(
        "CREATE TABLE flyway_schema_history (installed_rank INT)",
        "CREATE TABLE schema_history (installed_rank INT)");
    byte[] before = Files.readAllBytes(file());

    assertThatExceptionOfType(DataFolderException.class)
        .isThrownBy(() -> SqliteStores.open(folder))
        .withMessage(
            "Expected %s to be a database of Gatehold, but it is another program's (application"
                + " id 0). Move it away, or use another folder with --data.",
            file());
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement();
        var tables = statement.executeQuery("SELECT count(*) FROM sqlite_schema")) {
      assertThat(tables.getInt(1)).isEqualTo(2);
    }
    assertThat(Files.readAllBytes(file())).hasSameSizeAs(before);
  }

  @Test
  void a_file_that_is_no_database_is_refused() throws IOException {
    Files.writeString(file(), "This is a letter, not a database.".repeat(100));

    assertThatExceptionOfType(DataFolderException.class)
        .isThrownBy(() -> SqliteStores.open(folder))
        .withMessageStartingWith("Expected to open data folder " + folder + ", but: ")
        .withMessageContaining("file is not a database");
  }

  @Test
  void a_refused_folder_is_free_again() throws IOException {
    Files.writeString(file(), "This is a letter, not a database.".repeat(100));
    assertThatExceptionOfType(DataFolderException.class)
        .isThrownBy(() -> SqliteStores.open(folder));

    Files.delete(file());
    SqliteStores.open(folder).close();
    assertThat(file()).exists();
  }

  @Test
  void a_newer_versions_database_is_refused() throws SQLException {
    SqliteStores.open(folder).close();
    outside(
        """
        INSERT INTO schema_history (installed_rank, version, description, type, script,
          checksum, installed_by, installed_on, execution_time, success)
        VALUES (99, '99', 'future', 'SQL', 'V99__future.sql', 1, '', '2026-03-02 12:00:00.000', 0, 1)
        """);

    assertThatExceptionOfType(DataFolderException.class)
        .isThrownBy(() -> SqliteStores.open(folder))
        .withMessage(
            "Expected %s to have tables that this version of Gatehold knows, but it also has"
                + " migration 99: a newer version wrote it. Start that version, or restore a"
                + " backup.",
            file());
  }

  @Test
  void a_database_that_was_tampered_with_is_refused() throws SQLException {
    SqliteStores.open(folder).close();
    outside("UPDATE schema_history SET checksum = 1 WHERE version = '1'");

    assertThatExceptionOfType(DataFolderException.class)
        .isThrownBy(() -> SqliteStores.open(folder))
        .withMessageStartingWith(
            "Expected to bring " + file() + " to this version's tables, but it was not done:")
        .withMessageContaining("checksum mismatch");
  }

  @Test
  void a_database_that_does_not_answer_is_told() throws SQLException {
    try (SqliteStores stores = SqliteStores.open(folder)) {
      outside("ALTER TABLE account RENAME TO lost");
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> stores.people().accounts())
          .withMessageStartingWith("Expected " + file() + " to do what was asked, but it did not:")
          .withMessageContaining("no such table: account");
    }
  }

  @Test
  void readers_do_not_wait_for_the_writer() throws Exception {
    try (Database database = Database.open(file());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch writing = new CountDownLatch(1);
      CountDownLatch read = new CountDownLatch(1);
      var write =
          threads.submit(() ->
              database.write(transaction -> {
                try (Statement statement = transaction.createStatement()) {
                  statement.execute("INSERT INTO flow VALUES ('deploy', 0, 0)");
                }
                writing.countDown();
                awaitQuietly(read);
                return true;
              }));
      writing.await();
      assertThat(flows(database)).as("what is not committed is not seen").isZero();
      read.countDown();
      assertThat(write.get()).isTrue();
      assertThat(flows(database)).isEqualTo(1);
    }
  }

  @Test
  void readers_cannot_write() throws SQLException {
    try (Database database = Database.open(file())) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() ->
              database.read(
                  client -> client.sql("INSERT INTO flow VALUES ('deploy', 0, 0)").update()))
          .withMessageContaining("readonly");
    }
  }

  @Test
  void a_failed_write_leaves_nothing_and_the_next_one_works() throws SQLException {
    try (Database database = Database.open(file())) {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() ->
              database.writeWith(client -> {
                client.sql("INSERT INTO flow VALUES ('deploy', 0, 0)").update();
                throw new IllegalStateException("bug");
              }));
      assertThat(flows(database)).isZero();
      database.writeWith(client -> client.sql("INSERT INTO flow VALUES ('x', 0, 0)").update());
      assertThat(flows(database)).isEqualTo(1);
    }
  }

  @Test
  void readers_keep_their_statements_and_hold_nothing_open_with_them() throws SQLException {
    try (Database database = Database.open(file())) {
      write(database, "INSERT INTO flow VALUES ('a', 0, 0), ('b', 0, 0), ('c', 0, 0)");
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() ->
              database.read(client ->
                  client
                      .sql("SELECT flow FROM flow")
                      .query((_, _) -> {
                        throw new IllegalStateException("bug");
                      })
                      .list()));
      KeptStatement first = kept(database, "SELECT flow FROM flow");
      assertThatTheLogCanBeEmptied(database);

      write(database, "INSERT INTO flow VALUES ('d', 0, 0)");
      assertThat(rows(database, "SELECT flow FROM flow")).hasSize(4);
      assertThat(kept(database, "SELECT flow FROM flow")).isSameAs(first);
      assertThatTheLogCanBeEmptied(database);
    }
  }

  /** The statement that a reader has for this; there is one reader where one thread reads. */
  private static KeptStatement kept(Database database, String sql) {
    ResultSetExtractor<KeptStatement> statement =
        row -> row.getStatement().unwrap(KeptStatement.class);
    return database.read(client -> client.sql(sql).query(statement));
  }

  private static List<Map<String, Object>> rows(Database database, String sql) {
    return database.read(client -> client.sql(sql).query().listOfRows());
  }

  private static void write(Database database, String sql) {
    database.writeWith(client -> client.sql(sql).update());
  }

  private void assertThatTheLogCanBeEmptied(Database database) throws SQLException {
    assertThat(folder.resolve("gatehold.db-wal")).isNotEmptyFile();
    outside("PRAGMA wal_checkpoint(TRUNCATE)");
    assertThat(folder.resolve("gatehold.db-wal")).isEmptyFile();
    assertThat(flows(database)).isPositive();
  }

  @Test
  void what_readers_keep_follows_a_change_of_the_tables() throws SQLException {
    try (Database database = Database.open(file())) {
      write(database, "INSERT INTO flow VALUES ('deploy', 0, 0)");
      String all = "SELECT * FROM flow";
      KeptStatement before = kept(database, all);
      assertThat(rows(database, all).getFirst())
          .containsEntry("flow", "deploy")
          .doesNotContainKey("colour");

      outside("ALTER TABLE flow ADD COLUMN colour TEXT DEFAULT 'green'");
      assertThat(rows(database, all).getFirst())
          .containsEntry("flow", "deploy")
          .containsEntry("colour", "green");
      assertThat(kept(database, all)).isSameAs(before);
    }
  }

  @Test
  void closing_ends_what_readers_keep() throws SQLException {
    Database database = Database.open(file());
    KeptStatement kept = kept(database, "SELECT flow FROM flow");
    assertThat(kept.pointer.isClosed()).isFalse();

    database.close();
    assertThat(kept.pointer.isClosed()).isTrue();
    assertThat(folder.resolve("gatehold.db-wal")).doesNotExist();
  }

  @Test
  void a_full_disk_fails_a_write_and_not_those_after_it() throws SQLException {
    try (Database database = Database.open(file())) {
      int pages = database.read(c -> c.sql("PRAGMA page_count").query(Integer.class).single());
      pragma(database, "max_page_count = " + (pages + 4));
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() ->
              database.writeWith(client -> {
                client.sql("INSERT INTO flow VALUES ('small', 0, 0)").update();
                return client.sql("INSERT INTO source VALUES ('x', hex(zeroblob(50000)))").update();
              }))
          .withMessageContaining("full")
          .withMessageContaining("Check the disk's space");
      assertThat(flows(database)).isZero();

      pragma(database, "max_page_count = 100000");
      database.writeWith(client -> client.sql("INSERT INTO flow VALUES ('x', 0, 0)").update());
      assertThat(flows(database)).isEqualTo(1);
    }
  }

  private static void pragma(Database database, String pragma) {
    database.write(transaction -> {
      try (Statement statement = transaction.createStatement()) {
        return statement.execute("PRAGMA " + pragma);
      }
    });
  }

  private static int flows(Database database) {
    return database.read(
        client -> client.sql("SELECT count(*) FROM flow").query(Integer.class).single());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
