package dev.gatehold.engine;

import static dev.gatehold.engine.World.ALICE;
import static dev.gatehold.engine.World.BOB;
import static dev.gatehold.engine.World.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.Retry;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.flow.Template;
import dev.gatehold.core.people.Directory;
import dev.gatehold.core.people.Directory.Absence;
import dev.gatehold.core.people.Directory.Person;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Command;
import dev.gatehold.core.run.Refusal;
import dev.gatehold.core.run.RunEvent;
import dev.gatehold.core.run.RunState;
import dev.gatehold.core.run.StepState.AwaitingApproval;
import dev.gatehold.core.run.StepState.Decided;
import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.journal.JournalCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What went wrong with approvals elsewhere, each tried here on the real engine. The numbers are
 * those of the project's list of failure modes; 18 is tried in the core's {@code DelegationTest},
 * 20 in its {@code RunLawsTest}, on random delegations and random flows.
 */
class IncidentsOfTheFieldTest {
  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  private List<RunEvent> events(String run) {
    return world.memory.journal(run, 0, 1_000).stream()
        .flatMap(each -> JournalCodec.decode(each).events().stream())
        .toList();
  }

  private long outcomes(String run) {
    return events(run).stream().filter(RunEvent.ApprovalDecided.class::isInstance).count();
  }

  private Decided decided(String run) {
    return (Decided) Objects.requireNonNull(world.steps(run).get("review"));
  }

  private static void refused(Reply reply, Refusal.Code code) {
    assertThat(reply)
        .isInstanceOfSatisfying(
            Reply.Refused.class, each -> assertThat(each.refusal().code()).isEqualTo(code));
  }

  private static Person person(String id) {
    return new Person(id, id);
  }

  private static Directory people(Map<String, Set<String>> groups, Person... persons) {
    Map<String, Person> people = new HashMap<>();
    for (String id : List.of("alice", "bob", "carol", "dan")) {
      people.put(id, person(id));
    }
    for (Person each : persons) {
      people.put(each.id(), each);
    }
    return new Directory(people, groups);
  }

