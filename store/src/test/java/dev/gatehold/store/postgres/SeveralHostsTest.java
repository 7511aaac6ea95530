package dev.gatehold.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.sql.Connection;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A place of several hosts, of which some do not answer. */
class SeveralHostsTest {
  private static final String OWN = PostgresServer.shared().newDatabase();

  /** The place that names this host before the real one. */
  private static PostgresPlace behind(int port) {
    URI own = URI.create(OWN.substring("jdbc:".length()));
    String hosts = "127.0.0.1:" + port + "," + own.getHost() + ":" + own.getPort();
    return PostgresPlace.of(OWN.replace(own.getHost() + ":" + own.getPort(), hosts));
  }

  @Test
  void a_host_that_is_frozen_does_not_hide_the_one_that_answers() throws Exception {
    // It takes connections, as the kernel does for a process that is stopped, and says nothing.
    try (ServerSocket frozen = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      PostgresPlace place = behind(frozen.getLocalPort());
      long begun = System.nanoTime();
      try (Connection connection = Sessions.writing(place).getConnection()) {
        assertThat(connection.isValid(1)).isTrue();
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
    }
  }

  @Test
  void a_host_that_is_down_is_passed_by() throws IOException {
    int closed;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = gone.getLocalPort();
    }
    try (PostgresStores stores = PostgresStores.open(behind(closed))) {
      assertThat(stores.flows().flows()).isEmpty();
    }
  }
}
