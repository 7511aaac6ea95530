package dev.gatehold.engine;

import static dev.gatehold.engine.World.ALICE;
import static dev.gatehold.engine.World.BOB;
import static dev.gatehold.engine.World.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.flow.Retry;
import dev.gatehold.core.run.Refusal;
import dev.gatehold.core.run.RunState;
import dev.gatehold.engine.effect.Connector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several engines over one store: whichever is asked, the answer is that of one system. */
class NodesTest {
  private final World world = new World(true);
  private final List<DurableEngine> nodes = new ArrayList<>();

  @AfterEach
  void close() {
    nodes.forEach(DurableEngine::close);
  }

  private List<DurableEngine> start(int count) {
    for (int i = 0; i < count; i++) {
      nodes.add(world.start());
    }
    return nodes;
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
          public Map<String, @Nullable Object> run(Job job) throws InterruptedException {
            return work.on(job);
          }
        });
  }

  /** What the connector does. */
  private interface Work {
    Map<String, @Nullable Object> on(Connector.Job job) throws InterruptedException;
  }

  @Test
  void what_one_node_wrote_the_others_know_at_once() throws Exception {
    world.live("two", World.gate("review", 2, null), World.end("done"));
    List<DurableEngine> three = start(3);
    String run =
        ((Reply.Applied) three.get(0).startRun("two", null, Map.of(), ALICE, "once")).run();

    // The second node looks, so that what it knows is old after the next decision.
    assertThat(three.get(1).view(run)).isPresent();
    assertThat(three.get(0).submit(world.decision(BOB, run, "review", Verdict.APPROVE, "yes")))
        .isInstanceOf(Reply.Applied.class);
    assertThat(three.get(1).view(run).orElseThrow().seq()).isEqualTo(2);
    assertThat(three.get(1).submit(world.decision(BOB, run, "review", Verdict.APPROVE, "yes")))
        .as("a repetition at another node hears the answer that was given")
        .isInstanceOfSatisfying(
            Reply.Applied.class,
            reply -> {
              assertThat(reply.seq()).isEqualTo(2);
              assertThat(reply.repeated()).isTrue();
            });
    assertThat(three.get(2).submit(world.decision(CAROL, run, "review", Verdict.APPROVE, null)))
        .isInstanceOf(Reply.Applied.class);
    assertThat(three.get(1).submit(world.decision(BOB, run, "review", Verdict.REJECT, null)))
        .as("a node that has not seen the outcome tells of it")
        .isInstanceOfSatisfying(
            Reply.Refused.class,
            reply ->
                assertThat(reply.refusal().code())
                    .isIn(Refusal.Code.REQUEST_CLOSED, Refusal.Code.RUN_ENDED));
    assertThat(three.get(0).startRun("two", null, Map.of(), ALICE, "once"))
        .isInstanceOfSatisfying(
            Reply.Applied.class, reply -> assertThat(reply.run()).isEqualTo(run));
  }

  @Test
  void whoever_waits_at_one_node_hears_what_another_one_did() throws Exception {
    world.live("one", World.gate("review", 1, null), World.end("done"));
    List<DurableEngine> two = start(2);
    String run = ((Reply.Applied) two.get(0).startRun("one", null, Map.of(), ALICE, null)).run();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> waiting =
          threads.submit(() -> two.get(1).awaitChange(run, 1, Duration.ofSeconds(20)));
      assertThat(two.get(0).submit(world.decision(BOB, run, "review", Verdict.APPROVE, null)))
          .isInstanceOf(Reply.Applied.class);
      assertThat(waiting.get(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void of_rivals_at_three_nodes_exactly_one_brings_the_outcome() throws Exception {
    world.live("one", World.gate("review", 1, null), World.end("done"));
    List<DurableEngine> three = start(3);
    for (int round = 0; round < 100; round++) {
      String run =
          ((Reply.Applied) three.get(round % 3).startRun("one", null, Map.of(), ALICE, null)).run();
      CyclicBarrier together = new CyclicBarrier(6);
      List<Callable<Reply>> rivals = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        DurableEngine node = three.get(i % 3);
        Submission submission =
            world.decision(
                i % 2 == 0 ? BOB : CAROL,
                run,
                "review",
                i % 3 == 0 ? Verdict.REJECT : Verdict.APPROVE,
                null);
        rivals.add(() -> {
          together.await();
          return node.submit(submission);
        });
      }
      int winners = 0;
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Future<Reply> reply : threads.invokeAll(rivals)) {
          winners += reply.get() instanceof Reply.Applied ? 1 : 0;
        }
      }
      assertThat(winners).isEqualTo(1);
      assertThat(world.memory.journal(run, 0, 10)).as("one start, one winner").hasSize(2);
    }
  }

  @Test
  void a_deadline_of_many_runs_is_seen_to_once_whoever_does() throws Exception {
    world.live("quick", World.gate("review", 1, Duration.ofHours(1)), World.end("done"));
    List<DurableEngine> three = start(3);
    List<String> runs = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      runs.add(
          ((Reply.Applied) three.get(i % 3).startRun("quick", null, Map.of(), ALICE, null)).run());
    }
    world.clock.advance(Duration.ofHours(1));
    for (String run : runs) {
      assertThat(world.ended(run).ending()).isEqualTo(Ending.REJECTED);
      assertThat(world.memory.journal(run, 0, 10)).hasSize(2);
    }
  }

  @Test
  void work_of_a_node_that_stops_goes_on_at_another_at_once_and_is_done_by_one_at_a_time()
      throws Exception {
    List<String> begun = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger atWork = new AtomicInteger();
    CountDownLatch first = new CountDownLatch(1);
    connector(job -> {
      begun.add(job.id());
      assertThat(atWork.incrementAndGet()).isEqualTo(1);
      try {
        if (first.getCount() > 0) {
          first.countDown();
          new CountDownLatch(1).await();
        }
        return Map.of();
      } finally {
        atWork.decrementAndGet();
      }
    });
    world.live("job", World.work("do", Retry.NONE, null));
    List<DurableEngine> two = start(2);
    String run = ((Reply.Applied) two.get(0).startRun("job", null, Map.of(), ALICE, null)).run();
    assertThat(first.await(20, TimeUnit.SECONDS)).isTrue();
    two.get(0).close();
    start(1);

    assertThat(world.ended(run).ending()).isEqualTo(Ending.COMPLETED);
    assertThat(begun).containsExactly(run + ".do.1", run + ".do.1");
  }

  @Test
  void all_that_a_node_leaves_behind_is_taken_up_at_once_however_much_it_is() throws Exception {
    int many = 450;
    CountDownLatch stopping = new CountDownLatch(1);
    CountDownLatch again = new CountDownLatch(many);
    connector(_ -> {
      if (stopping.getCount() > 0) {
        new CountDownLatch(1).await();
      }
      again.countDown();
      return Map.of();
    });
    world.live("job", World.work("do", Retry.NONE, null));
    List<DurableEngine> two = start(1);
    List<String> runs = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      runs.add(((Reply.Applied) two.get(0).startRun("job", null, Map.of(), ALICE, null)).run());
    }
    two.get(0).close();
    stopping.countDown();
    start(1);

    // The node looks every ten seconds.
    assertThat(again.await(9, TimeUnit.SECONDS)).as("all of it at the first look").isTrue();
    for (String run : runs) {
      assertThat(world.ended(run).ending()).isEqualTo(Ending.COMPLETED);
    }
  }

  @Test
  void a_node_that_fell_silent_loses_its_work_and_its_late_result_changes_nothing()
      throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch asleep = new CountDownLatch(1);
    AtomicInteger jobs = new AtomicInteger();
    connector(_ -> {
      if (jobs.getAndIncrement() > 0) {
        return Map.of("by", "the other");
      }
      begun.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        asleep.countDown();
      }
      return Map.of("by", "the sleeper");
    });
    world.live("job", World.work("do", Retry.NONE, null));
    List<DurableEngine> two = start(1);
    String run = ((Reply.Applied) two.get(0).startRun("job", null, Map.of(), ALICE, null)).run();
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    world.clock.advance(Duration.ofSeconds(31));
    start(1);

    assertThat(world.ended(run).ending()).isEqualTo(Ending.COMPLETED);
    two.get(0).close();
    assertThat(asleep.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(world.state(run)).isInstanceOf(RunState.Ended.class);
    assertThat(world.steps(run).get("do")).asString().contains("the other");
  }
}
