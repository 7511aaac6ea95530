package dev.gatehold.testkit;

import static dev.gatehold.testkit.Sample.NOON;
import static dev.gatehold.testkit.Sample.entry;
import static dev.gatehold.testkit.Sample.key;
import static dev.gatehold.testkit.Sample.next;
import static dev.gatehold.testkit.Sample.request;
import static dev.gatehold.testkit.Sample.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehold.engine.store.KeyConflict;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.RunWrite;
import dev.gatehold.engine.store.StoredEntry;
import dev.gatehold.engine.store.StoredRun;
import dev.gatehold.engine.store.StoredSnapshot;
import dev.gatehold.engine.store.VersionConflict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a run store promises about journals: all or nothing, in order, once. */
interface JournalContract {
  /** The store under test; the same one during a test, empty at its beginning. */
  RunStore store();

  private void commit(Sample.Write... writes) {
    store().commit(List.of(writes).stream().map(Sample.Write::done).toList());
  }

  private List<StoredEntry> journal(String run) {
    return store().journal(run, 0, 1000);
  }

  @Test
  default void a_committed_run_loads_with_its_entries_in_order() {
    commit(start("run_a").entries(3), start("run_b"));

    StoredRun loaded = store().load("run_a").orElseThrow();
    assertThat(loaded.entries())
        .as("a load must give every entry in order, of this run only")
        .containsExactly(entry("run_a", 1), entry("run_a", 2), entry("run_a", 3));
    assertThat(loaded.seq()).as("a load must say where the journal ends").isEqualTo(3);
    assertThat(loaded.headHash()).isEqualTo(Sample.hash("run_a", 3));
    assertThat(loaded.parked()).as("a new run must not be parked").isNull();
    assertThat(loaded.snapshot()).isNull();
    assertThat(store().load("run_c")).as("an unknown run must load as nothing").isEmpty();
  }

  @Test
  default void a_later_write_continues_the_journal() {
    commit(start("run_a"));
    commit(next("run_a", 1).entries(2));

    assertThat(store().load("run_a").map(StoredRun::seq))
        .as("the journal must have grown")
        .contains(3L);
    assertThat(journal("run_a"))
        .as("entries must stay in order over several commits")
        .containsExactly(entry("run_a", 1), entry("run_a", 2), entry("run_a", 3));
  }

  @Test
  default void a_write_that_expects_another_end_is_refused() {
    commit(start("run_a").entries(2));

    for (Sample.Write write :
        List.of(start("run_a"), next("run_a", 1), next("run_a", 3), next("run_b", 1))) {
      assertThatExceptionOfType(VersionConflict.class)
          .as("a write that expects entry %s last must be refused", write.done().expected())
          .isThrownBy(() -> commit(write))
          .satisfies(
              conflict -> assertThat(conflict.runs()).containsExactly(write.done().row().run()));
    }
    assertThat(journal("run_a")).as("a refused write must leave no entry").hasSize(2);
    assertThat(store().run("run_b")).as("a refused write must leave no row").isEmpty();
  }

  @Test
  default void one_conflict_in_a_batch_writes_nothing_of_it() {
    commit(start("run_a"), start("run_b"), start("run_c"));

    assertThatExceptionOfType(VersionConflict.class)
        .isThrownBy(() ->
            commit(
                start("run_d")
                    .snapshot("{}")
                    .request(request("run_d", NOON, List.of("group:sre")))
                    .effect("run_d.apply.1", "n1", NOON)
                    .key("k1"),
                next("run_a", 0),
                next("run_b", 1).deadline(NOON),
                next("run_c", 7)))
        .satisfies(conflict ->
            assertThat(conflict.runs())
                .as("a conflict must name the runs that conflict and no others")
                .containsExactlyInAnyOrder("run_a", "run_c"));

    assertThat(store().load("run_d")).as("no run of a refused batch must be there").isEmpty();
    assertThat(store().run("run_d")).as("no row of a refused batch must be there").isEmpty();
    assertThat(store().request("run_d.review")).as("nor a request").isEmpty();
    assertThat(store().appliedKey("k1")).as("nor a key").isEmpty();
    assertThat(store().leaseEffects("n2", NOON.plusSeconds(1), NOON.plusSeconds(9), 9))
        .as("nor an effect")
        .isEmpty();
    assertThat(journal("run_b")).as("nor an entry of a run that fits").hasSize(1);
    assertThat(store().nextDeadline(NOON.minusSeconds(9999))).as("nor a changed row").isNull();
  }

