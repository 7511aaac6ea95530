package dev.gatehold.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehold.engine.store.RunQuery;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.StoredEffect;
import dev.gatehold.store.Runs;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A node of the version before goes on while one of the next version migrates the database. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class RollingUpgradeTest {
  private static final List<String> NEXT =
      List.of(Schema.MIGRATIONS, "classpath:dev/gatehold/store/postgres/next");
  private static final RunQuery ALL = new RunQuery(null, null, null, 10);

  private final TestDatabase database = TestDatabase.fresh();
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final AtomicBoolean enough = new AtomicBoolean();

  @AfterEach
  void stop() {
    enough.set(true);
    threads.shutdownNow();
  }

  /** Everything that a node does all day, again and again; the longest time that one took. */
  private Future<Duration> working(RunStore runs, String name, CountDownLatch begun) {
    return threads.submit(() -> {
      long longest = 0;
      for (int i = 0; !enough.get(); i++) {
        long start = System.nanoTime();
        String run = "run_" + name + "_" + i;
        runs.commit(List.of(Runs.start(run)));
        runs.commit(List.of(Runs.next(run, 1)));
        read(runs, run);
        List<StoredEffect> leased =
            runs.leaseEffects(name, Runs.NOON.plusSeconds(9), Runs.NOON.plusSeconds(99), 10);
        runs.renewLeases(
            name, leased.stream().map(StoredEffect::id).toList(), Runs.NOON.plusSeconds(199));
        leased.forEach(effect -> runs.finishEffect(effect.id()));
        runs.due(Runs.NOON.plusSeconds(61), Runs.NOON.plusSeconds(71), 5);
        longest = Math.max(longest, System.nanoTime() - start);
        begun.countDown();
      }
      return Duration.ofNanos(longest);
    });
  }

  private static void read(RunStore runs, String run) {
    assertThat(runs.load(run)).isPresent();
    assertThat(runs.news(List.of("alice/" + run), Map.of(run, 1L)).keys()).hasSize(1);
    assertThat(runs.journal(run, 0, 10)).hasSize(2);
    assertThat(runs.run(run)).isPresent();
    assertThat(runs.runs(ALL)).isNotEmpty();
    assertThat(runs.request(run + ".review")).isPresent();
  }

  @Test
  void the_version_before_works_on_without_one_failure_while_the_next_one_migrates()
      throws Exception {
    CountDownLatch begun = new CountDownLatch(30);
    try (PostgresStores before = PostgresStores.open(database.place())) {
      Future<Duration> one = working(before.runs(), "one", begun);
      Future<Duration> two = working(before.runs(), "two", begun);
      assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();

      try (PostgresStores next = PostgresStores.open(database.place(), NEXT)) {
        CountDownLatch beside = new CountDownLatch(60);
        Future<Duration> three = working(next.runs(), "three", beside);
        assertThat(beside.await(60, TimeUnit.SECONDS)).isTrue();
        enough.set(true);
        for (Future<Duration> each : List.of(one, two, three)) {
          assertThat(each.get(60, TimeUnit.SECONDS)).isLessThan(Duration.ofSeconds(10));
        }
      }
    }
    try (PostgresStores after = PostgresStores.open(database.place(), NEXT)) {
      assertThat(after.runs().runs(ALL)).as("the next version has it all").hasSize(10);
    }
    assertThat(database.ask("SELECT indexdef FROM pg_indexes WHERE indexname = 'later_by_note'"))
        .hasSize(1);
  }

  @Test
  void a_column_that_comes_does_not_break_transactions_that_read_all_columns() throws Exception {
    try (Database before = Database.open(database.place(), List.of(Schema.MIGRATIONS))) {
      Supplier<List<?>> all =
          () -> before.writeWith(client -> client.sql("SELECT * FROM sweep").query().listOfRows());
      assertThat(all.get()).isEmpty();
      assertThat(all.get()).isEmpty();
      database.execute("ALTER TABLE sweep ADD COLUMN later text");

      assertThat(all.get()).isEmpty();
    }
  }

  @Test
  void a_migration_does_not_queue_behind_a_long_reader_and_block_everybody() throws Exception {
    CountDownLatch begun = new CountDownLatch(5);
    try (PostgresStores before = PostgresStores.open(database.place());
        Connection reader = DriverManager.getConnection(database.url());
        Statement statement = reader.createStatement()) {
      Future<Duration> work = working(before.runs(), "one", begun);
      assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
      reader.setAutoCommit(false);
      statement.execute("SELECT count(*) FROM run");
      Future<PostgresStores> next =
          threads.submit(() -> PostgresStores.open(database.place(), NEXT));
      // The migration comes to wait for the reader at least twice.
      awaitWaits(2);
      assertThat(next).isNotDone();
      reader.commit();

      next.get(60, TimeUnit.SECONDS).close();
      enough.set(true);
      assertThat(work.get(60, TimeUnit.SECONDS))
          .as("nobody waited longer than the migration may")
          .isLessThan(Duration.ofSeconds(6));
    }
  }

  /** Returns when statements that change tables have come to wait so many times. */
  private void awaitWaits(int times) {
    Set<String> begun = new HashSet<>();
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (begun.size() < times) {
      assertThat(System.nanoTime()).as("waits so far: %s", begun).isLessThan(end);
      begun.addAll(
          database.ask(
              """
              SELECT query_start::text FROM pg_stat_activity
              WHERE datname = current_database() AND wait_event_type = 'Lock'
                AND query LIKE '%ALTER TABLE run %'
              """));
    }
  }

  @Test
  void what_broke_off_in_the_middle_is_done_again() {
    PostgresStores.open(database.place()).close();
    database.execute(
        """
        CREATE TABLE later_odd (note text);
        INSERT INTO gatehold_history (installed_rank, version, description, type, script, checksum,
          installed_by, execution_time, success)
        VALUES (99, '9001', 'column of run', 'SQL', 'V9001__column_of_run.sql', 1, 'test', 1, false)
        """);

    PostgresStores.open(database.place(), NEXT).close();
    assertThat(
            database.ask(
                "SELECT count(*) FROM gatehold_history WHERE success AND version LIKE '900_'"))
        .containsExactly("6");
    assertThat(database.ask("SELECT count(*) FROM gatehold_history WHERE NOT success"))
        .containsExactly("0");
  }

  @Test
  void the_version_before_does_not_start_anew_on_the_newer_tables_and_says_what_to_do() {
    PostgresStores.open(database.place(), NEXT).close();

    assertThatExceptionOfType(DatabaseRefusedException.class)
        .isThrownBy(() -> PostgresStores.open(database.place()))
        .withMessageContaining("Expected")
        .withMessageContaining("it also has migration 9001, 9002, 9003")
        .withMessageContaining("Start that version, or restore a backup.");
  }
}
