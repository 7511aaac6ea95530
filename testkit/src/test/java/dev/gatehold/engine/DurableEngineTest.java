package dev.gatehold.engine;

import static dev.gatehold.engine.World.ALICE;
import static dev.gatehold.engine.World.BOB;
import static dev.gatehold.engine.World.CAROL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehold.core.approval.Outcome;
import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.run.Command;
import dev.gatehold.core.run.Refusal;
import dev.gatehold.core.run.RunState;
import dev.gatehold.core.run.StepState;
import dev.gatehold.engine.store.RequestQuery;
import dev.gatehold.engine.store.RequestRow;
import dev.gatehold.engine.store.StoreException;
import dev.gatehold.engine.store.StoredEntry;
import dev.gatehold.engine.store.StoredRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DurableEngineTest {
  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void a_run_stops_at_its_gate_asks_the_right_people_and_goes_on_when_they_approved() {
    world.live("two", World.gate("review", 2, null), World.end("done"));
    world.start();
    String run = world.run("two");

    assertThat(inboxOf("bob")).extracting(RequestRow::id).containsExactly(run + ".review");
    assertThat(inboxOf("alice")).as("the requester is not asked").isEmpty();
    assertThat(world.decide(BOB, run, "review", Verdict.APPROVE)).isInstanceOf(Reply.Applied.class);
    assertThat(inboxOf("bob")).as("whoever has decided is not asked again").isEmpty();
    assertThat(world.memory.run(run).orElseThrow().waitingFor())
        .contains("approved by 1 of 2 (bob)");

    Reply last = world.decide(CAROL, run, "review", Verdict.APPROVE);
    assertThat(((Reply.Applied) last).state())
        .isInstanceOfSatisfying(
            RunState.Ended.class, ended -> assertThat(ended.ending()).isEqualTo(Ending.COMPLETED));
    RequestRow closed = world.memory.request(run + ".review").orElseThrow();
    assertThat(closed.outcome()).isEqualTo("approved");
    assertThat(closed.progress()).isEqualTo("approved by bob, carol");
  }

  @Test
  void the_same_key_gives_the_same_answer_for_ever_and_another_body_is_refused() {
    world.live("two", World.gate("review", 2, null), World.end("done"));
    Engine engine = world.start();
    Reply first = engine.startRun("two", null, Map.of("n", 1), ALICE, "k");
    Reply again = engine.startRun("two", null, Map.of("n", 1), ALICE, "k");
    String run = ((Reply.Applied) first).run();
    assertThat(again)
        .isInstanceOfSatisfying(
            Reply.Applied.class,
            repeated -> {
              assertThat(repeated.repeated()).isTrue();
              assertThat(repeated.run()).isEqualTo(run);
            });
    assertRefused(
        engine.startRun("two", null, Map.of("n", 2), ALICE, "k"), Refusal.Code.KEY_REUSED);
    assertThat(((Reply.Applied) engine.startRun("two", null, Map.of("n", 1), BOB, "k")).run())
        .as("keys of different people never meet")
        .isNotEqualTo(run);

    Submission decision = world.decision(BOB, run, "review", Verdict.APPROVE, "d");
    long seq = ((Reply.Applied) engine.submit(decision)).seq();
    world.close();
    Engine restarted = world.start();
    assertThat(((Reply.Applied) restarted.submit(decision)).seq()).isEqualTo(seq);
    assertThat(((Reply.Applied) restarted.startRun("two", null, Map.of("n", 1), ALICE, "k")).run())
        .isEqualTo(run);
  }

  @Test
  void of_eight_rivals_exactly_one_brings_the_outcome_and_the_others_hear_which_stands()
      throws Exception {
    world.live("one", World.gate("review", 1, null), World.end("done"));
    world.start();
    for (int round = 0; round < 50; round++) {
      String run = world.run("one");
      CyclicBarrier together = new CyclicBarrier(8);
      List<Callable<Reply>> rivals = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Submission submission =
            i == 7
                ? new Submission(run, new Command.CancelRun("late"), ALICE, null)
                : world.decision(
                    i % 2 == 0 ? BOB : CAROL,
                    run,
                    "review",
                    i % 3 == 0 ? Verdict.REJECT : Verdict.APPROVE,
                    null);
        rivals.add(() -> {
          together.await();
          return world.engine().submit(submission);
        });
      }
      int winners = 0;
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Future<Reply> reply : threads.invokeAll(rivals)) {
          switch (reply.get()) {
            case Reply.Applied _ -> winners++;
            case Reply.Refused(var refusal) ->
                assertThat(refusal.code())
                    .isIn(Refusal.Code.REQUEST_CLOSED, Refusal.Code.RUN_ENDED);
          }
        }
      }
      assertThat(winners).isEqualTo(1);
      assertThat(world.memory.journal(run, 0, 10)).as("one start, one winner").hasSize(2);
    }
  }

  @Test
  void silence_closes_the_gate_when_its_deadline_comes_and_not_before() throws Exception {
    world.live("quick", World.gate("review", 1, Duration.ofHours(1)), World.end("done"));
    world.start();
    String run = world.run("quick");
    world.clock.advance(Duration.ofHours(1).minusMillis(1));
    assertThat(world.steps(run).get("review")).isInstanceOf(StepState.AwaitingApproval.class);
    world.clock.advance(Duration.ofMillis(1));
    assertThat(world.ended(run).ending()).isEqualTo(Ending.REJECTED);
    assertThat(world.steps(run).get("review"))
        .isInstanceOfSatisfying(
            StepState.Decided.class,
            decided -> assertThat(decided.outcome()).isEqualTo(Outcome.EXPIRED));
  }

  @Test
  void whoever_decides_need_not_wait_for_everything_that_is_due_at_one_moment() throws Exception {
    FaultyRunStore store = new FaultyRunStore(world.memory);
    world.runs = store.store();
    world.live("quick", World.gate("review", 1, Duration.ofHours(1)), World.end("done"));
    world.start();
    List<String> runs = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      runs.add(world.run("quick"));
    }
    world.clock.advance(Duration.ofHours(1));
    for (String run : runs) {
      assertThat(world.ended(run).ending()).isEqualTo(Ending.REJECTED);
    }
    assertThat(store.largestCommit.get()).as("runs in one transaction").isBetween(2, 50);
  }

  @Test
  void a_deadline_that_came_while_nobody_ran_is_acted_on_at_the_next_start() throws Exception {
    world.live("quick", World.gate("review", 1, Duration.ofHours(1)), World.end("done"));
    world.start();
    String run = world.run("quick");
    world.close();
    world.clock.advance(Duration.ofDays(1));
    world.start();
    assertThat(world.ended(run).ending()).isEqualTo(Ending.REJECTED);
  }

  @Test
  void a_run_that_meets_a_bug_fails_alone_and_is_set_aside() {
    world.live("bad", World.gate("review", 1, null), World.buggy("oops"));
    world.live("good", World.gate("review", 1, null), World.end("done"));
    world.start();
    String bad = world.run("bad");
    String good = world.run("good");
    assertThatThrownBy(() -> world.decide(BOB, bad, "review", Verdict.APPROVE))
        .isInstanceOfSatisfying(
            GateholdException.class, e -> assertThat(e.code()).isEqualTo("run.parked"));
    assertThat(world.decide(BOB, good, "review", Verdict.APPROVE))
        .isInstanceOf(Reply.Applied.class);
    assertThat(world.memory.incidents(bad)).singleElement().asString().contains("a bug");
    assertThatThrownBy(() -> world.decide(CAROL, bad, "review", Verdict.REJECT))
        .hasMessageContaining("set aside");
  }

  @Test
  void nothing_is_acknowledged_when_the_store_fails_and_everything_works_when_it_is_back() {
    FaultyRunStore faulty = new FaultyRunStore(world.memory);
    world.runs = faulty.store();
    world.live("one", World.gate("review", 1, null), World.end("done"));
    world.start();
    String run = world.run("one");
    faulty.commitsFail = true;
    Submission decision = world.decision(BOB, run, "review", Verdict.APPROVE, "d");
    assertThatThrownBy(() -> world.engine().submit(decision)).isInstanceOf(StoreException.class);
    assertThat(world.steps(run).get("review")).isInstanceOf(StepState.AwaitingApproval.class);
    faulty.commitsFail = false;
    assertThat(world.engine().submit(decision)).isInstanceOf(Reply.Applied.class);
    assertThat(world.memory.journal(run, 0, 10)).hasSize(2);
  }

  @Test
  void a_journal_that_was_changed_outside_is_not_believed() {
    FaultyRunStore faulty = new FaultyRunStore(world.memory);
    world.runs = faulty.store();
    world.live("one", World.gate("review", 1, null), World.end("done"));
    world.start();
    String run = world.run("one");
    world.close();
    faulty.spoil = DurableEngineTest::forgeRequester;
    world.start();
    Submission decision = new Submission(run, new Command.CancelRun("x"), ALICE, null);
    assertThatThrownBy(() -> world.engine().submit(decision))
        .hasMessageContaining("its hash does not fit");
    assertThat(world.memory.incidents(run)).isNotEmpty();
  }

  private static StoredRun forgeRequester(StoredRun run) {
    List<StoredEntry> forged =
        run.entries().stream()
            .map(entry ->
                new StoredEntry(
                    entry.run(),
                    entry.seq(),
                    entry.body().replace("alice", "mallory"),
                    entry.hash()))
            .toList();
    return new StoredRun(
        run.run(), run.seq(), run.headHash(), run.parked(), run.snapshot(), forged);
  }

  @Test
  void a_long_history_is_rebuilt_from_its_snapshot_as_it_was_live() {
    world.live("two", World.gate("review", 2, null), World.end("done"));
    world.start();
    String run = world.run("two");
    for (int i = 0; i < 120; i++) {
      world.decide(BOB, run, "review", Verdict.APPROVE);
      world.engine().submit(new Submission(run, new Command.WithdrawDecision("review"), BOB, null));
    }
    RunState live = world.state(run);
    world.close();
    assertThat(world.memory.load(run).orElseThrow().snapshot()).isNotNull();
    assertThat(world.memory.load(run).orElseThrow().entries()).hasSizeLessThan(101);
    world.start();
    assertThat(world.state(run)).isEqualTo(live);
    world.decide(BOB, run, "review", Verdict.APPROVE);
    world.decide(CAROL, run, "review", Verdict.APPROVE);
    assertThat(world.state(run)).isInstanceOf(RunState.Ended.class);
  }

  @Test
  void a_directory_that_does_not_answer_closes_gates_instead_of_opening_them() {
    world.live("one", World.gate("review", 1, null), World.end("done"));
    world.start();
    String run = world.run("one");
    var working = world.directory;
    world.directory =
        () -> {
          throw new IllegalStateException("no answer from the directory");
        };
    assertRefused(
        world.decide(BOB, run, "review", Verdict.APPROVE), Refusal.Code.DIRECTORY_UNAVAILABLE);
    world.directory = working;
    assertThat(world.memory.incidents(run)).as("the run itself is well").isEmpty();
    assertThat(world.decide(BOB, run, "review", Verdict.APPROVE)).isInstanceOf(Reply.Applied.class);
  }

  @Test
  void a_new_release_leaves_a_waiting_run_on_its_own_and_keeps_the_old_one_from_being_deleted() {
    world.live("one", World.gate("review", 1, null), World.end("done"));
    world.start();
    String run = world.run("one");
    world.live("one", World.gate("other", 1, null));
    assertThat(world.engine().view(run).orElseThrow().flow().steps().getFirst().id())
        .isEqualTo("review");
    assertThat(world.decide(BOB, run, "review", Verdict.APPROVE)).isInstanceOf(Reply.Applied.class);
    assertThatThrownBy(() -> world.engine().startRun("one", 9, Map.of(), ALICE, null))
        .hasMessageContaining("release 9 of flow 'one'");
    assertThatThrownBy(() -> world.engine().startRun("none", null, Map.of(), ALICE, null))
        .isInstanceOfSatisfying(
            GateholdException.class, e -> assertThat(e.code()).isEqualTo("flow.unknown"));
  }

  private List<RequestRow> inboxOf(String person) {
    return world.memory.requests(
        new RequestQuery(
            "open", null, person, List.of("user:" + person, "group:sre"), null, null, 100));
  }

  private static void assertRefused(Reply reply, Refusal.Code code) {
    assertThat(reply)
        .isInstanceOfSatisfying(
            Reply.Refused.class, refused -> assertThat(refused.refusal().code()).isEqualTo(code));
  }
}
