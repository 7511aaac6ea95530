package dev.gatehold.testkit;

import static dev.gatehold.testkit.Sample.NOON;
import static dev.gatehold.testkit.Sample.next;
import static dev.gatehold.testkit.Sample.start;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.StoredTask;
import dev.gatehold.engine.store.StoredTask.Holder;
import dev.gatehold.engine.store.StoredTask.Lease;
import dev.gatehold.engine.store.StoredTask.Offer;
import dev.gatehold.engine.store.StoredTask.Origin;
import dev.gatehold.engine.store.StoredTask.Progress;
import dev.gatehold.engine.store.TaskStore;
import dev.gatehold.engine.store.TaskStore.Claim;
import dev.gatehold.engine.store.TaskStore.Seen;
import dev.gatehold.engine.store.TaskStore.TaskQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a store promises about tasks and their leases. */
interface TaskContract {
  /** How long who has one of this contract's tasks may be silent. */
  Duration SILENCE = Duration.ofSeconds(60);

  /** The store under test; the same one during a test, empty at its beginning. */
  RunStore store();

  private TaskStore tasks() {
    return store().tasks();
  }

  private static Offer offer(String run, String id, String queue, Instant at) {
    Origin origin = new Origin(run, "render", 2, true);
    return new Offer(id, origin, queue, "{\"a\":[1,\"ä\"]}", SILENCE, at);
  }

  /** Commits a run whose effects these are, and places them as tasks of a queue, in this order. */
  private void placed(String run, String queue, String... ids) {
    Sample.Write write = start(run);
    for (String id : ids) {
      write.effect(id, "n1", NOON);
    }
    store().commit(List.of(write.done()));
    for (int i = 0; i < ids.length; i++) {
      assertThat(tasks().place(offer(run, ids[i], queue, NOON.plusMillis(i)))).isTrue();
    }
  }

  private static Claim claim(String queue, int limit) {
    return new Claim(queue, "w1", "carol", limit);
  }

  private StoredTask claimed(String queue, Instant now) {
    List<StoredTask> claimed = tasks().claim(claim(queue, 1), now);
    assertThat(claimed).as("a task that waits must be claimed").hasSize(1);
    return claimed.getFirst();
  }

  private List<String> claimable(String queue, Instant now) {
    return tasks().claim(claim(queue, 100), now).stream().map(StoredTask::id).toList();
  }

  private static Lease leaseOf(StoredTask task) {
    return Objects.requireNonNull(task.holder()).lease();
  }

  private static Instant untilOf(StoredTask task) {
    return Objects.requireNonNull(task.holder()).until();
  }

  @Test
  default void a_task_takes_the_place_of_its_effect() {
    placed("run_a", "render", "e1");

    assertThat(tasks().task("e1"))
        .as("a task must come back whole")
        .contains(new StoredTask(offer("run_a", "e1", "render", NOON), 0, null, Progress.NONE));
    assertThat(store().leaseEffects("n2", NOON.plusSeconds(99), NOON.plusSeconds(199), 10))
        .as("the effect must be gone")
        .isEmpty();
  }

  @Test
  default void without_an_effect_nothing_is_placed() {
    placed("run_a", "render", "e1");
    StoredTask held = claimed("render", NOON);

    assertThat(tasks().place(offer("run_a", "e1", "other", NOON)))
        .as("an effect must become a task once")
        .isFalse();
    assertThat(tasks().place(offer("run_a", "e2", "render", NOON))).isFalse();
    assertThat(tasks().task("e1")).as("the task must stay with its worker").contains(held);
    assertThat(tasks().task("e2")).isEmpty();
  }

  @Test
  default void an_effect_that_is_finished_takes_its_task_with_it() {
    placed("run_a", "render", "e1", "e2");
    store().commit(List.of(next("run_a", 1).finish("e1").done()));

    assertThat(tasks().task("e1")).as("the task of a finished effect must be gone").isEmpty();
    assertThat(claimable("render", NOON)).as("and no other").containsExactly("e2");
  }

