package dev.gatehold.store.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/** Brings a database to this version's tables (docs/decisions/0004-flyway-for-migrations.md). */
final class Schema {
  /** "GATE"; SQLite keeps it in the file's header to tell whose file it is. */
  private static final int APPLICATION_ID = 0x47415445;

  private final Path file;
  private final DataSource source;

  Schema(Path file, DataSource source) {
    this.file = file;
    this.source = source;
  }

  /**
   * Creates or migrates.
   *
   * @throws DataFolderException when the file is another program's, or a newer Gatehold's
   */
  void prepare() throws SQLException {
    claimFile();
    Flyway flyway =
        Flyway.configure(Schema.class.getClassLoader())
            .dataSource(source)
            .locations("classpath:dev/gatehold/store/sqlite/migration")
            .failOnMissingLocations(true)
            .table("schema_history")
            .load();
    try {
      refuseNewer(flyway.info().all());
      flyway.migrate();
    } catch (FlywayException e) {
      throw new DataFolderException(
          "Expected to bring "
              + file
              + " to this version's tables, but it was not done: "
              + e.getMessage()
              + " Start the version that ran before, or restore a backup.",
          e);
    }
  }

  private void claimFile() throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      int owner = number(statement, "PRAGMA application_id");
      boolean empty = number(statement, "SELECT count(*) FROM sqlite_schema") == 0;
      if (owner == 0 && empty) {
        statement.execute("PRAGMA application_id = " + APPLICATION_ID);
      } else if (owner != APPLICATION_ID) {
        throw new DataFolderException(
            "Expected "
                + file
                + " to be a database of Gatehold, but it is another program's (application id "
                + owner
                + "). Move it away, or use another folder with --data.");
      }
    }
  }

  private static int number(Statement statement, String query) throws SQLException {
    try (ResultSet answer = statement.executeQuery(query)) {
      return answer.getInt(1);
    }
  }

  private void refuseNewer(MigrationInfo[] migrations) {
    String unknown =
        Arrays.stream(migrations)
            .filter(migration -> migration.getState().isApplied())
            .filter(migration -> !migration.getState().isResolved())
            .map(migration -> String.valueOf(migration.getVersion()))
            .collect(Collectors.joining(", "));
    if (!unknown.isEmpty()) {
      throw new DataFolderException(
          "Expected "
              + file
              + " to have tables that this version of Gatehold knows, but it also has migration "
              + unknown
              + ": a newer version wrote it. Start that version, or restore a backup.");
    }
  }
}
