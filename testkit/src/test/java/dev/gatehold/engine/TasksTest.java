package dev.gatehold.engine;

import static dev.gatehold.engine.World.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.flow.Retry;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.flow.Template;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.people.Principal.Kind;
import dev.gatehold.core.run.Command;
import dev.gatehold.core.run.Failure;
import dev.gatehold.core.run.RunState;
import dev.gatehold.core.run.StepState;
import dev.gatehold.engine.journal.JournalCodec;
import dev.gatehold.engine.store.StoredTask;
import dev.gatehold.engine.store.StoredTask.Progress;
import dev.gatehold.engine.store.TaskStore;
import dev.gatehold.engine.store.TaskStore.TaskQuery;
import dev.gatehold.engine.task.Tasks;
import dev.gatehold.engine.task.Tasks.Pulse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What workers outside do, and what becomes of those who come late. */
final class TasksTest {
  private static final Principal FARM = new Principal("farm", Kind.SERVICE, null);
  private static final Retry TWICE = new Retry(2, Duration.ofSeconds(5), 1, Duration.ofSeconds(5));
  private static final Duration AFTER_LEASE = Duration.ofSeconds(61);
  private static final Map<String, @Nullable Object> OUTPUT = Map.of("file", "a.png");

  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  private static Step task(String id, Retry retry, @Nullable Duration timeout) {
    Map<String, Template> parameters = new HashMap<>();
    parameters.put("queue", Template.text("render"));
    parameters.put("input", new Template.Mapping(Map.of("of", new Template.Expression("run"))));
    return new Step(
        id, null, retry, timeout, new Action.Work("task", new Template.Mapping(parameters)));
  }

  private String started(Step... steps) {
    world.live("job", steps);
    world.start();
    return world.run("job");
  }

  private Tasks tasks() {
    return world.engine().tasks();
  }

  private StoredTask claimed(String worker) throws InterruptedException {
    List<StoredTask> claimed = tasks().claim("render", worker, FARM, 1, World.PATIENCE);
    assertThat(claimed).hasSize(1);
    return claimed.getFirst();
  }

  private List<StoredTask> claimable() throws InterruptedException {
    return tasks().claim("render", "other", FARM, 10, Duration.ZERO);
  }

  private static long leaseOf(StoredTask task) {
    return Objects.requireNonNull(task.holder()).lease().number();
  }

  private void complete(StoredTask task) {
    tasks().complete(task.id(), leaseOf(task), FARM, OUTPUT);
  }

  private static void refused(Runnable late) {
    assertThatExceptionOfType(GateholdException.class)
        .isThrownBy(late::run)
        .withMessageStartingWith("Expected lease ")
        .satisfies(e -> assertThat(e.code()).isEqualTo("lease.lost"));
  }

  @Test
  void a_worker_that_waits_gets_the_task_and_its_output_is_the_steps() throws Exception {
    world.live("job", task("do", Retry.NONE, null));
    world.start();
    try (ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<StoredTask> claim = waiting.submit(() -> claimed("w1"));
      String run = world.run("job");
      StoredTask task = claim.get();
      assertThat(task.id()).isEqualTo(run + ".do.1");
      assertThat(task.offer().origin()).isEqualTo(new StoredTask.Origin(run, "do", 1, false));
      assertThat(task.offer().input()).startsWith("{\"of\":{");
      complete(task);

      assertThat(world.ended(run).ending()).isEqualTo(Ending.COMPLETED);
      assertThat(world.steps(run).get("do"))
          .isInstanceOfSatisfying(
              StepState.Completed.class, done -> assertThat(done.output()).isEqualTo(OUTPUT));
      assertThat(world.memory.journal(run, 0, 99))
          .as("the journal tells who brought the output")
          .anyMatch(entry -> JournalCodec.decode(entry).by().equals(FARM));
      assertThat(tasks().list(new TaskQuery(null, null, 9))).isEmpty();
    }
  }

  @Test
  void two_workers_race_for_a_task_and_one_gets_it() throws Exception {
    started(task("do", Retry.NONE, null));
    awaitTasks(1);
    Callable<Integer> rival = () -> claimable().size();
    try (ExecutorService rivals = Executors.newVirtualThreadPerTaskExecutor()) {
      int won = 0;
      for (Future<Integer> claim : rivals.invokeAll(List.of(rival, rival, rival, rival))) {
        won += claim.get();
      }
      assertThat(won).isEqualTo(1);
    }
  }

