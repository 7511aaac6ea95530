package dev.gatehold.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.approval.Request;
import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.cast.Cast;
import dev.gatehold.core.cast.Fields;
import dev.gatehold.core.cast.Formulas;
import dev.gatehold.core.flow.Expressions;
import dev.gatehold.core.flow.Floor;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.Layout;
import dev.gatehold.core.people.Directory;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Command.CancelRun;
import dev.gatehold.core.run.Command.CompleteStep;
import dev.gatehold.core.run.Command.FailStep;
import dev.gatehold.core.run.Command.HandOver;
import dev.gatehold.core.run.Command.PassTime;
import dev.gatehold.core.run.Command.RecordDecision;
import dev.gatehold.core.run.Command.Resubmit;
import dev.gatehold.core.run.Command.StartRun;
import dev.gatehold.core.run.Command.WithdrawDecision;
import dev.gatehold.core.run.Refusal.Code;
import dev.gatehold.core.run.StepState.AwaitingApproval;
import dev.gatehold.core.run.StepState.Decided;
import dev.gatehold.core.run.Transition.Applied;
import dev.gatehold.core.run.Transition.Refused;
import dev.gatehold.core.value.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One run, told as given, when, then. A refusal that no {@code thenRefused} expects fails the test,
 * and after every command the replayed events must lead to the live state.
 */
final class Story {
  static final ReleaseRef RELEASE = new ReleaseRef("release", 3, Digest.of("the file"));

  private final Flow flow;
  private final RunMachine machine;
  private RunState state = new RunState.Unstarted();
  private @Nullable Applied last;
  private @Nullable Refusal refusal;
  private Instant now = Cast.START;
  private Directory directory = Cast.DIRECTORY;
  private List<Floor> floors = List.of();
  private Map<String, Long> turns = Map.of();

  private Story(Flow flow, Expressions expressions) {
    this.flow = flow;
    machine = new RunMachine(flow, expressions, new Fields());
  }

  static Story given(Flow flow) {
    return given(flow, new Formulas());
  }

  static Story given(Flow flow, Expressions expressions) {
    return new Story(flow, expressions);
  }

  Story started(Map<String, @Nullable Object> input) {
    return startedBy(Cast.ALICE, input);
  }

  Story startedBy(Principal requester, Map<String, @Nullable Object> input) {
    return when(new StartRun("run-1", RELEASE, input), requester);
  }

  /** Turns the clock to this time after the start. */
  Story at(Duration sinceStart) {
    now = Cast.START.plus(sinceStart);
    return this;
  }

  Story among(Directory people) {
    directory = people;
    return this;
  }

  Story when(Command command, Principal actor) {
    assertThat(refusal).as("a refusal that no thenRefused expects").isNull();
    Transition transition = machine.handle(state, command, context(actor));
    switch (transition) {
      case Applied applied -> {
        assertThat(replay(state, applied.events())).isEqualTo(applied.state());
        last = applied;
        state = applied.state();
      }
      case Refused refused -> refusal = refused.refusal();
    }
    return this;
  }

  static RunState replay(RunState from, List<RunEvent> events) {
    RunState replayed = from;
    for (RunEvent event : events) {
      replayed = Evolution.evolve(replayed, event);
    }
    return replayed;
  }

  Story approves(Principal person, String step) {
    return decides(person, step, Verdict.APPROVE, "fine", Map.of());
  }

  Story rejects(Principal person, String step) {
    return decides(person, step, Verdict.REJECT, "too risky", Map.of());
  }

  Story decides(
      Principal person,
      String step,
      Verdict verdict,
      @Nullable String comment,
      Map<String, @Nullable Object> form) {
    return when(new RecordDecision(step, verdict.word(), shown(step), comment, form), person);
  }

  Story says(Principal person, String step, String choice, Map<String, @Nullable Object> edits) {
    return when(new RecordDecision(step, choice, shown(step), "because", Map.of(), edits), person);
  }

  Story requestsChanges(Principal person, String step, String comment) {
    return decides(person, step, Verdict.REQUEST_CHANGES, comment, Map.of());
  }

  Story escalates(Principal person, String step) {
    return decides(person, step, Verdict.ESCALATE, null, Map.of());
  }

  Story resubmits(Principal actor, String step, @Nullable Map<String, @Nullable Object> input) {
    return when(new Resubmit(step, input, null), actor);
  }

  Story handsOver(Principal actor, String step, String to) {
    return when(new HandOver(step, null, to, null, null), actor);
  }

  Story under(Floor... above) {
    floors = List.of(above);
    return this;
  }

  Story afterTurns(String rotation, long taken) {
    turns = Map.of(rotation, taken);
    return this;
  }

  Story withdraws(Principal person, String step) {
    return when(new WithdrawDecision(step), person);
  }

  Story completes(String step, int attempt) {
    return when(new CompleteStep(step, attempt, Map.of("ok", true)), Principal.SYSTEM);
  }

  Story fails(String step, int attempt, boolean retryable) {
    Failure failure = new Failure("exec.exit", "Expected exit code 0, but found 1.", retryable);
    return when(new FailStep(step, attempt, failure), Principal.SYSTEM);
  }

  Story timePasses(Duration sinceStart) {
    return at(sinceStart).when(new PassTime(), Principal.SYSTEM);
  }

  Story cancelled(Principal actor, @Nullable String reason) {
    return when(new CancelRun(reason), actor);
  }

  /** What the last command brought about, in the words of {@link Telling}. */
  Story thenEvents(String... told) {
    assertThat(refusal).isNull();
    assertThat(lastEvents().stream().map(Telling::of)).containsExactly(told);
    return this;
  }

  /** What the last command wants done outside. */
  List<Effect> effects() {
    return applied().effects();
  }

  Story thenEffects(String... told) {
    assertThat(applied().effects().stream().map(Telling::of)).containsExactly(told);
    return this;
  }

  Story thenRefused(Code code) {
    assertThat(takeRefusal().code()).isEqualTo(code);
    return this;
  }

  Story thenRefusedWith(String text) {
    assertThat(takeRefusal().text()).isEqualTo(text);
    return this;
  }

  Story thenSteps(String... stepsAndWords) {
    assertThat(
            facts().steps().entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue().word()))
        .containsExactly(stepsAndWords);
    return this;
  }

  /** The digest that somebody who looks at this gate now would see. */
  Digest shown(String step) {
    return request(step).subject().digest();
  }

  Request request(String step) {
    RunState.Active facts = state.facts();
    StepState found = facts == null ? null : facts.steps().get(step);
    return switch (found) {
      case AwaitingApproval open -> open.request();
      case Decided decided -> decided.request();
      case StepState.AwaitingRework rework -> rework.request();
      case null, default -> throw new AssertionError("There is no request at " + step + ".");
    };
  }

  /** What expressions outside of loops see, as text. */
  String seen() {
    return RunScope.outside(new Layout(flow), facts()).variables().toString();
  }

  RunMachine machine() {
    return machine;
  }

  Context context(Principal actor) {
    return new Context(now, actor, directory, floors, turns);
  }

  RunState state() {
    return state;
  }

  RunState.Active facts() {
    return Objects.requireNonNull(state.facts(), "a run that has started");
  }

  StepState step(String id) {
    return Objects.requireNonNull(facts().steps().get(id), id);
  }

  List<RunEvent> lastEvents() {
    return applied().events();
  }

  private Applied applied() {
    return Objects.requireNonNull(last, "a command that applied");
  }

  private Refusal takeRefusal() {
    Refusal taken = Objects.requireNonNull(refusal, "a refusal");
    refusal = null;
    return taken;
  }
}
