package dev.gatehold.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.cast.Cast;
import dev.gatehold.core.cast.Fields;
import dev.gatehold.core.cast.Flows;
import dev.gatehold.core.cast.Formulas;
import dev.gatehold.core.cast.Seeds;
import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.flow.ExpressionException;
import dev.gatehold.core.flow.Floor;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.Layout;
import dev.gatehold.core.people.Directory;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Command.CancelRun;
import dev.gatehold.core.run.Command.CompleteStep;
import dev.gatehold.core.run.Command.FailStep;
import dev.gatehold.core.run.Command.PassTime;
import dev.gatehold.core.run.Command.RecordDecision;
import dev.gatehold.core.run.Command.StartRun;
import dev.gatehold.core.run.Command.WithdrawDecision;
import dev.gatehold.core.run.RunEvent.RunEnded;
import dev.gatehold.core.run.RunState.Active;
import dev.gatehold.core.run.RunState.Ended;
import dev.gatehold.core.run.StepState.AwaitingApproval;
import dev.gatehold.core.run.StepState.Working;
import dev.gatehold.core.run.Transition.Applied;
import dev.gatehold.core.value.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds of every run, tried with random commands on random flows. */
class RunLawsTest {
  private static final int RUNS = 2_000;
  private static final int COMMANDS = 40;
  private static final List<Principal> ANYBODY =
      List.of(Cast.ALICE, Cast.BOB, Cast.CAROL, Cast.DAN, Cast.EVE, Cast.BOT, Cast.PIPELINE);

  /** Kinds of events that came up; a law that never saw one would say nothing of it. */
  private static final Set<String> SEEN = new HashSet<>();