  @Test
  default void the_oldest_tasks_of_a_queue_are_claimed_first() {
    placed("run_a", "render", "z", "m", "a");
    placed("run_b", "other", "e9");
    List<StoredTask> two = tasks().claim(claim("render", 2), NOON);

    assertThat(two).extracting(StoredTask::id).containsExactly("z", "m");
    assertThat(two.getFirst())
        .as("a claimed task must come whole, with its lease")
        .isEqualTo(
            new StoredTask(
                offer("run_a", "z", "render", NOON),
                0,
                new Holder(
                    new Lease(leaseOf(two.getFirst()).number(), "carol"), "w1", NOON.plus(SILENCE)),
                Progress.NONE));
    assertThat(tasks().task("z")).as("and be found so").contains(two.getFirst());
    assertThat(claimable("render", NOON)).as("what is held is not claimed").containsExactly("a");
    assertThat(claimable("other", NOON)).containsExactly("e9");
  }

  @Test
  default void a_lease_that_ran_out_goes_to_the_next_with_a_higher_number() {
    placed("run_a", "render", "e1");
    StoredTask first = claimed("render", NOON);

    assertThat(claimable("render", untilOf(first)))
        .as("a lease must hold up to its last instant")
        .isEmpty();
    tasks().renew("e1", leaseOf(first), new Progress(0.5, "half"), NOON);
    StoredTask second = claimed("render", untilOf(first).plusMillis(1));
    assertThat(leaseOf(second).number())
        .as("a later lease must have a higher number")
        .isGreaterThan(leaseOf(first).number());
    assertThat(second.losses()).as("a silent end must be counted").isEqualTo(1);
    assertThat(second.progress()).as("the next one begins anew").isEqualTo(Progress.NONE);
    assertThat(tasks().renew("e1", leaseOf(first), Progress.NONE, untilOf(second)))
        .as("the earlier worker must not get it back")
        .isEmpty();
  }

  @Test
  default void no_number_of_a_lease_comes_again_even_when_the_task_does() {
    placed("run_a", "render", "e1");
    Lease first = leaseOf(claimed("render", NOON));
    store().commit(List.of(next("run_a", 1).finish("e1").done()));
    store().commit(List.of(next("run_a", 2).effect("e1", "n1", NOON).done()));
    assertThat(tasks().place(offer("run_a", "e1", "render", NOON))).isTrue();
    Lease second = leaseOf(claimed("render", NOON));

    assertThat(second.number()).isGreaterThan(first.number());
    assertThat(tasks().renew("e1", first, Progress.NONE, NOON))
        .as("who had an earlier task of this id must not have this one")
        .isEmpty();
  }

  @Test
  default void a_renewed_lease_holds_longer_and_keeps_what_was_said() {
    placed("run_a", "render", "e1");
    StoredTask held = claimed("render", NOON);
    Instant later = NOON.plusSeconds(30);

    assertThat(tasks().renew("e1", leaseOf(held), new Progress(0.25, "frame 1"), later))
        .as("a renewed lease must end its silence later")
        .contains(
            new StoredTask(
                held.offer(),
                0,
                new Holder(leaseOf(held), "w1", later.plus(SILENCE)),
                new Progress(0.25, "frame 1")));
    tasks().renew("e1", leaseOf(held), new Progress(0.5, null), later);
    tasks().renew("e1", leaseOf(held), Progress.NONE, later);
    assertThat(tasks().task("e1").orElseThrow().progress())
        .as("what is not said anew must stay")
        .isEqualTo(new Progress(0.5, "frame 1"));
    assertThat(claimable("render", untilOf(held).plusMillis(1))).isEmpty();
  }

  @Test
  default void only_who_has_the_lease_renews_it_or_gives_it_back() {
    placed("run_a", "render", "e1");
    StoredTask held = claimed("render", NOON);
    Lease other = new Lease(leaseOf(held).number() + 1, "carol");
    Lease others = new Lease(leaseOf(held).number(), "bob");

    for (Lease wrong : List.of(other, others)) {
      assertThat(tasks().renew("e1", wrong, new Progress(1.0, "x"), NOON.plusSeconds(9)))
          .as("number and principal must both fit")
          .isEmpty();
      assertThat(tasks().giveBack("e1", wrong)).isFalse();
    }
    assertThat(tasks().task("e1")).as("nothing must have changed").contains(held);
  }

