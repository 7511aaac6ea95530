package dev.gatehold.store.postgres;

import java.util.Locale;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * How the driver connects: nothing waits for a server for ever, and of several hosts only the
 * primary is used. What the URL says goes before.
 */
final class Driver {
  /** How long a connection may take to be made. */
  private static final int CONNECT_SECONDS = 5;

  /**
   * How long an answer may take; the only bound of a COMMIT, which the server's statement timeout
   * does not end.
   */
  static final int ANSWER_SECONDS = 20;

  private final PostgresPlace place;

  Driver(PostgresPlace place) {
    this.place = place;
  }

  /** Connections whose statements are prepared on the server from their first use on. */
  PGSimpleDataSource prepared() {
    PGSimpleDataSource source = patient();
    set(source, PGProperty.SOCKET_TIMEOUT, ANSWER_SECONDS);
    set(source, PGProperty.PREPARE_THRESHOLD, 1);
    return source;
  }

  /** Connections on which a statement may take as long as it takes: for migrations. */
  PGSimpleDataSource patient() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(place.url());
    if (place.user() != null) {
      source.setUser(place.user());
    }
    if (place.password() != null) {
      source.setPassword(place.password());
    }
    set(source, PGProperty.CONNECT_TIMEOUT, CONNECT_SECONDS);
    set(source, PGProperty.LOGIN_TIMEOUT, 2 * CONNECT_SECONDS);
    set(source, PGProperty.TCP_KEEP_ALIVE, true);
    set(source, PGProperty.APPLICATION_NAME, "gatehold");
    if (place.shown().contains(",")) {
      set(source, PGProperty.TARGET_SERVER_TYPE, "primary");
    }
    return source;
  }

  private void set(PGSimpleDataSource source, PGProperty setting, Object value) {
    String settings = place.url().substring(place.shown().length()).toLowerCase(Locale.ROOT);
    if (!settings.contains(setting.getName().toLowerCase(Locale.ROOT) + "=")) {
      try {
        source.setProperty(setting, value.toString());
      } catch (java.sql.SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
