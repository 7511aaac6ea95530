package dev.gatehold.engine;

import static dev.gatehold.engine.World.ALICE;
import static dev.gatehold.engine.World.BOB;
import static dev.gatehold.engine.World.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.approval.Roster;
import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.calendar.Rotation;
import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.flow.Floor;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.Retry;
import dev.gatehold.core.flow.Template;
import dev.gatehold.core.people.Directory;
import dev.gatehold.core.people.Directory.Person;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Command;
import dev.gatehold.core.run.Command.RecordDecision;
import dev.gatehold.core.run.Command.Resubmit;
import dev.gatehold.core.run.Incident;
import dev.gatehold.core.run.Refusal;
import dev.gatehold.core.run.RunState;
import dev.gatehold.core.run.StepState.AwaitingApproval;
import dev.gatehold.core.run.StepState.Postponed;
import dev.gatehold.engine.store.RequestRow;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.StoredEntry;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What gates share between runs, and what they need of the world around them. */
class GatesAmongRunsTest {
  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  private AwaitingApproval open(String run) {
    return (AwaitingApproval) Objects.requireNonNull(world.steps(run).get("review"));
  }

  private String asked(String run) {
    return open(run).request().leaves().findFirst().orElseThrow().from().getFirst().title();
  }

  private static Directory directory(Map<String, Rotation> rotations) {
    Map<String, Person> people = new HashMap<>();
    for (String id : List.of("alice", "bob", "carol", "dan")) {
      people.put(id, new Person(id, id));
    }
    return new Directory(
        people,
        Map.of("sre", Set.of("alice", "bob", "carol"), "security", Set.of("dan")),
        Map.of(),
        rotations,
        Map.of());
  }

  @Test
  void a_round_robin_goes_on_from_run_to_run_and_over_a_restart() {
    Rotation robin = new Rotation.RoundRobin("reviewers", List.of("bob", "carol", "dan"));
    world.directory = () -> directory(Map.of("reviewers", robin));
    world.live("one", World.gateOf("review", "rotation:reviewers"), World.end("done"));
    world.start();
    assertThat(asked(world.run("one"))).isEqualTo("rotation:reviewers (bob)");
    assertThat(asked(world.run("one"))).isEqualTo("rotation:reviewers (carol)");
    world.close();
    world.start();
    assertThat(asked(world.run("one"))).isEqualTo("rotation:reviewers (dan)");
    assertThat(asked(world.run("one"))).isEqualTo("rotation:reviewers (bob)");
  }

  @Test
  void a_newer_run_with_the_same_key_ends_the_older_ones_that_still_ask() throws Exception {
    world.live(
        new Flow(
            "deploy",
            "Deploy",
            Map.of(),
            List.of(World.gate("review", 1, null), World.work("ship", Retry.NONE, null)),
            List.of(),
            new Template.Expression("key")));
    world.start();
    world.key = "eu";
    String first = world.run("deploy");
    world.key = "us";
    String elsewhere = world.run("deploy");
    world.key = "eu";
    String second = world.run("deploy");
    RunState.Ended ended = world.ended(first);
    assertThat(ended.ending()).isEqualTo(Ending.CANCELLED);
    assertThat(ended.reason()).isEqualTo("superseded by " + second);
    assertThat(world.memory.request(first + ".review").orElseThrow().outcome())
        .isEqualTo("cancelled");
    assertThat(open(second)).isNotNull();
    assertThat(open(elsewhere)).isNotNull();
  }

  /** Clocks of nodes differ, so the run that comes second may be the older one by its time. */
  @Test
  void of_two_runs_with_the_same_key_the_newer_by_time_stays_even_if_it_came_first()
      throws Exception {
    world.live(
        new Flow(
            "deploy",
            "Deploy",
            Map.of(),
            List.of(World.gate("review", 1, null)),
            List.of(),
            new Template.Expression("key")));
    world.runs = newestFirst(world.memory);
    world.start();
    world.key = "eu";
    String first = world.run("deploy");
    String second = world.run("deploy");
    assertThat(world.ended(second).reason()).isEqualTo("superseded by " + first);
    assertThat(open(first)).isNotNull();
  }

  private static RunStore newestFirst(RunStore behind) {
    return (RunStore)
        Proxy.newProxyInstance(
            GatesAmongRunsTest.class.getClassLoader(),
            new Class<?>[] {RunStore.class},
            (_, method, arguments) -> {
              Object answer = method.invoke(behind, arguments);
              return method.getName().equals("activeRuns") ? ((List<?>) answer).reversed() : answer;
            });
  }

  @Test
  void a_floor_asks_its_people_too_and_one_that_cannot_be_read_stops_everything() {
    world.live("deploy", World.gate("review", 1, null), World.work("ship", Retry.NONE, null));
    world.directory = () -> directory(Map.of());
    world.floors =
        List.of(
            new Floor(
                "security",
                "Security looks at it",
                new Floor.Binding(List.of(), List.of(), List.of("work"), List.of()),
                World.people(1, "group:security")));
    world.start();
    String run = world.run("deploy");
    assertThat(world.memory.request(run + ".review").orElseThrow().sources())
        .containsExactly("group:security", "group:sre");
    world.decide(BOB, run, "review", Verdict.APPROVE);
    assertThat(open(run).request().floors()).hasSize(1);
  }

