package dev.gatehold.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.engine.store.Hint;
import dev.gatehold.engine.store.Hints.Listening;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.StoreException;
import dev.gatehold.store.Runs;
import dev.gatehold.testkit.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;

/** Hints of two nodes on a real server, which crashes, and to which anybody may say anything. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class HintsTest {
  private PostgresServer server;
  private PostgresPlace place;

  private final LinkedBlockingQueue<Hint> heard = new LinkedBlockingQueue<>();

  @BeforeAll
  void start() {
    server = PostgresServer.started();
    place = PostgresPlace.of(server.newDatabase());
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  /** Grows a run at a node until another one, which may still be on its way, hears of it. */
  private void heardAgain(RunStore writer, String run) throws InterruptedException {
    long seq = 0;
    for (int tries = 0; tries < 60; tries++) {
      try {
        writer.commit(List.of(seq == 0 ? Runs.start(run) : Runs.next(run, seq)));
        seq++;
      } catch (StoreException notYet) {
        assertThat(notYet).hasMessageContaining("try again");
      }
      Hint hint;
      while ((hint = heard.poll(500, TimeUnit.MILLISECONDS)) != null) {
        if (hint instanceof Hint.RunsGrown grown && grown.runs().contains(run)) {
          return;
        }
      }
    }
    throw new AssertionError("Expected to hear of " + run + ", but did not.");
  }

  @Test
  void when_the_server_is_back_from_a_crash_hints_come_again() throws Exception {
    try (PostgresStores one = PostgresStores.open(place);
        PostgresStores two = PostgresStores.open(place);
        Listening _ = two.runs().hints().listen(heard::add)) {
      heardAgain(one.runs(), "run_before");
      server.crash();
      server.restart();
      heardAgain(one.runs(), "run_after");
    }
  }

  @Test
  void a_connection_that_somebody_ends_is_made_anew() throws Exception {
    TestDatabase database = new TestDatabase(place.url());
    try (PostgresStores one = PostgresStores.open(place);
        PostgresStores two = PostgresStores.open(place);
        Listening _ = two.runs().hints().listen(heard::add)) {
      heardAgain(one.runs(), "run_whole");
      String ended =
          """
          SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND application_name = 'gatehold hints'
          """;
      assertThat(database.ask(ended)).as("one that listens, one that tells").hasSize(2);
      heardAgain(one.runs(), "run_mended");
    }
  }

  @Test
  void what_anybody_else_says_does_no_harm() throws Exception {
    try (PostgresStores one = PostgresStores.open(place);
        PostgresStores two = PostgresStores.open(place);
        Listening _ = two.runs().hints().listen(heard::add);
        Connection anybody = DriverManager.getConnection(place.url())) {
      heardAgain(one.runs(), "run_calm");
      for (String junk :
          List.of("", " ", "\uFFFD\n\t", "x".repeat(7_999), "n run:" + "y".repeat(7_000), "null")) {
        say(anybody, junk);
      }
      say(anybody, "forger run:run_that_is_not effects tasks:9999:nobody");
      Hint forged;
      do {
        forged = heard.poll(20, TimeUnit.SECONDS);
        assertThat(forged).as("what is forged is heard like any other").isNotNull();
      } while (!(forged instanceof Hint.EffectsLeft));

      heardAgain(one.runs(), "run_unimpressed");
    }
  }

  private static void say(Connection anybody, String text) throws SQLException {
    try (PreparedStatement notify = anybody.prepareStatement("SELECT pg_notify('gatehold', ?)")) {
      notify.setString(1, text);
      notify.execute();
    }
  }

  @Test
  void ten_thousand_commits_make_few_notifications() throws Exception {
    int commits = 10_000;
    PostgresPlace fast =
        PostgresPlace.of(server.newDatabase() + "&options=-c%20synchronous_commit%3Doff")
            .evenIfWeak();
    try (PostgresStores writer = PostgresStores.open(fast);
        Connection listener = DriverManager.getConnection(fast.url());
        Statement statement = listener.createStatement()) {
      statement.execute("LISTEN gatehold");
      long begun = System.nanoTime();
      writer.runs().commit(List.of(Runs.start("run_a")));
      for (int i = 1; i < commits; i++) {
        writer.runs().commit(List.of(Runs.next("run_a", i)));
      }
      long most = Duration.ofNanos(System.nanoTime() - begun).toMillis() / 5 + 2;
      statement.execute("SELECT 1");
      int notified = listener.unwrap(PGConnection.class).getNotifications().length;

      assertThat(notified).isPositive().isLessThanOrEqualTo(Math.toIntExact(most));
      assertThat(notified).isLessThan(commits / 2);
    }
  }
}