  @Test
  default void several_writes_of_one_run_follow_one_another() {
    commit(
        start("run_a").effect("run_a.apply.1", "n1", NOON).key("k1"),
        next("run_a", 1).entries(2).status("completed").finish("run_a.apply.1").key("k2"));

    assertThat(journal("run_a")).as("both writes must be in the journal").hasSize(3);
    assertThat(store().run("run_a").orElseThrow().status())
        .as("the row of the later write must stand")
        .isEqualTo("completed");
    assertThat(store().leaseEffects("n2", NOON.plusSeconds(1), NOON.plusSeconds(9), 9))
        .as("an effect must be done that the later write finished")
        .isEmpty();
    assertThatExceptionOfType(VersionConflict.class)
        .as("the second write must expect what the first ends with")
        .isThrownBy(() -> commit(start("run_b"), next("run_b", 2)))
        .satisfies(conflict -> assertThat(conflict.runs()).containsExactly("run_b"));
    assertThat(store().run("run_b")).isEmpty();
  }

  @Test
  default void a_key_leads_to_what_was_applied_under_it() {
    commit(start("run_a").key("alice/start"));
    commit(next("run_a", 1).key("bob/approve").key("bob/comment"));

    assertThat(store().appliedKey("bob/approve"))
        .as("a key must keep the command's digest, the run and the entry")
        .contains(key("run_a", "bob/approve", 2));
    assertThat(store().appliedKey("alice/start")).contains(key("run_a", "alice/start", 1));
    assertThat(store().appliedKey("bob/start")).as("an unknown key must have no answer").isEmpty();
  }

  @Test
  default void news_are_what_has_changed() {
    commit(start("run_a").entries(2).key("k1"), start("run_b").key("k2"), start("run_c"));
    RunStore.News news =
        store()
            .news(
                List.of("k2", "k1", "none"),
                Map.of("run_a", 1L, "run_b", 1L, "run_c", 0L, "run_d", 0L, "run_e", 4L));

    assertThat(news.keys())
        .as("of the keys those that are known")
        .containsExactlyInAnyOrder(key("run_a", "k1", 2), key("run_b", "k2", 1));
    assertThat(news.runs())
        .as("of the runs those that end elsewhere, whole")
        .containsExactlyInAnyOrder(
            store().load("run_a").orElseThrow(), store().load("run_c").orElseThrow());
    assertThat(store().news(List.of(), Map.of()))
        .isEqualTo(new RunStore.News(List.of(), List.of()));
  }

  @Test
  default void a_stored_key_refuses_the_whole_batch() {
    commit(start("run_a").key("k1"));

    assertThatExceptionOfType(KeyConflict.class)
        .as("a key that is stored must refuse the batch")
        .isThrownBy(() -> commit(start("run_b").key("k2"), next("run_a", 1).key("k1")))
        .satisfies(conflict ->
            assertThat(conflict.keys())
                .as("a conflict must name the keys that are stored and no others")
                .containsExactly("k1"));
    assertThat(store().load("run_b")).as("nothing of a refused batch must be there").isEmpty();
    assertThat(store().appliedKey("k2")).as("nor its other keys").isEmpty();
    assertThat(journal("run_a")).hasSize(1);
  }

  @Test
  default void a_key_that_occurs_twice_in_a_batch_refuses_it() {
    assertThatExceptionOfType(KeyConflict.class)
        .as("the same key must not be applied twice by one batch")
        .isThrownBy(() -> commit(start("run_a").key("k1"), start("run_b").key("k1")))
        .satisfies(conflict -> assertThat(conflict.keys()).containsExactly("k1"));
    assertThat(store().appliedKey("k1")).isEmpty();
    assertThat(store().load("run_a")).isEmpty();
  }

  @Test
  default void a_wrong_end_is_told_before_a_stored_key() {
    commit(start("run_a").key("k1"));

    assertThatExceptionOfType(VersionConflict.class)
        .as("who repeats a whole write must learn that its run has moved on")
        .isThrownBy(() -> commit(start("run_a").key("k1")));
  }

