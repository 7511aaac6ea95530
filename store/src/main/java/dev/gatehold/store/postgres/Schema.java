package dev.gatehold.store.postgres;

import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/**
 * Brings a database to this version's tables (docs/decisions/0004-flyway-for-migrations.md). Of
 * several nodes that start at once one migrates while the others wait.
 */
final class Schema {
  private final PostgresPlace place;
  private final String schema;

  Schema(PostgresPlace place, String schema) {
    this.place = place;
    this.schema = schema;
  }

  /**
   * Creates or migrates.
   *
   * @throws DatabaseRefusedException when the tables are another program's, or a newer Gatehold's
   */
  void prepare() {
    Flyway flyway =
        Flyway.configure(Schema.class.getClassLoader())
            .dataSource(new Driver(place).patient())
            .defaultSchema(schema)
            .locations("classpath:dev/gatehold/store/postgres/migration")
            .failOnMissingLocations(true)
            .table("gatehold_history")
            .load();
    try {
      List<String> unknown =
          Stream.of(flyway.info().applied())
              .filter(migration -> !migration.getState().isResolved())
              .map(Schema::number)
              .toList();
      if (!unknown.isEmpty()) {
        throw new DatabaseRefusedException(
            "Expected %s to have tables that this version of Gatehold knows, but it also has"
                    .formatted(place)
                + " migration %s: a newer version wrote it. Start that version, or restore a backup."
                    .formatted(String.join(", ", unknown)));
      }
      flyway.migrate();
    } catch (FlywayException e) {
      throw new DatabaseRefusedException(
          "Expected to bring %s to this version's tables, but it was not done: %s"
                  .formatted(place, e.getMessage())
              + " Use a database of its own, or start the version that ran before.",
          e);
    }
  }

  private static String number(MigrationInfo migration) {
    return String.valueOf(migration.getVersion());
  }
}
