package dev.gatehold.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections as this store needs them. Each is looked at when it is made and not only at the
 * start: after a fail-over it leads to another server.
 */
final class Sessions extends DelegatingDataSource {
  /** The server ends a statement before the driver gives up on its answer. */
  private static final String BOUNDS =
      "SET statement_timeout = '15s'; SET lock_timeout = '10s';"
          + " SET idle_in_transaction_session_timeout = '30s'; SET jit = off;";

  /**
   * Statements over arrays of keys get one plan, which goes from the array to the index. The
   * planner knows nothing of a fresh table's size and of the arrays' lengths, and a scan or a hash
   * join that it guessed for an empty table would stay for a million rows.
   */
  private static final String PLANS =
      " SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off;"
          + " SET enable_hashjoin = off; SET enable_mergejoin = off;";

  private static final String READING = " SET default_transaction_read_only = on;";

  /** A hint is not worth a flush, and whoever listens is idle. */
  private static final String HINTING =
      " SET synchronous_commit = off; SET idle_session_timeout = 0;"
          + " SET application_name = 'gatehold hints';";

  private final PostgresPlace place;
  private final String settings;

  private Sessions(PostgresPlace place, DataSource source, String settings) {
    super(source);
    this.place = place;
    this.settings = settings;
  }

  static Sessions writing(PostgresPlace place) {
    return new Sessions(place, new Driver(place).prepared(), BOUNDS + PLANS);
  }

  static Sessions reading(PostgresPlace place) {
    return new Sessions(place, new Driver(place).prepared(), BOUNDS + READING);
  }

  static Sessions hinting(PostgresPlace place) {
    return new Sessions(place, new Driver(place).prepared(), BOUNDS + HINTING);
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = super.getConnection();
    try (Statement statement = connection.createStatement()) {
      Durability.of(connection).require(place);
      statement.execute(settings);
      return connection;
    } catch (DatabaseRefusedException e) {
      connection.close();
      throw new SQLException(e.getMessage(), e);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }
}
