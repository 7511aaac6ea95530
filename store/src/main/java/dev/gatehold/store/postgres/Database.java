package dev.gatehold.store.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.gatehold.engine.store.StoreException;
import dev.gatehold.engine.store.StoreUnavailable;
import dev.gatehold.store.sql.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * One database: connections that write and others that only read, so that readers, however many and
 * slow, never keep a decision waiting. Every method ends within about 30 seconds, five of them at
 * most spent on a connection; as soon as the server is back, so is everything here.
 */
final class Database implements Statements, AutoCloseable {
  private static final long CONNECTION_MS = 5_000;
  private static final long VALIDATION_MS = 2_000;
  private static final long IDLE_MS = 120_000;
  private static final long LIFETIME_MS = 1_800_000;
  private static final int MOST_TRIES = 5;

  /**
   * The server undid the transaction, so that nothing of it is there: it may be tried again. The
   * last one is met when a newer version has just added a column to what a prepared statement
   * gives; it is prepared anew then.
   */
  private static final Set<String> UNDONE = Set.of("40001", "40P01", "0A000");

  private final PostgresPlace place;
  private final HikariDataSource writers;
  private final HikariDataSource readers;
  private final JdbcClient writes;
  private final JdbcClient reads;

  private Database(PostgresPlace place) {
    this.place = place;
    int writing = Math.max(2, place.connections() / 3);
    this.writers = pool("gatehold-write", Sessions.writing(place), writing);
    this.readers = pool("gatehold-read", Sessions.reading(place), place.connections() - writing);
    this.writes = JdbcClient.create(writers);
    this.reads = JdbcClient.create(readers);
  }

  /** What writes, inside a transaction. */
  @FunctionalInterface
  interface Work<T> {
    T in(Connection transaction) throws SQLException;
  }

  @FunctionalInterface
  private interface Call<T> {
    T call() throws SQLException;
  }

  /**
   * Brings the database to this version's tables and opens it.
   *
   * @param migrations where the scripts are
   * @throws DatabaseRefusedException when it cannot be used safely
   */
  static Database open(PostgresPlace place, List<String> migrations) throws SQLException {
    try (Connection first = Sessions.writing(place).getConnection()) {
      @Nullable String schema = first.getSchema();
      if (schema == null) {
        throw new DatabaseRefusedException(
            "Expected "
                + place
                + " to have the schema that its user or its URL names, but it has none. Create"
                + " it.");
      }
      new Schema(place, schema, migrations).prepare();
    }
    return new Database(place);
  }

  private static HikariDataSource pool(String name, DataSource source, int size) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setDataSource(source);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setIdleTimeout(IDLE_MS);
    config.setMaxLifetime(LIFETIME_MS);
    config.setConnectionTimeout(CONNECTION_MS);
    config.setValidationTimeout(VALIDATION_MS);
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }

  @Override
  public <T> T read(Function<JdbcClient, T> query) {
    return answered(() -> repeated(() -> query.apply(reads)));
  }

  /** Runs one statement, which is a transaction of its own; see {@link #write}. */
  <T> T update(Function<JdbcClient, T> statement) {
    return answered(() -> repeated(() -> statement.apply(writes)));
  }

  /**
   * Works with one of the connections that write, without a transaction around it. What has to be
   * done again is done again from the beginning, so this only reads.
   */
  <T> T with(Work<T> work) {
    return answered(() ->
        repeated(() -> {
          try (Connection connection = writers.getConnection()) {
            return work.in(connection);
          }
        }));
  }

  /**
   * Runs statements in one durable transaction. What the server says to have undone because of
   * others is done again. When the connection breaks while the transaction is committed, nobody
   * knows whether it was: this throws, and never tries again by itself.
   */
  <T> T write(Work<T> work) {
    return answered(() -> repeated(() -> tried(work)));
  }

  @Override
  public void turn(JdbcClient transaction, String thing) {
    transaction
        .sql("SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(?, 0))")
        .param(thing)
        .query(Integer.class)
        .single();
  }

  @Override
  public String among(String column) {
    return column + " IN (SELECT jsonb_array_elements_text(?::jsonb))";
  }

  @Override
  public @Nullable String shown(@Nullable String text) {
    return Texts.shownOrNull(text);
  }

  /** {@link #write(Work)} with a client of the transaction. */
  @Override
  public <T> T writeWith(Function<JdbcClient, T> work) {
    return write(connection ->
        work.apply(JdbcClient.create(new SingleConnectionDataSource(connection, true))));
  }

  private static <T> T repeated(Call<T> call) throws SQLException {
    for (int tries = 1; ; tries++) {
      try {
        return call.call();
      } catch (SQLException | DataAccessException e) {
        if (tries == MOST_TRIES || !isUndone(e)) {
          throw e;
        }
      }
    }
  }

  private static boolean isUndone(Exception error) {
    // A pool that waited in vain for a connection knows no state.
    String state = stateOf(error);
    return state != null && UNDONE.contains(state);
  }

  private <T> T tried(Work<T> work) throws SQLException {
    try (Connection connection = writers.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.in(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException | Error e) {
        undo(connection, e);
        throw e;
      }
    }
  }

  private static void undo(Connection connection, Throwable reason) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }

  private <T> T answered(Call<T> call) {
    try {
      return call.call();
    } catch (SQLException | DataAccessException e) {
      throw failed(e);
    }
  }

  /** The code of the error in SQL's own table; null when it came from elsewhere. */
  static @Nullable String stateOf(Exception error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState();
      }
    }
    return null;
  }

  private StoreException failed(Exception cause) {
    String advice =
        "22021".equals(stateOf(cause))
            ? " PostgreSQL cannot hold the character U+0000 in text; leave it out."
            : " Check the server and the way to it, then try again.";
    String message =
        "Expected "
            + place
            + " to do what was asked, but it did not: "
            + cause.getMessage()
            + advice;
    return isAway(cause)
        ? new StoreUnavailable(message, cause)
        : new StoreException(message, cause);
  }

  /** Whether no server answered, or the one that did is going down or coming up. */
  private static boolean isAway(Exception error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLTransientConnectionException) {
        return true;
      }
    }
    String state = stateOf(error);
    return state != null && (state.startsWith("08") || state.startsWith("57P"));
  }

  /** The server's time, to the microsecond. */
  Instant now() {
    return read(client ->
        client
            .sql("SELECT clock_timestamp()")
            .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
            .single());
  }

  @Override
  public void close() {
    writers.close();
    readers.close();
  }
}
