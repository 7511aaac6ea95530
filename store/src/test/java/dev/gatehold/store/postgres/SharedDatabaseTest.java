package dev.gatehold.store.postgres;

import static dev.gatehold.store.Runs.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.RunWrite;
import dev.gatehold.engine.store.StoredEffect;
import dev.gatehold.engine.store.StoredTask;
import dev.gatehold.engine.store.StoredTask.Offer;
import dev.gatehold.engine.store.StoredTask.Origin;
import dev.gatehold.engine.store.TaskStore.Claim;
import dev.gatehold.engine.store.VersionConflict;
import dev.gatehold.store.Runs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Two nodes on one database. */
@TestInstance(Lifecycle.PER_CLASS)
class SharedDatabaseTest {
  private static final Instant LATER = NOON.plusSeconds(99);

  private final TestDatabase database = TestDatabase.fresh();
  private final PostgresStores first = PostgresStores.open(database.place());
  private final PostgresStores second = PostgresStores.open(database.place());

  @BeforeEach
  void empty() {
    database.empty();
  }

  @AfterAll
  void close() {
    first.close();
    second.close();
  }

  private RunStore node(int number) {
    return (number % 2 == 0 ? first : second).runs();
  }

  @Test
  void of_rivals_on_one_run_exactly_one_wins() throws Exception {
    first.runs().commit(List.of(Runs.start("run_a")));

    for (long end = 1; end <= 20; end++) {
      List<RunWrite> write = List.of(Runs.next("run_a", end));
      assertThat(together(2, number -> wins(number, write))).containsOnlyOnce(true);
    }
    assertThat(second.runs().journal("run_a", 0, 99)).hasSize(21);
  }

  private Boolean wins(int number, List<RunWrite> writes) {
    try {
      node(number).commit(writes);
      return true;
    } catch (VersionConflict late) {
      return false;
    }
  }

  @Test
  void batches_of_the_same_runs_in_opposite_order_do_not_block_each_other() throws Exception {
    List<String> runs = IntStream.range(0, 50).mapToObj(i -> "run_" + i).toList();
    first.runs().commit(runs.stream().map(Runs::start).toList());

    for (long end = 1; end <= 10; end++) {
      long expected = end;
      List<RunWrite> ahead = runs.stream().map(run -> Runs.next(run, expected)).toList();
      assertThat(together(2, number -> wins(number, number == 0 ? ahead : ahead.reversed())))
          .containsOnlyOnce(true);
    }
  }

  @Test
  void what_one_node_commits_is_news_to_the_other() {
    first.runs().commit(List.of(Runs.start("run_a")));
    second.runs().commit(List.of(Runs.next("run_a", 1)));

    assertThat(first.runs().news(List.of("alice/run_a"), Map.of("run_a", 1L)))
        .satisfies(news -> assertThat(news.keys()).hasSize(1))
        .satisfies(news -> assertThat(news.runs()).extracting("seq").containsExactly(2L));
  }

  @Test
  void an_effect_is_leased_once_however_many_ask() throws Exception {
    first.runs().commit(starts(200));

    List<String> leased =
        all(number -> {
          List<String> ids = new ArrayList<>();
          List<StoredEffect> found;
          do {
            found = node(number).leaseEffects("n" + number, LATER, LATER.plusSeconds(60), 7);
            found.forEach(effect -> ids.add(effect.id()));
          } while (!found.isEmpty());
          return ids;
        });

    // A node may come away empty-handed while others hold the locks; what it missed is still there.
    node(0)
        .leaseEffects("last", LATER, LATER.plusSeconds(60), 200)
        .forEach(effect -> leased.add(effect.id()));
    assertThat(leased).hasSize(200).doesNotHaveDuplicates();
  }

  @Test
  void a_task_is_claimed_once_and_no_number_is_given_twice() throws Exception {
    first.runs().commit(starts(100));
    for (int i = 0; i < 100; i++) {
      first.runs().tasks().place(offer("run_" + i));
    }

    List<StoredTask> claimed =
        all(number -> {
          Claim claim = new Claim("render", "w" + number, "carol", 3);
          List<StoredTask> tasks = new ArrayList<>();
          List<StoredTask> found;
          do {
            found = node(number).tasks().claim(claim, NOON);
            tasks.addAll(found);
          } while (!found.isEmpty());
          return tasks;
        });

    claimed.addAll(node(0).tasks().claim(new Claim("render", "last", "carol", 100), NOON));
    assertThat(claimed).hasSize(100).extracting(StoredTask::id).doesNotHaveDuplicates();
    assertThat(claimed)
        .extracting(task -> task.holder() == null ? 0 : task.holder().lease().number())
        .doesNotHaveDuplicates();
  }

  private static Offer offer(String run) {
    return new Offer(
        run + ".notify",
        new Origin(run, "notify", 1, false),
        "render",
        "{}",
        Duration.ofMinutes(1),
        NOON);
  }

  @Test
  void a_due_run_goes_to_one_node() throws Exception {
    first.runs().commit(starts(60));

    List<String> due = all(number -> node(number).due(LATER, LATER.plusSeconds(60), 5));

    due.addAll(node(0).due(LATER, LATER.plusSeconds(60), 60));
    assertThat(due).hasSize(60).doesNotHaveDuplicates();
  }

  private static List<RunWrite> starts(int count) {
    return IntStream.range(0, count).mapToObj(i -> Runs.start("run_" + i)).toList();
  }

  private static <T> List<T> all(IntFunction<List<T>> work) throws Exception {
    List<T> all = new ArrayList<>();
    together(8, work).forEach(all::addAll);
    return all;
  }

  /** Does this with the numbers from 0 at once. */
  private static <T> List<T> together(int count, IntFunction<T> work) throws Exception {
    CyclicBarrier barrier = new CyclicBarrier(count);
    try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
      List<Callable<T>> tasks =
          IntStream.range(0, count)
              .<Callable<T>>mapToObj(number ->
                  () -> {
                    barrier.await();
                    return work.apply(number);
                  })
              .toList();
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(tasks)) {
        results.add(result.get());
      }
      return results;
    }
  }
}
