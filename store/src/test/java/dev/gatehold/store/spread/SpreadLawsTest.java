package dev.gatehold.store.spread;

import static dev.gatehold.store.spread.Marked.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehold.core.run.Home;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.store.EventStore.Subscription;
import dev.gatehold.engine.store.RequestQuery;
import dev.gatehold.engine.store.RequestRow;
import dev.gatehold.engine.store.RunQuery;
import dev.gatehold.engine.store.RunRow;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.StoredEvent.Topic;
import dev.gatehold.engine.store.StoredTask;
import dev.gatehold.engine.store.StoredTask.Offer;
import dev.gatehold.engine.store.StoredTask.Origin;
import dev.gatehold.engine.store.StoredTask.Progress;
import dev.gatehold.engine.store.TaskStore.Claim;
import dev.gatehold.engine.store.TaskStore.Seen;
import dev.gatehold.engine.store.TaskStore.TaskQuery;
import dev.gatehold.engine.store.TriggerStore.Firing;
import dev.gatehold.engine.store.TriggerStore.State;
import dev.gatehold.engine.store.TriggerStore.TriggerId;
import dev.gatehold.store.postgres.PostgresPlace;
import dev.gatehold.store.postgres.PostgresStores;
import dev.gatehold.store.spread.Marked.Told;
import dev.gatehold.store.spread.SpreadRunStore.Part;
import dev.gatehold.testkit.MemoryRunStore;
import dev.gatehold.testkit.postgres.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What several stores answer is what one answers that has everything. */
class SpreadLawsTest {
  private static final TriggerId TRIGGER = new TriggerId("deploy", "nightly");
  private static final Topic TOPIC = new Topic("order.paid", "42");

  private final RunStore one = new MemoryRunStore(true);

  private static RunStore spread(List<RunStore> stores) {
    return new SpreadRunStore(
        stores.stream().map(store -> new Part(store, Instant.EPOCH)).toList());
  }

  private static RunStore inMemory(int homes) {
    List<RunStore> stores = new ArrayList<>();
    for (int i = 0; i < homes; i++) {
      stores.add(new MemoryRunStore(true));
    }
    return spread(stores);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void of_any_runs_in_any_homes_every_list_is_the_same(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    RunStore several = inMemory(2 + random.nextInt(3));
    List<String> runs = fill(several, random, 60);
    agree(several, runs, random);
  }

  @Test
  void so_it_is_in_two_databases() {
    PostgresServer server = PostgresServer.shared();
    SplittableRandom random = new SplittableRandom(9);
    try (PostgresStores first = PostgresStores.open(PostgresPlace.of(server.newDatabase()));
        PostgresStores second = PostgresStores.open(PostgresPlace.of(server.newDatabase()))) {
      RunStore several = spread(List.of(first.runs(), second.runs()));
      List<String> runs = fill(several, random, 40);
      agree(several, runs, random);
    }
  }

  /** Writes the same into both. */
  private List<String> fill(RunStore several, SplittableRandom random, int count) {
    int homes = ((SpreadRunStore) several).homes().size();
    List<String> runs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Home home = new Home(1 + random.nextInt(homes));
      String run = home.mark("run_%03d".formatted(random.nextInt(10) * 100 + i));
      runs.add(run);
      Told told =
          new Told(
              run,
              random.nextBoolean() ? "deploy" : "pay",
              random.nextInt(3) > 0 ? "active" : "completed",
              NOON.plusSeconds(random.nextInt(5)),
              random.nextInt(3) > 0 ? null : "approved",
              random.nextBoolean() ? "eu" : null,
              random.nextBoolean() ? List.of("group:sre") : List.of("group:sre", "user:bob"));
      Subscription wait = new Subscription(run, "paid", 1 + random.nextInt(2), TOPIC);
      Firing firing = new Firing(TRIGGER, run, told.at(), "{}", State.STARTED, run, null);
      boolean outside = random.nextBoolean();
      for (RunStore store : List.of(one, several)) {
        store.commit(List.of(told.start()));
        store.events().subscribe(wait);
        store.triggers().add(firing);
        if (outside) {
          assertThat(store.tasks().place(offer(run, told.at()))).isTrue();
        }
      }
    }
    return runs;
  }