  @Test
  void a_silent_workers_task_goes_to_the_next_and_the_late_result_is_refused() throws Exception {
    String run = started(task("do", Retry.NONE, null));
    StoredTask first = claimed("w1");
    world.clock.advance(AFTER_LEASE);
    StoredTask second = claimed("w2");

    assertThat(second.offer()).as("the same attempt").isEqualTo(first.offer());
    assertThat(leaseOf(second)).isGreaterThan(leaseOf(first));
    long stale = leaseOf(first);
    refused(() -> tasks().complete(first.id(), stale, FARM, Map.of("late", true)));
    refused(() -> tasks().fail(first.id(), stale, FARM, new Failure("a.b", "late", false)));
    refused(() -> tasks().heartbeat(first.id(), stale, FARM, Progress.NONE));
    refused(() -> tasks().giveBack(first.id(), stale, FARM));
    refused(() -> tasks().complete(second.id(), leaseOf(second), ALICE, Map.of("forged", true)));
    assertThat(world.state(run)).isInstanceOf(RunState.Active.class);
    complete(second);
    assertThat(world.ended(run).ending()).isEqualTo(Ending.COMPLETED);
    refused(() -> tasks().complete(first.id(), stale, FARM, Map.of("late", true)));
  }

  @Test
  void a_worker_whose_lease_ran_out_may_still_complete_while_nobody_else_has_it() throws Exception {
    String run = started(task("do", Retry.NONE, null));
    StoredTask task = claimed("w1");
    world.clock.advance(AFTER_LEASE);
    complete(task);
    assertThat(world.ended(run).ending()).isEqualTo(Ending.COMPLETED);
  }

  @Test
  void signs_of_life_keep_a_task_and_tell_how_far_it_is() throws Exception {
    started(task("do", Retry.NONE, null));
    StoredTask task = claimed("w1");
    for (int i = 1; i <= 4; i++) {
      world.clock.advance(Duration.ofSeconds(50));
      Pulse pulse =
          tasks().heartbeat(task.id(), leaseOf(task), FARM, new Progress(i / 4.0, "frame " + i));
      assertThat(pulse)
          .isEqualTo(new Pulse(false, world.clock.instant().plus(Duration.ofSeconds(60))));
      assertThat(claimable()).isEmpty();
    }
    assertThat(tasks().list(new TaskQuery("render", null, 9)))
        .singleElement()
        .extracting(StoredTask::progress)
        .isEqualTo(new Progress(1.0, "frame 4"));
  }

  @Test
  void a_cancelled_run_stops_its_worker_at_the_next_sign_of_life() throws Exception {
    String run = started(task("do", Retry.NONE, null));
    StoredTask task = claimed("w1");
    world.engine().submit(new Submission(run, new Command.CancelRun("enough"), ALICE, null));

    assertThat(tasks().heartbeat(task.id(), leaseOf(task), FARM, Progress.NONE))
        .isEqualTo(new Pulse(true, null));
    refused(() -> complete(task));
    assertThat(world.ended(run).ending()).isEqualTo(Ending.CANCELLED);
  }

  @Test
  void a_run_that_was_cancelled_before_its_task_was_placed_leaves_no_task_behind() {
    String run = started(task("do", Retry.NONE, null));
    world.engine().submit(new Submission(run, new Command.CancelRun(null), ALICE, null));
    tasks().place(run + ".do.1", new StoredTask.Origin(run, "do", 1, false), queue("render"));
    assertThat(tasks().list(new TaskQuery(null, null, 9))).isEmpty();
  }

  private static Map<String, @Nullable Object> queue(String name) {
    return Map.of("queue", name);
  }

  @Test
  void a_timeout_takes_the_task_away_and_the_next_attempt_is_another() throws Exception {
    started(task("do", TWICE, Duration.ofMinutes(10)));
    StoredTask first = claimed("w1");
    world.clock.advance(Duration.ofMinutes(10));
    awaitTasks(0);
    assertThat(tasks().heartbeat(first.id(), leaseOf(first), FARM, Progress.NONE).stop()).isTrue();
    world.clock.advance(Duration.ofSeconds(5));
    StoredTask second = claimed("w2");
    assertThat(second.offer().origin().attempt()).isEqualTo(2);
    refused(() -> complete(first));
  }

  @Test
  void a_failed_task_is_tried_again_as_the_flow_says_and_attempts_are_counted() throws Exception {
    String run = started(task("do", TWICE, null));
    StoredTask first = claimed("w1");
    Failure failure = new Failure("render.license", "no license is free", true);
    tasks().fail(first.id(), leaseOf(first), FARM, failure);
    assertThat(claimable()).isEmpty();
    world.clock.advance(Duration.ofSeconds(5));
    StoredTask second = claimed("w1");
    assertThat(second.id()).isEqualTo(run + ".do.2");
    tasks().fail(second.id(), leaseOf(second), FARM, failure);
    assertThat(world.ended(run).reason()).contains("no license is free");
  }