  @Test
  default void the_journal_is_read_page_by_page() {
    commit(start("run_a").entries(5), start("run_b").entries(5));

    assertThat(store().journal("run_a", 1, 2))
        .as("a page must begin after the given entry and keep to its limit")
        .containsExactly(entry("run_a", 2), entry("run_a", 3));
    assertThat(store().journal("run_a", 3, 100))
        .containsExactly(entry("run_a", 4), entry("run_a", 5));
    assertThat(store().journal("run_a", 5, 100)).as("after the end comes nothing").isEmpty();
  }

  @Test
  default void a_load_begins_at_the_newest_snapshot() {
    commit(start("run_a").entries(2).snapshot("{\"at\":2}"));
    commit(next("run_a", 2).entries(2).snapshot("{\"at\":4}"));
    commit(next("run_a", 4));

    StoredRun loaded = store().load("run_a").orElseThrow();
    assertThat(loaded.snapshot())
        .as("the newest snapshot must replace the older one and outlive a write without one")
        .isEqualTo(new StoredSnapshot("run_a", 4, "{\"at\":4}"));
    assertThat(loaded.entries())
        .as("only the entries after the snapshot must be loaded")
        .containsExactly(entry("run_a", 5));
    assertThat(loaded.seq()).isEqualTo(5);
    assertThat(journal("run_a")).as("a snapshot must not shorten the journal").hasSize(5);
  }

  @Test
  default void any_text_comes_back_as_it_was() {
    String odd = "{\"text\":\"Grüße, 'quotes'; -- ☂ \uD83D\uDE80\\n\\u0000 \uFFFD\"}";
    String large = "{\"text\":\"" + "0123456789".repeat(60_000) + "\"}";
    commit(start("run_a").body(odd), start("run_b").body(large));

    assertThat(journal("run_a")).as("unusual text must survive").extracting("body").contains(odd);
    assertThat(journal("run_b").getFirst().body().equals(large))
        .as("large text must survive")
        .isTrue();
  }

  @Test
  default void commits_of_several_threads_on_different_runs_are_all_there() throws Exception {
    int threads = 4;
    int commits = 20;
    together(
        IntStream.range(0, threads)
            .<Callable<Boolean>>mapToObj(thread ->
                () -> {
                  for (int seq = 0; seq < commits; seq++) {
                    commit(next("run_" + thread, seq).key("k" + thread + "/" + seq));
                    assertThat(store().load("run_" + thread).orElseThrow().seq())
                        .as("a read must see every commit that returned before it began")
                        .isEqualTo(seq + 1);
                  }
                  return true;
                })
            .toList());

    for (int thread = 0; thread < threads; thread++) {
      assertThat(journal("run_" + thread))
          .as("no commit of a thread must be lost")
          .extracting(StoredEntry::seq)
          .containsExactlyElementsOf(LongStream.rangeClosed(1, commits).boxed().toList());
    }
  }

  @Test
  default void of_several_threads_that_write_the_same_entry_one_wins() throws Exception {
    commit(start("run_a"));
    for (long round = 1; round <= 10; round++) {
      RunWrite write = next("run_a", round).done();
      Callable<Boolean> attempt =
          () -> {
            try {
              store().commit(List.of(write));
              return true;
            } catch (VersionConflict late) {
              return false;
            }
          };
      assertThat(together(List.of(attempt, attempt, attempt)))
          .as("exactly one of the racing writers must win")
          .containsOnlyOnce(true);
    }
    assertThat(journal("run_a")).hasSize(11);
  }

  /** Runs these at once and gives their results. */
  private static <T> List<T> together(List<Callable<T>> tasks) throws Exception {
    CyclicBarrier barrier = new CyclicBarrier(tasks.size());
    try (ExecutorService threads = Executors.newFixedThreadPool(tasks.size())) {
      List<Future<T>> futures = new ArrayList<>();
      for (Callable<T> task : tasks) {
        futures.add(
            threads.submit(() -> {
              barrier.await();
              return task.call();
            }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    }
  }

  @Test
  default void a_row_is_replaced_whole() {
    commit(start("run_a").deadline(NOON));
    Sample.Write ended = next("run_a", 1).status("rejected");
    commit(ended);

    assertThat(store().run("run_a"))
        .as("the row must be as last written")
        .isEqualTo(Optional.of(ended.row()));
  }
}
