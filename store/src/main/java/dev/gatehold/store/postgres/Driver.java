package dev.gatehold.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * How the driver connects: nothing waits for a server for ever, and of several hosts only the
 * primary is used. What the URL says goes before.
 */
final class Driver {
  /** How long a connection may take to be made. */
  private static final int CONNECT_SECONDS = 5;

  /**
   * How long each word of a server may take until the connection is made. One that is frozen takes
   * connections and says nothing; the next host has to be asked before the log-in as a whole is
   * given up.
   */
  private static final int WORD_SECONDS = 4;

  private static final int LOGIN_SECONDS = 20;

  /**
   * How long an answer may take; the only bound of a COMMIT, which the server's statement timeout
   * does not end.
   */
  private static final Duration ANSWER = Duration.ofSeconds(20);

  private final PostgresPlace place;

  Driver(PostgresPlace place) {
    this.place = place;
  }

  /** Connections whose statements are prepared on the server from their first use on. */
  DataSource prepared() {
    Properties settings = settings();
    set(settings, "prepareThreshold", 1);
    return new Settled(new DriverManagerDataSource(place.url(), settings), ANSWER);
  }

  /** Connections on which a statement may take as long as it takes: for migrations. */
  DataSource patient() {
    return new Settled(new DriverManagerDataSource(place.url(), settings()), Duration.ZERO);
  }

  /** Connections that are impatient until they are made, and then wait this long for an answer. */
  private static final class Settled extends DelegatingDataSource {
    private final Duration answer;

    Settled(DataSource impatient, Duration answer) {
      super(impatient);
      this.answer = answer;
    }

    @Override
    public Connection getConnection() throws SQLException {
      Connection connection = super.getConnection();
      connection.setNetworkTimeout(Runnable::run, Math.toIntExact(answer.toMillis()));
      return connection;
    }
  }

  private Properties settings() {
    Properties settings = new Properties();
    set(settings, "user", place.user());
    set(settings, "password", place.password());
    set(settings, "connectTimeout", CONNECT_SECONDS);
    set(settings, "loginTimeout", LOGIN_SECONDS);
    set(settings, "socketTimeout", WORD_SECONDS);
    set(settings, "sslResponseTimeout", WORD_SECONDS * 1_000);
    set(settings, "tcpKeepAlive", true);
    set(settings, "ApplicationName", "gatehold");
    // With one host, being told that it is a standby is of more use than that there is no primary.
    set(settings, "targetServerType", place.shown().contains(",") ? "primary" : null);
    return settings;
  }

  private static void set(Properties settings, String name, @Nullable Object value) {
    if (value != null) {
      settings.setProperty(name, value.toString());
    }
  }
}