  @Test
  void a_failure_that_would_come_again_is_not_tried_again() throws Exception {
    String run = started(task("do", TWICE, null));
    StoredTask task = claimed("w1");
    tasks().fail(task.id(), leaseOf(task), FARM, new Failure("render.broken", "no scene", false));
    assertThat(world.ended(run).reason()).contains("no scene");
  }

  @Test
  void saying_the_same_output_again_is_no_error_and_another_one_is() throws Exception {
    String run = started(task("do", Retry.NONE, null));
    StoredTask task = claimed("w1");
    complete(task);
    long entries = world.engine().view(run).orElseThrow().seq();
    complete(task);
    assertThat(world.engine().view(run).orElseThrow().seq()).isEqualTo(entries);
    refused(() -> tasks().complete(task.id(), leaseOf(task), FARM, Map.of("other", 1)));
    refused(() -> tasks().complete("nonsense", 1, FARM, OUTPUT));
  }

  @Test
  void a_task_given_back_is_claimed_by_the_next_at_once() throws Exception {
    started(task("do", Retry.NONE, null));
    StoredTask first = claimed("w1");
    tasks().giveBack(first.id(), leaseOf(first), FARM);
    assertThat(claimed("w2").losses()).isZero();
    refused(() -> complete(first));
  }

  @Test
  void a_task_over_which_every_worker_falls_silent_fails_for_good() throws Exception {
    String run = started(task("do", TWICE, null));
    for (int i = 0; i < TaskStore.MOST_LOSSES; i++) {
      claimed("w" + i);
      world.clock.advance(AFTER_LEASE);
    }
    assertThat(world.ended(run).reason()).contains("took it and fell silent");
    assertThat(claimable()).isEmpty();
  }

  @Test
  void tasks_outlive_the_node_that_placed_and_leased_them() throws Exception {
    String run = started(task("do", Retry.NONE, null));
    StoredTask task = claimed("w1");
    world.close();
    world.start();
    assertThat(tasks().heartbeat(task.id(), leaseOf(task), FARM, Progress.NONE).stop()).isFalse();
    complete(task);
    assertThat(world.ended(run).ending()).isEqualTo(Ending.COMPLETED);
  }

  @Test
  void parameters_that_fit_no_task_fail_the_step() throws Exception {
    Template.Mapping mapping = new Template.Mapping(Map.of("queue", Template.text("No Queue")));
    String run = started(Step.of("do", new Action.Work("task", mapping)));
    assertThat(world.ended(run).reason()).contains("Expected 'queue' to be a word");
  }

  /** A hundred workers, a tenth of whose claims end in silence, and a thousand tasks. */
  @Test
  void a_hundred_workers_do_a_thousand_tasks_each_exactly_once() throws Exception {
    int runs = 1_000;
    world.live("job", task("do", Retry.NONE, null));
    world.start();
    List<String> started = new ArrayList<>();
    AtomicInteger left = new AtomicInteger(runs);
    AtomicInteger claims = new AtomicInteger();
    ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();
    Callable<Integer> worker =
        () -> {
          while (left.get() > 0) {
            for (StoredTask task : tasks().claim("render", "w", FARM, 3, Duration.ofMillis(200))) {
              if (claims.incrementAndGet() % 10 != 0) {
                finish(task, done, left);
              }
            }
          }
          return 0;
        };
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> all = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        all.add(workers.submit(worker));
      }
      for (int i = 0; i < runs; i++) {
        started.add(world.run("job"));
      }
      while (left.get() > 0) {
        world.clock.advance(AFTER_LEASE);
        for (StoredTask task : tasks().claim("render", "w", FARM, 3, Duration.ofMillis(50))) {
          finish(task, done, left);
        }
      }
      for (Future<Integer> each : all) {
        each.get();
      }
    }
    assertThat(done)
        .containsExactlyInAnyOrderElementsOf(started.stream().map(run -> run + ".do.1").toList());
    for (String run : started) {
      assertThat(world.ended(run).ending()).isEqualTo(Ending.COMPLETED);
    }
  }

  /** Those that the turned clock took from this worker meanwhile are another's. */
  private void finish(StoredTask task, Collection<String> done, AtomicInteger left) {
    try {
      complete(task);
      done.add(task.id());
      left.decrementAndGet();
    } catch (GateholdException lost) {
      assertThat(lost.code()).isEqualTo("lease.lost");
    }
  }

  private void awaitTasks(int count) throws InterruptedException {
    long end = System.nanoTime() + World.PATIENCE.toNanos();
    while (tasks().list(new TaskQuery(null, null, 9)).size() != count) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