  private static Offer offer(String run, Instant at) {
    return new Offer(
        run + ".do.1", new Origin(run, "do", 1, false), "render", "{}", Duration.ofMinutes(1), at);
  }

  private void agree(RunStore several, List<String> runs, SplittableRandom random) {
    for (String flow : new String[] {null, "deploy"}) {
      for (String status : new String[] {null, "active", "completed"}) {
        this.<RunRow>same(
            several,
            random,
            (store, last, size) ->
                store.runs(new RunQuery(flow, status, last == null ? null : last.run(), size)));
      }
    }
    for (String state : new String[] {null, "open", "closed"}) {
      for (String person : new String[] {null, "bob"}) {
        this.<RequestRow>same(
            several,
            random,
            (store, last, size) -> store.requests(query(state, person, last, size)));
      }
    }
    this.<StoredTask>same(
        several,
        random,
        (store, last, size) ->
            store.tasks().tasks(new TaskQuery("render", last == null ? null : seen(last), size)));
    this.<Subscription>same(
        several, random, (store, last, size) -> store.events().subscriptions(TOPIC, last, size));
    assertThat(several.turns()).isEqualTo(one.turns()).isNotEmpty();
    assertThat(several.nextDeadline(NOON)).isEqualTo(one.nextDeadline(NOON));
    assertThat(several.active(runs)).isEqualTo(one.active(runs)).isNotEmpty();
    assertThat(several.triggers().activeRuns(TRIGGER))
        .isEqualTo(one.triggers().activeRuns(TRIGGER))
        .isNotEmpty();
    for (String flow : List.of("deploy", "pay", "none")) {
      assertThat(several.activeRuns(flow, "eu")).isEqualTo(one.activeRuns(flow, "eu"));
      assertThat(several.pins(flow, 1)).isEqualTo(one.pins(flow, 1));
    }
    Map<String, Long> expected = new HashMap<>();
    runs.forEach(run -> expected.put(run, random.nextInt(3) > 0 ? 0L : 1L));
    List<String> keys = runs.stream().map(run -> "alice\n" + run).toList();
    assertThat(several.news(keys, expected).runs())
        .containsExactlyInAnyOrderElementsOf(one.news(keys, expected).runs())
        .isNotEmpty();
    assertThat(several.news(keys, expected).keys())
        .containsExactlyInAnyOrderElementsOf(one.news(keys, expected).keys())
        .hasSize(runs.size());
    for (String run : runs) {
      assertThat(several.run(run)).isEqualTo(one.run(run)).isPresent();
      assertThat(several.request(run + ".review")).isEqualTo(one.request(run + ".review"));
      assertThat(several.load(run)).isEqualTo(one.load(run));
      assertThat(several.journal(run, 0, 9)).isEqualTo(one.journal(run, 0, 9));
    }
  }

  private static RequestQuery query(
      @Nullable String state, @Nullable String person, @Nullable RequestRow last, int size) {
    List<String> sources = List.of("group:sre", "user:bob");
    return new RequestQuery(
        state, null, person, sources, null, last == null ? null : last.id(), size);
  }

  private static Seen seen(StoredTask task) {
    return new Seen(task.offer().at(), task.id());
  }

  /** Gives a page after the last element of the one before. */
  private interface Pages<T> {
    List<T> of(RunStore store, @Nullable T last, int size);
  }

  /** Pages of any size, put together, are the one list. */
  private <T> void same(RunStore several, SplittableRandom random, Pages<T> pages) {
    int size = 1 + random.nextInt(7);
    assertThat(all(several, size, pages)).isEqualTo(all(one, 500, pages));
  }

