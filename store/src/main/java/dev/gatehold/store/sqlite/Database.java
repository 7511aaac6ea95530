package dev.gatehold.store.sqlite;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.gatehold.engine.store.StoreException;
import dev.gatehold.store.sql.Statements;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

/**
 * One database file: a single connection that writes, one transaction after the other, each for all
 * who wait for one, and a small pool of connections that only read and never wait for the writer.
 */
final class Database implements Statements, AutoCloseable {
  private static final int READERS = 8;
  private static final int WRITER_CACHE_KIB = 64 * 1024;
  private static final int READER_CACHE_KIB = 8 * 1024;
  private static final int CHECKPOINT_PAGES = 4_000;
  private static final int LOG_LIMIT_BYTES = 64 * 1024 * 1024;
  private static final int BUSY_TIMEOUT_MS = 5_000;

  private final Path file;
  private final Connection writer;
  private final GroupCommit commits;
  private final JdbcClient writes;
  private final HikariDataSource readers;
  private final JdbcClient reads;
  private volatile boolean closed;

  private Database(Path file, Connection writer, HikariDataSource readers) throws SQLException {
    this.file = file;
    this.writer = writer;
    this.commits = new GroupCommit(writer, this::failed);
    this.writes = JdbcClient.create(new SingleConnectionDataSource(writer, true));
    this.readers = readers;
    this.reads = JdbcClient.create(readers);
  }

  /** What writes, inside a transaction. */
  @FunctionalInterface
  interface Work<T> {
    T in(Connection transaction) throws SQLException;
  }

  /**
   * Opens or creates the file with this version's tables.
   *
   * @throws DataFolderException when it cannot be used safely
   */
  static Database open(Path file) throws SQLException {
    SQLiteDataSource source = source(file, WRITER_CACHE_KIB);
    Connection writer = source.getConnection();
    try {
      Durability.of(writer).require(file);
      new Schema(file, source).prepare();
      return new Database(file, writer, readers(file));
    } catch (SQLException | RuntimeException e) {
      writer.close();
      throw e;
    }
  }

  private static SQLiteDataSource source(Path file, int cacheKib) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setBusyTimeout(BUSY_TIMEOUT_MS);
    config.setCacheSize(-cacheKib);
    config.setWalAutocheckpoint(CHECKPOINT_PAGES);
    config.setJournalSizeLimit(LOG_LIMIT_BYTES);
    config.setGetGeneratedKeys(false);
    // What savepoints and sorts keep aside; a file for it would cost more than it saves.
    config.setTempStore(TempStore.MEMORY);
    return new SQLiteDataSource(config) {
      @Override
      public SQLiteConnection getConnection(@Nullable String user, @Nullable String password)
          throws SQLException {
        return new KeepingConnection(file, config.toProperties());
      }
    };
  }

  private static HikariDataSource readers(Path file) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("gatehold-readers");
    config.setDataSource(source(file, READER_CACHE_KIB));
    // sqlite-jdbc refuses Connection.setReadOnly, which the pool's own setting would call.
    config.setConnectionInitSql("PRAGMA query_only = ON");
    config.setMaximumPoolSize(READERS);
    config.setMinimumIdle(1);
    config.setMaxLifetime(0);
    return new HikariDataSource(config);
  }

  @Override
  public <T> T read(Function<JdbcClient, T> query) {
    requireOpen();
    try {
      return query.apply(reads);
    } catch (DataAccessException e) {
      throw failed(e);
    }
  }

  /**
   * Runs statements in a durable transaction, which other writes may {@linkplain GroupCommit
   * share}.
   */
  <T> T write(Work<T> work) {
    requireOpen();
    return commits.write(work);
  }

  /** Nothing to do: there is one transaction at a time. */
  @Override
  public void turn(JdbcClient transaction, String thing) {}

  @Override
  public String among(String column) {
    return column + " IN (SELECT value FROM json_each(?))";
  }

  @Override
  public @Nullable String shown(@Nullable String text) {
    return text;
  }

  /** {@link #write(Work)} with a client of the transaction. */
  @Override
  public <T> T writeWith(Function<JdbcClient, T> work) {
    return write(_ -> work.apply(writes));
  }

  private void requireOpen() {
    if (closed) {
      throw new StoreException("Expected " + file + " to be open, but it was closed.");
    }
  }

  private StoreException failed(Exception cause) {
    return new StoreException(
        "Expected "
            + file
            + " to do what was asked, but it did not: "
            + cause.getMessage()
            + " Check the disk's space and the folder's permissions, then try again.",
        cause);
  }

  /** Moves everything from the log into the file and closes it. */
  @Override
  public void close() {
    commits.alone(this::closeNow);
  }

  private void closeNow() {
    if (closed) {
      return;
    }
    closed = true;
    readers.close();
    try {
      try (Statement statement = writer.createStatement()) {
        statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
      }
      writer.close();
    } catch (SQLException e) {
      throw failed(e);
    }
  }
}
