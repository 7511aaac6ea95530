package dev.gatehold.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.StoreException;
import dev.gatehold.engine.store.StoreUnavailable;
import dev.gatehold.store.Runs;
import dev.gatehold.testkit.postgres.PostgresServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that crashes, and servers that would lose what they acknowledged. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class OutageTest {
  private static final Duration BOUND = Duration.ofSeconds(30);

  private PostgresServer server;

  @BeforeAll
  void start() {
    server = PostgresServer.started();
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void what_was_acknowledged_outlives_a_crash_and_the_store_recovers_by_itself() throws Exception {
    PostgresPlace place = PostgresPlace.of(server.newDatabase());
    try (PostgresStores stores = PostgresStores.open(place);
        ExecutorService thread = Executors.newSingleThreadExecutor()) {
      RunStore runs = stores.runs();
      CountDownLatch some = new CountDownLatch(30);
      Future<List<String>> writing = thread.submit(() -> untilItFails(runs, some));
      assertThat(some.await(60, TimeUnit.SECONDS)).isTrue();
      server.crash();
      List<String> acknowledged = writing.get(60, TimeUnit.SECONDS);

      for (Runnable call :
          List.<Runnable>of(
              () -> runs.commit(List.of(Runs.start("run_down"))), () -> stores.flows().flows())) {
        long begun = System.nanoTime();
        assertThatExceptionOfType(StoreException.class).isThrownBy(call::run);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(BOUND);
      }

      server.restart();
      commitWhenBack(runs);
      for (String run : acknowledged) {
        assertThat(runs.journal(run, 0, 10)).as("%s was acknowledged", run).hasSize(1);
      }
      assertThat(runs.run("run_down")).as("what was refused must not be there").isEmpty();
    }
  }

  private static List<String> untilItFails(RunStore runs, CountDownLatch some) {
    List<String> acknowledged = new ArrayList<>();
    try {
      while (true) {
        String run = "run_" + acknowledged.size();
        runs.commit(List.of(Runs.start(run)));
        acknowledged.add(run);
        some.countDown();
      }
    } catch (StoreException stopped) {
      return acknowledged;
    }
  }

  // Connections of the time before fail once each; nothing has to be opened anew.
  private static void commitWhenBack(RunStore runs) {
    for (int tries = 0; tries < 20; tries++) {
      try {
        runs.commit(List.of(Runs.start("run_back_" + tries)));
        return;
      } catch (StoreException notYet) {
        assertThat(notYet).hasMessageContaining("try again");
      }
    }
    throw new AssertionError("Expected the store to recover.");
  }

  @Test
  void whoever_waits_in_vain_for_a_connection_is_told_that_the_store_is_away() throws Exception {
    PostgresPlace place = PostgresPlace.of(server.newDatabase()).with(6);
    try (Database database = Database.open(place, List.of(Schema.MIGRATIONS));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch taken = new CountDownLatch(2);
      CountDownLatch enough = new CountDownLatch(1);
      for (int i = 0; i < 2; i++) {
        var _ =
            threads.submit(() ->
                database.with(_ -> {
                  taken.countDown();
                  awaitQuietly(enough);
                  return true;
                }));
      }
      taken.await();
      try {
        assertThatExceptionOfType(StoreUnavailable.class)
            .isThrownBy(() -> database.write(_ -> true))
            .withMessageContaining("try again");
      } finally {
        enough.countDown();
      }
      database.write(_ -> true);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fsync", "full_page_writes"})
  void a_server_that_may_lose_writes_is_refused_unless_told_otherwise(String setting) {
    try (PostgresServer weak = PostgresServer.started(Map.of(setting, "off"))) {
      PostgresPlace place = PostgresPlace.of(weak.newDatabase());

      assertThatExceptionOfType(DatabaseRefusedException.class)
          .isThrownBy(() -> PostgresStores.open(place))
          .withMessageContaining("Expected")
          .withMessageContaining(setting + "=on")
          .withMessageContaining("it uses off");
      try (PostgresStores stores = PostgresStores.open(place.evenIfWeak())) {
        assertThat(stores.flows().flows()).isEmpty();
      }
    }
  }

  @Test
  void what_the_session_really_has_decides() {
    TestDatabase database = new TestDatabase(server.newDatabase());
    for (String weak : List.of("off", "local", "remote_write")) {
      database.execute(
          "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = "
              + weak
              + "', current_database()); END $$");
      assertThatExceptionOfType(DatabaseRefusedException.class)
          .isThrownBy(() -> PostgresStores.open(database.place()))
          .withMessageContaining("synchronous_commit=on")
          .withMessageContaining("it uses " + weak);
    }
  }
}