  private static <T> List<T> all(RunStore store, int size, Pages<T> pages) {
    List<T> all = new ArrayList<>();
    List<T> page = pages.of(store, null, size);
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(size);
      all.addAll(page);
      page = pages.of(store, page.getLast(), size);
    }
    return all;
  }

  @Test
  void a_commit_is_of_one_home() {
    RunStore several = inMemory(2);
    assertThatThrownBy(
            () -> several.commit(List.of(Told.of("run_a").start(), Told.of("run_b-2").start())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one database");
    assertThat(several.runs(new RunQuery(null, null, null, 9))).isEmpty();
  }

  @Test
  void an_id_of_a_home_that_is_not_there_is_told_apart_from_an_unknown_one() {
    RunStore several = inMemory(2);
    assertThat(several.run("run_a-2")).isEmpty();
    assertThatThrownBy(() -> several.run("run_a-3"))
        .isInstanceOf(GateholdException.class)
        .hasMessageContaining("names database 3 and there are 2");
  }

  @Test
  void every_task_goes_to_one_worker_and_no_lease_has_the_number_of_another() {
    RunStore several = inMemory(3);
    List<String> runs = List.of("run_a", "run_b-2", "run_c-3", "run_d", "run_e-2");
    for (String run : runs) {
      several.commit(List.of(Told.of(run).start()));
      several.tasks().place(offer(run, NOON));
    }
    List<StoredTask> claimed = new ArrayList<>();
    List<StoredTask> page;
    do {
      page = several.tasks().claim(new Claim("render", "w", "carol", 2), NOON);
      claimed.addAll(page);
    } while (!page.isEmpty());

    assertThat(claimed)
        .extracting(task -> task.offer().origin().run())
        .containsExactlyInAnyOrderElementsOf(runs);
    assertThat(claimed).extracting(SpreadLawsTest::number).doesNotHaveDuplicates();
    for (StoredTask task : claimed) {
      StoredTask.Holder holder = Objects.requireNonNull(task.holder());
      assertThat(several.tasks().task(task.id())).contains(task);
      assertThat(several.tasks().renew(task.id(), holder.lease(), Progress.NONE, NOON)).isPresent();
      for (StoredTask other : claimed) {
        boolean same = other.id().equals(task.id());
        assertThat(
                several.tasks().renew(other.id(), holder.lease(), Progress.NONE, NOON).isPresent())
            .isEqualTo(same);
      }
      assertThat(several.tasks().giveBack(task.id(), holder.lease())).isTrue();
    }
  }

  private static long number(StoredTask task) {
    StoredTask.Holder holder = task.holder();
    return holder == null ? -1 : holder.lease().number();
  }

  @Test
  void firings_stay_while_their_runs_are_active_in_another_home() {
    RunStore several = inMemory(2);
    several.commit(List.of(Told.of("run_b-2").start()));
    Instant later = NOON.plusSeconds(5);
    several.triggers().add(new Firing(TRIGGER, "1", NOON, "{}", State.STARTED, "run_b-2", null));
    several.triggers().add(new Firing(TRIGGER, "2", later, "{}", State.STARTED, "run_x-2", null));
    several.triggers().add(new Firing(TRIGGER, "3", later, "{}", State.STARTED, "run_y", null));

    several.triggers().forget(NOON.plusSeconds(60));
    assertThat(several.triggers().activeRuns(TRIGGER)).containsExactly("run_b-2");
    several.commit(List.of(Told.of("run_b-2").in("completed").write(1)));
    several.triggers().forget(NOON.plusSeconds(60));
    assertThat(several.triggers().started(TRIGGER, null)).containsExactly("run_y");
    assertThat(several.triggers().activeRuns(TRIGGER)).isEmpty();
  }

  @Test
  void the_order_of_starts_is_that_of_their_times_and_not_of_their_ids() {
    RunStore several = inMemory(2);
    Function<String, Told> told =
        id -> new Told(id, "deploy", "active", NOON, null, "eu", List.of());
    several.commit(List.of(told.apply("run_a").at(NOON.plusSeconds(9)).start()));
    several.commit(List.of(told.apply("run_b-2").start()));
    assertThat(several.activeRuns("deploy", "eu")).containsExactly("run_b-2", "run_a");
    assertThat(several.runs(new RunQuery(null, null, null, 9)))
        .extracting(RunRow::run)
        .containsExactly("run_b-2", "run_a");
  }
}