  @Test
  void every_law_holds_after_every_command() {
    long seed = Seeds.seed();
    SplittableRandom seeds = new SplittableRandom(seed);
    for (int i = 0; i < RUNS; i++) {
      Walk walk = new Walk(seeds.split());
      try {
        walk.go();
      } catch (AssertionError | RuntimeException broken) {
        throw new AssertionError("Seed " + seed + ", run " + i + ":\n" + walk.told(), broken);
      }
      walk.events.forEach(event -> SEEN.add(event.getClass().getSimpleName()));
    }
    assertThat(SEEN)
        .containsExactlyInAnyOrder(
            Stream.of(RunEvent.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .toArray(String[]::new));
  }

  /** One run under random commands. */
  private static final class Walk {
    private final SplittableRandom random;
    private final Flow flow;
    private final RunMachine machine;
    private final List<RunEvent> events = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private final List<Digest> digests = new ArrayList<>(List.of(Digest.of("never shown")));
    private RunState state = new RunState.Unstarted();
    private RunState replayed = state;
    private Instant now = Cast.START;
    private long version = 1;
    private boolean mood = true;
    private final List<Floor> floors;

    Walk(SplittableRandom random) {
      this.random = random;
      this.flow = RandomFlow.of(random);
      this.floors =
          random.nextInt(4) > 0
              ? List.of()
              : List.of(
                  new Floor(
                      "security",
                      "Security looks at it",
                      new Floor.Binding(List.of("rel*"), List.of(), List.of("exec"), List.of()),
                      Flows.people(1, "group:security")));
      Formulas formulas =
          new Formulas()
              .with("version", _ -> versionNow())
              .with("mood", _ -> mood)
              .with(
                  "items",
                  _ ->
                      version % 3 == 0
                          ? Map.of("resource", "sha256:" + version)
                          : List.of("a", "b", "c").subList(0, (int) (version % 4)));
      this.machine = new RunMachine(flow, formulas, new Fields());
    }

    private Object versionNow() {
      if (version % 17 == 0) {
        throw new ExpressionException("version", "there is none today");
      }
      return version;
    }

    void go() {
      for (int i = 0; i < COMMANDS; i++) {
        drift();
        Command command = i == 0 ? new StartRun("run-1", Story.RELEASE, Map.of()) : any();
        Principal actor =
            i == 0 ? anyOf(List.of(Cast.ALICE, Cast.BOT, Cast.PIPELINE)) : anyOf(ANYBODY);
        if (command instanceof Command.Resubmit && state instanceof Active active) {
          actor = anyOf(List.of(active.requester(), actor));
        }
        Context context = new Context(now, actor, directory(), floors, Map.of());
        Transition transition = machine.handle(state, command, context);
        assertThat(machine.handle(state, command, context)).isEqualTo(transition);
        if (transition instanceof Applied applied) {
          events.addAll(applied.events());
          effects.addAll(applied.effects());
          state = applied.state();
          replayed = Story.replay(replayed, applied.events());
          checkState();
        }
      }
      checkJournal();
    }

    /** Now and then the world changes between commands, as it does for impure expressions. */
    private void drift() {
      now = now.plusMillis(random.nextInt(120_000));
      version += random.nextInt(8) == 0 ? 1 : 0;
      mood ^= random.nextInt(5) == 0;
    }

    private <T> T anyOf(List<T> list) {
      return list.get(random.nextInt(list.size()));
    }

    private Command any() {
      String step = anyOf(flow.everyStep()).id();
      int attempt = 1 + random.nextInt(2);
      if (random.nextInt(3) > 0 && state instanceof Active active) {
        step = current(active, step);
        attempt = active.steps().get(step) instanceof Working working ? working.attempt() : attempt;
      }
      return switch (random.nextInt(33)) {
        case 28, 29, 30 -> returning(step, attempt);
        case 16, 17 -> resubmission(step);
        case 18 ->
            new Command.HandOver(step, null, anyOf(List.of("eve", "dan", "bob")), null, null);
        case 19 -> new Command.SupersedeRun("run-2");
        case 26, 27 -> new Command.CallBack(step, 1, attempt, Map.of("ok", true));
        case 31, 32 -> new Command.TakeEvent(step, attempt, Map.of("id", "evt_1"));
        case 20, 21 -> new Command.RetryStep(step);
        case 22 -> new Command.SkipStep(step, "not today");
        case 23 -> new Command.PauseRun(null);
        case 24, 25 -> new Command.ResumeRun();
        case 0, 1, 2, 3, 4, 5 -> decision(step);
        case 6 -> new WithdrawDecision(step);
        case 7, 8, 9, 10 ->
            new CompleteStep(step, attempt, Map.of("ok", true, "items", List.of("a", "b")));
        case 11, 12 ->
            new FailStep(step, attempt, new Failure("exec.exit", "1.", random.nextInt(3) > 0));
        case 13, 14 -> new PassTime();
        default ->
            random.nextInt(8) == 0
                ? new CancelRun("enough")
                : new StartRun("run-1", Story.RELEASE, Map.of());
      };
    }

    private Command returning(String step, int attempt) {
      Ending ending = random.nextInt(3) > 0 ? Ending.COMPLETED : anyOf(List.of(Ending.values()));
      return new Command.ReturnCall(
          step, attempt, "run_2", Story.RELEASE, ending, "because", Map.of("ok", true));
    }

    private String current(Active active, String otherwise) {
      List<String> waiting =
          active.steps().entrySet().stream()
              .filter(each ->
                  each.getValue() instanceof Working
                      || each.getValue() instanceof StepState.Stuck
                      || each.getValue() instanceof StepState.AwaitingCallback
                      || each.getValue() instanceof StepState.AwaitingEvent
                      || each.getValue() instanceof StepState.AwaitingRework
                      || each.getValue() instanceof AwaitingApproval)
              .map(Map.Entry::getKey)
              .toList();
      return waiting.isEmpty() ? otherwise : anyOf(waiting);
    }

    private Command decision(String step) {
      Active facts = state.facts();
      Digest shown = digests.getFirst();
      if (facts != null && facts.steps().get(step) instanceof AwaitingApproval open) {
        shown = open.request().subject().digest();
        digests.add(shown);
      }
      shown = random.nextInt(5) == 0 ? anyOf(digests) : shown;
      Verdict verdict = random.nextInt(3) == 0 ? anyOf(List.of(Verdict.values())) : Verdict.APPROVE;
      Map<String, @Nullable Object> edits =
          random.nextInt(5) == 0 ? Map.of("amount", (long) random.nextInt(3)) : Map.of();
      return new RecordDecision(step, verdict.word(), shown, "because", Map.of(), edits);
    }

    private Command resubmission(String step) {
      return new Command.Resubmit(
          step, random.nextBoolean() ? null : Map.of("amount", (long) random.nextInt(3)), null);
    }

    /** Now and then the directory does not answer. */
    private Directory directory() {
      return random.nextInt(30) == 0 ? Directory.unavailable("it is away") : Cast.DIRECTORY;
    }

    private void checkState() {
      assertThat(replayed).isEqualTo(state);
      if (state instanceof Active active) {
        somethingIsAwaited(active);
      }
    }

    private void checkJournal() {
      eachRoundHasOneOutcome();
      noStepIsStartedTwice();
      nobodySkipsACall();
      nothingFollowsTheEnd();
      new PastGates(flow, events).check();
    }

    private void eachRoundHasOneOutcome() {
      Set<String> decided = new HashSet<>();
      for (RunEvent event : events) {
        if (event instanceof RunEvent.ApprovalDecided outcome) {
          assertThat(decided.add(outcome.step() + " " + outcome.round())).isTrue();
        }
      }
    }

    private void noStepIsStartedTwice() {
      List<String> started = effects.stream().map(Walk::start).flatMap(Optional::stream).toList();
      assertThat(started).doesNotHaveDuplicates();
    }

    private static Optional<String> start(Effect effect) {
      return switch (effect) {
        case Effect.RunStep work -> Optional.of(work.step() + " " + work.attempt());
        case Effect.CallFlow call -> Optional.of(call.step() + " " + call.attempt());
        default -> Optional.empty();
      };
    }

    private void nobodySkipsACall() {
      Layout layout = new Layout(flow);
      for (RunEvent event : events) {
        if (event instanceof RunEvent.StepSkipped(var step, var reason, _)
            && reason.startsWith("skipped by")
            && !Address.undoes(step)) {
          assertThat(layout.step(Address.idOf(step)).action().calls()).isFalse();
        }
      }
    }

    private void nothingFollowsTheEnd() {
      for (int i = 0; i < events.size() - 1; i++) {
        assertThat(events.get(i)).isNotInstanceOf(RunEnded.class);
      }
      assertThat(state instanceof Ended)
          .isEqualTo(!events.isEmpty() && events.getLast() instanceof RunEnded);
    }

    /** A run that nobody and nothing can move again would hang for ever. */
    private static void somethingIsAwaited(Active active) {
      assertThat(active.steps().values())
          .anyMatch(step ->
              step instanceof Working
                  || step instanceof AwaitingApproval
                  || step instanceof StepState.AwaitingRework
                  || step instanceof StepState.Stuck
                  || step instanceof StepState.AwaitingCallback
                  || step instanceof StepState.AwaitingEvent
                  || step.deadline() != null
                  || active.paused() != null);
    }

    String told() {
      return flow.steps()
          + "\n"
          + events.stream().map(Telling::of).collect(Collectors.joining("\n"));
    }
  }
}
