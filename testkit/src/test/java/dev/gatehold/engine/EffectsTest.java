package dev.gatehold.engine;

import static dev.gatehold.engine.World.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.flow.Retry;
import dev.gatehold.core.run.Command;
import dev.gatehold.core.run.Failure;
import dev.gatehold.core.run.StepState;
import dev.gatehold.engine.effect.Connector;
import dev.gatehold.engine.effect.ConnectorFailure;
import dev.gatehold.engine.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EffectsTest {
  private static final Retry TWICE = new Retry(2, Duration.ofSeconds(5), 1, Duration.ofSeconds(5));
  private final World world = new World();
  private final List<Connector.Job> jobs = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    world.close();
  }

  /** What a fake connector does with a job. */
  private interface Work {
    Map<String, @Nullable Object> on(Connector.Job job)
        throws ConnectorFailure, InterruptedException;
  }

  private void connector(Work work) {
    world.connectors.clear();
    world.connectors.add(
        new Connector() {
          @Override
          public String name() {
            return "work";
          }

          @Override
          public Map<String, @Nullable Object> run(Job job)
              throws ConnectorFailure, InterruptedException {
            jobs.add(job);
            return work.on(job);
          }
        });
  }

  @Test
  void work_is_done_with_its_parameters_under_a_stable_id_and_its_output_is_kept()
      throws Exception {
    connector(_ -> Map.of("answer", 42));
    world.live("job", World.work("do", Retry.NONE, null));
    world.start();
    String run = world.run("job");
    assertThat(world.ended(run).ending()).isEqualTo(Ending.COMPLETED);
    assertThat(jobs)
        .singleElement()
        .satisfies(job -> assertThat(job.id()).isEqualTo(run + ".do.1"));
    assertThat(world.steps(run).get("do"))
        .isInstanceOfSatisfying(
            StepState.Completed.class,
            done -> assertThat(done.output()).containsEntry("answer", 42L));
    assertThat(orphans()).as("no effect is left behind").isEmpty();
  }

  @Test
  void a_failing_attempt_is_repeated_after_its_delay_and_the_last_one_fails_the_run()
      throws Exception {
    connector(_ -> {
      throw new ConnectorFailure(new Failure("work.down", "the host is down", true));
    });
    world.live("job", World.work("do", TWICE, null));
    world.start();
    String run = world.run("job");
    awaitState(run, StepState.AwaitingRetry.class);
    assertThat(jobs).hasSize(1);
    world.clock.advance(Duration.ofSeconds(5));
    assertThat(world.ended(run).reason()).contains("step 'do' failed: the host is down");
    assertThat(jobs).extracting(Connector.Job::attempt).containsExactly(1, 2);
    assertThat(orphans()).isEmpty();
  }

  @Test
  void a_connector_that_breaks_or_does_not_exist_fails_the_step_with_a_reason() throws Exception {
    connector(_ -> {
      throw new IllegalStateException("broken");
    });
    world.live("job", World.work("do", Retry.NONE, null));
    world.start();
    assertThat(world.ended(world.run("job")).reason()).contains("broke").contains("broken");
    world.close();
    connector(_ -> {
      throw new NoSuchMethodError("of an older library");
    });
    world.start();
    assertThat(world.ended(world.run("job")).reason()).contains("of an older library");
    world.close();
    world.connectors.clear();
    world.start();
    assertThat(world.ended(world.run("job")).reason()).contains("Expected a connector 'work'");
  }

  @Test
  void work_that_the_storage_failed_is_done_again_and_does_not_fail_the_step() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    connector(_ -> {
      begun.countDown();
      throw new StoreException("The database is away.");
    });
    world.live("job", World.work("do", Retry.NONE, null));
    world.start();
    String run = world.run("job");
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    world.close();

    connector(_ -> Map.of("stored", true));
    world.clock.advance(Duration.ofSeconds(2));
    world.start();
    assertThat(world.ended(run).ending()).isEqualTo(Ending.COMPLETED);
    assertThat(jobs).extracting(Connector.Job::attempt).containsExactly(1, 1);
  }

  @Test
  void a_result_that_the_storage_did_not_take_is_offered_again_and_the_work_is_not_done_again()
      throws Exception {
    FaultyRunStore store = new FaultyRunStore(world.memory);
    world.runs = store.store();
    connector(_ -> {
      store.commitsFail = true;
      return Map.of("deployed", true);
    });
    world.live("job", World.work("do", Retry.NONE, null));
    world.start();
    String run = world.run("job");
    world.until(() -> store.postponed.get() == 1);

    store.commitsFail = false;
    world.clock.advance(Duration.ofSeconds(31));
    store.effectsAreLeft();
    assertThat(world.ended(run).last().steps().get("do"))
        .isInstanceOfSatisfying(
            StepState.Completed.class,
            done -> assertThat(done.output()).isEqualTo(Map.of("deployed", true)));
    assertThat(jobs).as("the work was done once").hasSize(1);
  }

  @Test
  void work_left_by_a_process_that_died_is_done_by_the_next_one_at_once() throws Exception {
    FaultyRunStore store = new FaultyRunStore(world.memory);
    world.runs = store.store();
    CountDownLatch begun = new CountDownLatch(1);
    connector(_ -> {
      begun.countDown();
      new CountDownLatch(1).await();
      return Map.of();
    });
    world.live("job", World.work("do", Retry.NONE, null));
    world.start();
    String run = world.run("job");
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    store.before =
        method -> {
          if (method.equals("releaseLeases")) {
            throw new StoreException("Whoever dies gives nothing back.");
          }
        };
    world.close();
    store.before = _ -> {};

    connector(_ -> Map.of("by", "the next one"));
    world.start();
    assertThat(world.ended(run).ending()).isEqualTo(Ending.COMPLETED);
    assertThat(jobs).extracting(Connector.Job::id).containsExactly(run + ".do.1", run + ".do.1");
  }

  @Test
  void cancelling_a_run_stops_its_work_and_a_late_result_changes_nothing() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    connector(_ -> {
      begun.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        stopped.countDown();
        return Map.of("too", "late");
      }
      return Map.of();
    });
    world.live("job", World.work("do", Retry.NONE, null));
    world.start();
    String run = world.run("job");
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    world.engine().submit(new Submission(run, new Command.CancelRun("enough"), ALICE, null));
    assertThat(stopped.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(world.ended(run).reason()).isEqualTo("cancelled by alice: enough");
    Reply late =
        world
            .engine()
            .submit(new Submission(run, new Command.CompleteStep("do", 1, Map.of()), ALICE, null));
    assertThat(late).isInstanceOf(Reply.Refused.class);
  }

  @Test
  void an_attempt_that_takes_too_long_is_stopped_and_counts_as_failed() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    connector(_ -> {
      begun.countDown();
      try {
        new CountDownLatch(1).await();
      } finally {
        stopped.countDown();
      }
      return Map.of();
    });
    world.live("job", World.work("do", Retry.NONE, Duration.ofMinutes(1)));
    world.start();
    String run = world.run("job");
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    world.clock.advance(Duration.ofMinutes(1));
    assertThat(world.ended(run).reason()).contains("there was none after 1m");
    assertThat(stopped.await(20, TimeUnit.SECONDS)).isTrue();
  }

  private void awaitState(String run, Class<? extends StepState> state)
      throws InterruptedException {
    while (!state.isInstance(world.steps(run).get("do"))) {
      long seq = world.engine().view(run).orElseThrow().seq();
      assertThat(world.engine().awaitChange(run, seq, World.PATIENCE)).isTrue();
    }
  }

  private List<?> orphans() {
    world.close();
    var later = world.clock.instant().plus(Duration.ofDays(1));
    return world.memory.leaseEffects("observer", later, later.plusSeconds(1), 10);
  }
}