  @Test
  void a_check_of_a_decision_tells_what_would_happen_and_changes_nothing() {
    world.live("one", World.gate("review", 1, null), World.end("done"));
    world.start();
    String run = world.run("one");
    List<StoredEntry> before = world.memory.journal(run, 0, 100);
    RecordDecision approval =
        new RecordDecision("review", "approve", world.subject(run, "review"), null, Map.of());
    assertThat(outlook(run, BOB).whyNot(approval)).isEmpty();
    assertThat(outlook(run, ALICE).whyNot(approval).orElseThrow().code())
        .isEqualTo(Refusal.Code.DECIDER_EXCLUDED);
    assertThat(world.engine().outlook("run_none", BOB)).isEmpty();
    assertThat(world.memory.journal(run, 0, 100)).isEqualTo(before);
    world.decide(BOB, run, "review", Verdict.APPROVE);
    assertThat(outlook(run, CAROL).whyNot(approval).orElseThrow().code())
        .isEqualTo(Refusal.Code.REQUEST_CLOSED);
  }

  private Outlook outlook(String run, Principal actor) {
    return world.engine().outlook(run, actor).orElseThrow();
  }

  @Test
  void a_gate_that_could_not_ask_asks_by_itself_when_the_directory_answers_again()
      throws Exception {
    world.live("one", World.gate("review", 1, null), World.end("done"));
    var working = world.directory;
    world.directory =
        () -> {
          throw new IllegalStateException("no answer from the directory");
        };
    world.start();
    String run = world.run("one");
    assertThat(world.steps(run).get("review")).isInstanceOf(Postponed.class);
    assertThat(((RunState.Active) world.state(run)).incidents())
        .extracting("code")
        .containsExactly("directory.unavailable");
    world.directory = working;
    long seen = world.engine().view(run).orElseThrow().seq();
    world.clock.advance(Duration.ofMinutes(1));
    assertThat(world.engine().awaitChange(run, seen, World.PATIENCE)).isTrue();
    assertThat(open(run).request().round()).isEqualTo(1);
    assertThat(((RunState.Active) world.state(run)).incidents()).isEmpty();
  }

  @Test
  void a_next_round_that_the_directory_holds_up_is_being_prepared_in_lists() {
    world.live("one", World.reworkable("review"), World.end("done"));
    var working = world.directory;
    world.start();
    String run = world.run("one");
    world.decide(BOB, run, "review", Verdict.REQUEST_CHANGES);
    assertThat(world.memory.request(run + ".review").orElseThrow().status())
        .isEqualTo(RequestRow.REWORK);
    world.directory =
        () -> {
          throw new IllegalStateException("no answer from the directory");
        };
    Resubmit again = new Resubmit("review", null, null);
    assertThat(world.engine().submit(new Submission(run, again, ALICE, null)))
        .isInstanceOf(Reply.Applied.class);
    RequestRow row = world.memory.request(run + ".review").orElseThrow();
    assertThat(row.status()).isEqualTo(RequestRow.PREPARING);
    assertThat(row.progress())
        .isEqualTo(
            "the next round waits for the directory of people; asks again at "
                + world.clock.instant().plus(Duration.ofMinutes(1)));
    assertThat(row.sources()).isEmpty();
    world.directory = working;
    world.engine().submit(new Submission(run, new Command.CancelRun(null), ALICE, null));
    assertThat(world.memory.request(run + ".review").orElseThrow().outcome())
        .isEqualTo("cancelled");
  }

  @Test
  void a_gate_for_ten_thousand_people_costs_as_much_as_one_for_ten() {
    Map<String, Person> people = new HashMap<>();
    Set<String> crowd = new TreeSet<>();
    people.put("alice", new Person("alice", "Alice"));
    for (int i = 0; i < 10_000; i++) {
      String id = "person-" + i;
      people.put(id, new Person(id, id));
      crowd.add(id);
    }
    Directory large = new Directory(people, Map.of("sre", crowd));
    world.directory = () -> large;
    world.live("one", World.gate("review", 2, null), World.end("done"));
    world.start();
    String run = world.run("one");
    assertThat(open(run).request().eligible().values())
        .extracting(Roster::count)
        .containsExactly(10_000);
    int bytes =
        world.memory.journal(run, 0, 100).stream().mapToInt(each -> each.body().length()).sum();
    assertThat(bytes).isLessThan(8_000);
    RequestRow row = world.memory.request(run + ".review").orElseThrow();
    assertThat(row.sources()).containsExactly("group:sre");
    assertThat(row.progress()).endsWith("or 9995 more can approve");
  }

  private static List<Incident> incidents(DurableEngine engine, String run) {
    RunState state = engine.view(run).orElseThrow().state();
    return Objects.requireNonNull(state.facts()).incidents();
  }

  @Test
  void people_who_leave_while_nothing_else_happens_are_missed_at_once() throws Exception {
    Directory all = directory(Map.of());
    world.directory = () -> all;
    world.live("one", World.gateOf("review", "group:security"), World.end("done"));
    DurableEngine engine = world.start();
    String run = world.run("one");
    assertThat(incidents(engine, run)).isEmpty();
    long seen = engine.view(run).orElseThrow().seq();
    Directory without =
        new Directory(
            Map.of("alice", new Person("alice", "alice")),
            Map.of("security", Set.of()),
            Map.of(),
            Map.of(),
            Map.of());
    world.directory = () -> without;
    engine.wake();
    assertThat(engine.awaitChange(run, seen, World.PATIENCE)).isTrue();
    assertThat(incidents(engine, run))
        .extracting(Incident::code)
        .containsExactly("request.impossible");
  }
}
