package dev.gatehold.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.people.Directory.Absence;
import dev.gatehold.engine.store.PeopleStore.Account;
import dev.gatehold.engine.store.PeopleStore.StoredAbsence;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that an earlier version wrote is still read. */
class MigrationTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  @TempDir Path folder;

  @Test
  void accounts_of_the_first_version_have_no_ties_but_groups_and_can_be_away() throws SQLException {
    String url = "jdbc:sqlite:" + folder.resolve("gatehold.db");
    Flyway.configure()
        .dataSource(url, null, null)
        .locations("classpath:dev/gatehold/store/sqlite/migration")
        .table("schema_history")
        .target("1")
        .load()
        .migrate();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA application_id = 1195463749");
      statement.execute(
          "INSERT INTO account (id, name, member_of, admin, disabled)"
              + " VALUES ('alice', 'Alice', '[\"sre\"]', 1, 0)");
    }

    try (SqliteStores stores = SqliteStores.open(folder)) {
      StoredAbsence away =
          new StoredAbsence("a1", "alice", new Absence(NOON, null, null), "alice", NOON);
      stores.people().saveAbsence(away);

      assertThat(stores.people().accounts())
          .containsExactly(new Account("alice", "Alice", Set.of("sre"), null, true, false));
      assertThat(stores.people().absences()).containsExactly(away);
    }
  }
}
