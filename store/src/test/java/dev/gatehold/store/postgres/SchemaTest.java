package dev.gatehold.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehold.engine.store.RunQuery;
import dev.gatehold.store.Runs;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The tables, and whose they are. */
class SchemaTest {
  private static final RunQuery ALL = new RunQuery(null, null, null, 10);

  private final TestDatabase database = TestDatabase.fresh();

  @Test
  void nodes_that_start_at_once_on_an_empty_database_all_open_it() throws Exception {
    int nodes = 3;
    CyclicBarrier barrier = new CyclicBarrier(nodes);
    Callable<Boolean> node =
        () -> {
          barrier.await();
          try (PostgresStores stores = PostgresStores.open(database.place())) {
            return stores.runs().runs(ALL).isEmpty();
          }
        };
    try (ExecutorService threads = Executors.newFixedThreadPool(nodes)) {
      for (Future<Boolean> opened : threads.invokeAll(List.of(node, node, node))) {
        assertThat(opened.get()).isTrue();
      }
    }
  }

  @Test
  void what_was_written_is_there_when_it_is_opened_again() {
    try (PostgresStores stores = PostgresStores.open(database.place())) {
      stores.runs().commit(List.of(Runs.start("run_a")));
    }
    try (PostgresStores stores = PostgresStores.open(database.place())) {
      assertThat(stores.runs().journal("run_a", 0, 10)).hasSize(1);
    }
  }

  @Test
  void a_newer_version_s_tables_are_refused() {
    PostgresStores.open(database.place()).close();
    database.execute(
        """
        INSERT INTO gatehold_history (installed_rank, version, description, type, script, checksum,
          installed_by, execution_time, success)
        VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 1, 'test', 1, true)
        """);

    assertThatExceptionOfType(DatabaseRefusedException.class)
        .isThrownBy(() -> PostgresStores.open(database.place()))
        .withMessageContaining("migration 99")
        .withMessageContaining("newer version");
  }

  @Test
  void another_program_s_tables_are_refused_and_left_alone() {
    database.execute("CREATE TABLE run (mine text)");

    assertThatExceptionOfType(DatabaseRefusedException.class)
        .isThrownBy(() -> PostgresStores.open(database.place()))
        .withMessageContaining("a database of its own");
    assertThat(database.ask("SELECT count(*) FROM pg_stat_user_tables")).containsExactly("1");
  }

  @Test
  void a_schema_that_the_url_names_is_used() {
    database.execute("CREATE SCHEMA gates; CREATE TABLE public.run (mine text)");
    PostgresPlace place = PostgresPlace.of(database.url() + "&currentSchema=gates");

    try (PostgresStores stores = PostgresStores.open(place)) {
      stores.runs().commit(List.of(Runs.start("run_a")));
    }
    assertThat(database.ask("SELECT run FROM gates.run")).containsExactly("run_a");
  }

  @Test
  void a_schema_that_is_not_there_is_not_made() {
    PostgresPlace place = PostgresPlace.of(database.url() + "&currentSchema=gates");

    assertThatExceptionOfType(DatabaseRefusedException.class)
        .isThrownBy(() -> PostgresStores.open(place))
        .withMessageContaining("the schema");
  }
}
