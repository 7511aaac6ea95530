package dev.gatehold.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a database to this version's tables (docs/decisions/0004-flyway-for-migrations.md) while
 * nodes of the version before are at work on it. Of several nodes that start at once one migrates
 * while the others wait.
 */
final class Schema {
  static final String MIGRATIONS = "classpath:dev/gatehold/store/postgres/migration";

  private static final String HISTORY = "gatehold_history";
  private static final Logger LOG = LoggerFactory.getLogger(Schema.class);

  /**
   * Whoever waits for a table's lock keeps everybody waiting who comes after, even if all of them
   * only want to read beside a long reader. So a migration waits for moments, and tries again.
   */
  private static final String BRIEFLY = "SET lock_timeout = '2s'";

  private static final String LOCKED = "55P03";
  private static final int MOST_TRIES = 100;

  private final PostgresPlace place;
  private final String schema;
  private final String[] locations;

  Schema(PostgresPlace place, String schema, List<String> locations) {
    this.place = place;
    this.schema = schema;
    this.locations = locations.toArray(String[]::new);
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
            .initSql(BRIEFLY)
            .defaultSchema(schema)
            .locations(locations)
            .failOnMissingLocations(true)
            .table(HISTORY)
            // An index that is built beside the writers waits for all transactions that are open,
            // and the lock that keeps other nodes out must not be one of them.
            .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
            .lockRetryCount(-1)
            .load();
    try {
      refuseNewer(flyway);
      migrate(flyway);
    } catch (FlywayException e) {
      throw new DatabaseRefusedException(
          "Expected to bring %s to this version's tables, but it was not done: %s"
                  .formatted(place, e.getMessage())
              + advice(e),
          e);
    }
  }

  private void refuseNewer(Flyway flyway) {
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
  }

  private void migrate(Flyway flyway) {
    for (int tries = 1; ; tries++) {
      try {
        forgetFailed(flyway);
        flyway.migrate();
        return;
      } catch (FlywayException e) {
        if (tries == MOST_TRIES || !LOCKED.equals(Database.stateOf(e))) {
          throw e;
        }
        LOG.info("A table is in use for long; trying to migrate again: {}", e.getMessage());
        pause();
      }
    }
  }

  /**
   * A migration outside of a transaction that failed is noted as failed, and nothing is migrated
   * any more. It is written so that it can be done again, so the note goes.
   */
  private void forgetFailed(Flyway flyway) {
    boolean failed =
        Stream.of(flyway.info().all()).anyMatch(migration -> migration.getState().isFailed());
    if (failed) {
      try (Connection connection = new Driver(place).patient().getConnection();
          Statement statement = connection.createStatement()) {
        statement.executeUpdate("DELETE FROM " + HISTORY + " WHERE NOT success");
      } catch (SQLException e) {
        throw new FlywayException("What failed before could not be forgotten", e);
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(500, 2_000));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FlywayException("Interrupted while a table was in use", e);
    }
  }

  private static String advice(FlywayException e) {
    return LOCKED.equals(Database.stateOf(e))
        ? " Somebody keeps a table in use: end the transaction that pg_stat_activity shows to be"
            + " the oldest, then start again."
        : " Use a database of its own, or start the version that ran before.";
  }

  private static String number(MigrationInfo migration) {
    return String.valueOf(migration.getVersion());
  }
}