  /** Runs all of them at the same moment, each on a thread of its own. */
  private static List<Reply> atOnce(List<Callable<Reply>> rivals) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Reply>> running = new ArrayList<>();
      for (Callable<Reply> rival : rivals) {
        running.add(
            threads.submit(() -> {
              start.await();
              return rival.call();
            }));
      }
      start.countDown();
      List<Reply> replies = new ArrayList<>();
      for (Future<Reply> each : running) {
        replies.add(each.get());
      }
      return replies;
    }
  }

  @Test
  void incident_1_of_conflicting_decisions_at_once_one_stands_and_the_others_hear_which()
      throws Exception {
    world.live("one", World.gate("review", 1, null), World.work("ship", Retry.NONE, null));
    world.start();
    for (int i = 0; i < 50; i++) {
      String run = world.run("one");
      Digest shown = world.subject(run, "review");
      List<Callable<Reply>> rivals = new ArrayList<>();
      for (Principal who : List.of(BOB, CAROL)) {
        for (Verdict verdict : List.of(Verdict.APPROVE, Verdict.REJECT)) {
          rivals.add(() ->
              world
                  .engine()
                  .submit(
                      new Submission(
                          run,
                          new Command.RecordDecision(
                              "review", verdict.word(), shown, null, Map.of()),
                          who,
                          null)));
        }
        rivals.add(() ->
            world
                .engine()
                .submit(
                    new Submission(
                        run,
                        new Command.HandOver("review", null, "carol", null, null),
                        who,
                        null)));
        rivals.add(() ->
            world.engine().submit(new Submission(run, new Command.CancelRun(null), who, null)));
      }
      List<Reply> replies = atOnce(rivals);
      assertThat(outcomes(run)).isEqualTo(1);
      Decided decided = decided(run);
      assertThat(replies)
          .filteredOn(Reply.Refused.class::isInstance)
          .extracting(each -> ((Reply.Refused) each).refusal())
          .filteredOn(each -> each.code() == Refusal.Code.REQUEST_CLOSED)
          .allSatisfy(each ->
              assertThat(each.details()).containsEntry("outcome", decided.outcome().word()));
      assertThat(events(run).stream().filter(RunEvent.StepStarted.class::isInstance).count())
          .isEqualTo(decided.outcome().opens() ? 1 : 0);
    }
  }

  @Test
  void incident_2_a_decision_that_races_the_deadline_or_the_timer_one_of_them_wins()
      throws Exception {
    world.live("one", World.gate("review", 1, Duration.ofHours(1)), World.end("done"));
    world.start();
    Instant opened = world.clock.instant();
    String early = world.run("one");
    String late = world.run("one");
    world.clock.advanceTo(opened.plus(Duration.ofHours(1)).minusMillis(1));
    assertThat(world.decide(BOB, early, "review", Verdict.APPROVE))
        .isInstanceOf(Reply.Applied.class);
    Digest shown = world.subject(late, "review");
    List<Callable<Reply>> rivals = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      rivals.add(() ->
          world
              .engine()
              .submit(
                  new Submission(
                      late,
                      new Command.RecordDecision("review", "approve", shown, null, Map.of()),
                      BOB,
                      null)));
    }
    rivals.add(() -> {
      world.clock.advance(Duration.ofMillis(1));
      return world
          .engine()
          .submit(new Submission(late, new Command.PassTime(), Principal.SYSTEM, null));
    });
    atOnce(rivals);
    assertThat(outcomes(late)).isEqualTo(1);
    Decided decided = decided(late);
    assertThat(world.memory.request(late + ".review").orElseThrow().outcome())
        .isEqualTo(decided.outcome().word());
    refused(world.decide(CAROL, late, "review", Verdict.REJECT), Refusal.Code.REQUEST_CLOSED);
  }

  @Test
  void incident_5_the_requester_counts_by_no_other_door() {
    Person alice = new Person("alice", "Alice", Set.of("alice.root"), Map.of(), List.of(), false);
    Person bob =
        new Person(
            "bob",
            "Bob",
            Set.of(),
            Map.of(),
            List.of(new Absence(Instant.EPOCH, null, "alice")),
            false);
    world.directory =
        () -> people(Map.of("sre", Set.of("bob"), "only-alice", Set.of("alice")), alice, bob);
    world.live("one", World.gateOf("review", "group:only-alice"), World.end("done"));
    world.live("two", World.gateOf("review", "group:sre"), World.end("done"));
    world.start();
    for (String flow : List.of("one", "two")) {
      String run = world.run(flow);
      refused(world.decide(ALICE, run, "review", Verdict.APPROVE), Refusal.Code.DECIDER_EXCLUDED);
      refused(
          world.decide(Principal.person("alice.root"), run, "review", Verdict.APPROVE),
          Refusal.Code.DECIDER_EXCLUDED);
      refused(
          world.decide(Principal.agent("bot", "alice"), run, "review", Verdict.APPROVE),
          Refusal.Code.DECIDER_NOT_A_PERSON);
      assertThat(outcomes(run)).isZero();
    }
  }

  @Test
  void incident_6_an_agent_decides_nothing_whomever_it_acts_for() {
    world.live("one", World.gate("review", 1, null), World.end("done"));
    world.start();
    String run = world.run("one");
    for (Principal agent :
        List.of(
            Principal.agent("bot", "bob"),
            Principal.agent("bob", "bob"),
            new Principal("pipeline", Principal.Kind.SERVICE, "bob"),
            Principal.SYSTEM)) {
      for (Verdict verdict : Verdict.values()) {
        refused(world.decide(agent, run, "review", verdict), Refusal.Code.DECIDER_NOT_A_PERSON);
      }
    }
  }

  @Test
  void incident_7_what_changed_after_it_was_shown_or_agreed_is_not_decided_and_does_not_run() {
    Step ship =
        Step.of(
            "ship",
            new Action.Work(
                "work", new Template.Mapping(Map.of("what", new Template.Expression("key")))));
    world.live(
        "one", World.covering("review", "ship"), World.work("prepare", Retry.NONE, null), ship);
    world.start();
    world.key = "agreed";
    String run = world.run("one");
    refused(
        world
            .engine()
            .submit(
                new Submission(
                    run,
                    new Command.RecordDecision(
                        "review", "approve", Digest.of("another"), null, Map.of()),
                    BOB,
                    null)),
        Refusal.Code.SUBJECT_STALE);
    world.decide(BOB, run, "review", Verdict.APPROVE);
    world.key = "something else";
    world
        .engine()
        .submit(
            new Submission(
                run, new Command.CompleteStep("prepare", 1, Map.of()), Principal.SYSTEM, null));
    assertThat(world.steps(run)).doesNotContainKey("ship");
    AwaitingApproval again =
        (AwaitingApproval) Objects.requireNonNull(world.steps(run).get("review"));
    assertThat(again.request().round()).isEqualTo(2);
  }

  @Test
  void incident_8_releases_that_come_while_runs_wait_leave_them_on_their_own() {
    world.live("one", World.gate("review", 1, null), World.end("first"));
    world.start();
    List<String> waiting = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      waiting.add(world.run("one"));
    }
    for (int i = 0; i < 20; i++) {
      world.live("one", World.end("other-" + i));
    }
    for (String run : waiting) {
      assertThat(((RunState.Active) world.state(run)).release().number()).isEqualTo(1);
      world.decide(BOB, run, "review", Verdict.APPROVE);
      assertThat(world.steps(run)).containsOnlyKeys("review");
      assertThat(world.state(run)).isInstanceOf(RunState.Ended.class);
    }
  }

  @Test
  void incident_15_who_was_disabled_decides_nothing_and_a_gate_with_nobody_left_says_so() {
    world.directory = () -> people(Map.of("sre", Set.of("bob", "carol")));
    world.live("two", World.gate("review", 2, null), World.end("done"));
    world.start();
    String run = world.run("two");
    world.directory =
        () ->
            new Directory(
                Map.of("alice", person("alice"), "carol", person("carol"), "dan", person("dan")),
                Map.of("sre", Set.of("bob", "carol")));
    refused(world.decide(BOB, run, "review", Verdict.APPROVE), Refusal.Code.DECIDER_NOT_ELIGIBLE);
    world.decide(CAROL, run, "review", Verdict.APPROVE);
    assertThat(((RunState.Active) world.state(run)).incidents())
        .extracting("code")
        .containsExactly("request.impossible");
    refused(
        world.decide(Principal.person("dan"), run, "review", Verdict.APPROVE),
        Refusal.Code.DECIDER_NOT_ELIGIBLE);
  }

  @Test
  void incident_16_the_right_to_decide_is_that_of_the_moment_and_what_was_said_stays_said() {
    Directory before = people(Map.of("sre", Set.of("bob", "carol")));
    world.directory = () -> before;
    world.live("two", World.gate("review", 2, null), World.end("done"));
    world.start();
    String run = world.run("two");
    Principal dan = Principal.person("dan");
    refused(world.decide(dan, run, "review", Verdict.APPROVE), Refusal.Code.DECIDER_NOT_ELIGIBLE);
    world.decide(BOB, run, "review", Verdict.APPROVE);
    world.directory = () -> people(Map.of("sre", Set.of("dan")));
    refused(world.decide(CAROL, run, "review", Verdict.APPROVE), Refusal.Code.DECIDER_NOT_ELIGIBLE);
    world.decide(dan, run, "review", Verdict.APPROVE);
    Decided decided = decided(run);
    assertThat(decided.outcome().opens()).isTrue();
    assertThat(decided.request().eligible().values())
        .as("who could decide when it opened")
        .extracting("persons")
        .containsExactly(List.of("bob", "carol"));
    assertThat(decided.decisions())
        .as("what they were in when they did")
        .allSatisfy(each -> assertThat(each.membership().groups()).containsExactly("sre"));
  }

  @Test
  void incident_17_a_group_that_is_gone_closes_the_gate() {
    world.live("one", World.gate("review", 1, null), World.end("done"));
    world.start();
    String open = world.run("one");
    world.directory = () -> people(Map.of());
    refused(world.decide(BOB, open, "review", Verdict.APPROVE), Refusal.Code.DECIDER_NOT_ELIGIBLE);
    String fresh = world.run("one");
    assertThat(((RunState.Active) world.state(fresh)).incidents())
        .extracting("code")
        .containsExactly("request.impossible");
    refused(world.decide(BOB, fresh, "review", Verdict.APPROVE), Refusal.Code.DECIDER_NOT_ELIGIBLE);
  }

  @Test
  void incident_19_a_decision_can_be_changed_while_the_gate_is_open_and_never_after() {
    world.live("two", World.gate("review", 2, null), World.end("done"));
    world.start();
    String run = world.run("two");
    world.decide(BOB, run, "review", Verdict.APPROVE);
    Submission withdrawal = new Submission(run, new Command.WithdrawDecision("review"), BOB, null);
    assertThat(world.engine().submit(withdrawal)).isInstanceOf(Reply.Applied.class);
    refused(world.engine().submit(withdrawal), Refusal.Code.DECISION_ABSENT);
    world.decide(CAROL, run, "review", Verdict.APPROVE);
    assertThat(outcomes(run)).as("one is not two").isZero();
    world.decide(BOB, run, "review", Verdict.APPROVE);
    refused(world.engine().submit(withdrawal), Refusal.Code.REQUEST_CLOSED);
    refused(world.decide(BOB, run, "review", Verdict.REJECT), Refusal.Code.REQUEST_CLOSED);
    assertThat(outcomes(run)).isEqualTo(1);
  }
}