  @Test
  default void a_lease_that_ran_out_can_be_renewed_until_somebody_else_has_one() {
    placed("run_a", "render", "e1");
    StoredTask held = claimed("render", NOON);
    Instant late = NOON.plusSeconds(1_000);

    assertThat(tasks().renew("e1", leaseOf(held), Progress.NONE, late)).isPresent();
    assertThat(claimable("render", late)).as("it holds again").isEmpty();
  }

  @Test
  default void a_task_given_back_is_free_at_once_and_nobody_lost_it() {
    placed("run_a", "render", "e1");
    StoredTask held = claimed("render", NOON);
    tasks().renew("e1", leaseOf(held), new Progress(0.5, "half"), NOON);

    assertThat(tasks().giveBack("e1", leaseOf(held))).as("giving back must say so").isTrue();
    assertThat(tasks().giveBack("e1", leaseOf(held))).as("and that it did not").isFalse();
    assertThat(tasks().task("e1")).contains(new StoredTask(held.offer(), 0, null, Progress.NONE));
    assertThat(claimed("render", NOON).losses()).as("nothing was lost").isZero();
  }

  @Test
  default void a_task_that_was_lost_too_often_is_not_given_to_one_more() {
    placed("run_a", "render", "e1");
    Instant now = NOON;
    for (int losses = 0; losses < TaskStore.MOST_LOSSES; losses++) {
      assertThat(tasks().lost(now, 10)).isEmpty();
      StoredTask held = claimed("render", now);
      assertThat(held.losses()).isEqualTo(losses);
      assertThat(tasks().lost(untilOf(held), 10)).as("the last lease must end first").isEmpty();
      now = untilOf(held).plusMillis(1);
    }

    assertThat(claimable("render", now)).isEmpty();
    assertThat(tasks().lost(now, 10)).extracting(StoredTask::id).containsExactly("e1");
    assertThat(tasks().lost(now, 0)).isEmpty();
  }

  @Test
  default void tasks_of_a_parked_run_are_left_alone() {
    placed("run_a", "render", "e1");
    placed("run_b", "render", "e2");
    store().park("run_a", "cannot be read");

    assertThat(claimable("render", NOON)).containsExactly("e2");
  }

  @Test
  default void tasks_are_listed_oldest_first_by_queue_and_in_slices() {
    placed("run_a", "render", "z", "a");
    placed("run_b", "other", "m");
    claimed("render", NOON);

    assertThat(ids(new TaskQuery(null, null, 9))).containsExactly("m", "z", "a");
    assertThat(ids(new TaskQuery("render", null, 9))).containsExactly("z", "a");
    assertThat(ids(new TaskQuery(null, null, 2))).containsExactly("m", "z");
    assertThat(ids(new TaskQuery(null, new Seen(NOON, "m"), 9))).containsExactly("z", "a");
    assertThat(ids(new TaskQuery(null, new Seen(NOON, "z"), 9))).containsExactly("a");
    assertThat(ids(new TaskQuery("render", new Seen(NOON.plusMillis(1), "a"), 9))).isEmpty();
  }

  private List<String> ids(TaskQuery query) {
    return tasks().tasks(query).stream().map(StoredTask::id).toList();
  }

  @Test
  default void two_workers_never_claim_the_same_task() throws Exception {
    String[] ids = IntStream.range(0, 40).mapToObj(i -> "e" + i).toArray(String[]::new);
    placed("run_a", "render", ids);
    Callable<List<StoredTask>> some =
        () ->
            IntStream.range(0, 20)
                .mapToObj(_ -> tasks().claim(claim("render", 2), NOON))
                .flatMap(List::stream)
                .toList();
    List<StoredTask> all;
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      all =
          workers.invokeAll(List.of(some, some, some)).stream()
              .flatMap(done -> done.resultNow().stream())
              .toList();
    }

    assertThat(all).extracting(StoredTask::id).containsExactlyInAnyOrder(ids);
    Stream<Long> numbers = all.stream().map(task -> leaseOf(task).number());
    assertThat(numbers).as("each lease must have a number of its own").doesNotHaveDuplicates();
  }
}
