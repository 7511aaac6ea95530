package dev.gatehold.simulation.bug;

import dev.gatehold.core.approval.Decision;
import dev.gatehold.core.approval.Outcome;
import dev.gatehold.core.approval.Request;
import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.Gate;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Command;
import dev.gatehold.core.run.Context;
import dev.gatehold.core.run.Effect;
import dev.gatehold.core.run.Evolution;
import dev.gatehold.core.run.Refusal;
import dev.gatehold.core.run.RunEvent;
import dev.gatehold.core.run.RunMachine;
import dev.gatehold.core.run.RunState;
import dev.gatehold.core.run.StepState;
import dev.gatehold.core.run.StepState.AwaitingApproval;
import dev.gatehold.core.run.Transition;
import dev.gatehold.core.run.Transition.Applied;
import dev.gatehold.engine.Submission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the run machine, and whoever hands commands to it, may get wrong. */
final class MachineMistakes {
  static final List<Planted> ALL =
      List.of(
          planted(
              "a vote counts as that of another person",
              "gate.own-decision",
              bent(MachineMistakes::voteOfAnother)),
          planted(
              "agents decide for the people they act for",
              "gate.people-decide",
              bent(MachineMistakes::agentsDecide)),
          planted(
              "the subject that was shown is not compared",
              "answer.subject-named",
              bent(MachineMistakes::subjectUnchecked)),
          planted(
              "who is excluded decides all the same",
              "gate.excluded list.not-asked answer.replay-equals-live",
              bent(MachineMistakes::excludedDecide)),
          planted(
              "the first approval is enough",
              "gate.met gate.enough-people",
              bent(MachineMistakes::firstApprovalOpens)),
          planted("gates are passed by", "gate.before-step", ofFlow(MachineMistakes::withoutGates)),
          planted(
              "gates forget what they cover",
              "gate.asks-for-all",
              ofFlow(MachineMistakes::coveringNothing)),
          planted(
              "work is ordered with other parameters than were written down",
              "effect.of-event",
              effects(MachineMistakes::bentWork)),
          planted(
              "what runs is not what was approved",
              "gate.ran-as-approved gate.before-step",
              bent(MachineMistakes::otherWork)),
          planted(
              "a late result is taken for that of the attempt that is going on",
              "answer.attempt-named task.of-working-step end.tasks-wanted",
              bent(MachineMistakes::lateResult)),
          planted(
              "time runs ahead",
              "time.wait time.timeout time.retry time.overdue time.reminder time.expiry time.told",
              bent(MachineMistakes::aheadOfTime)),
          planted(
              "callers are not told how the run that they called has ended",
              "effect.parent-told",
              without(Effect.TellParent.class::isInstance)),
          planted(
              "work that is not wanted any more goes on",
              "effect.stopped task.of-working-step",
              without(Effect.StopStep.class::isInstance)),
          planted(
              "work is written down and not ordered",
              "effect.for-event",
              without(Effect.RunStep.class::isInstance)),
          planted(
              "waits for events are not subscribed",
              "effect.subscribed",
              without(Effect.Subscribe.class::isInstance)),
          planted(
              "older runs are not superseded",
              "end.superseded",
              without(Effect.Supersede.class::isInstance)),
          planted(
              "something that happened is not written down",
              "answer.replay-equals-live gate.before-step row.tells-state",
              bent(MachineMistakes::unwritten)),
          planted(
              "a run that goes on is refused as over",
              "answer.refusal-true",
              bent(MachineMistakes::refusedAsOver)),
          planted(
              "commands are taken for the engine's own",
              "answer.by-caller",
              new Mistake() {
                @Override
                public Submission submission(Submission right) {
                  return new Submission(
                      right.run(), right.command(), Principal.SYSTEM, right.key());
                }
              }));

  private MachineMistakes() {}

  private static Planted planted(String name, String law, Mistake mistake) {
    return new Planted(name, List.of(law.split(" ")), mistake);
  }

  private static Mistake bent(BentMachine.Bend bend) {
    return new Mistake() {
      @Override
      public RunMachine machine(Flow flow, Function<Flow, RunMachine> right) {
        return new BentMachine(flow, right.apply(flow), bend);
      }
    };
  }

  private static Mistake ofFlow(UnaryOperator<Flow> change) {
    return new Mistake() {
      @Override
      public RunMachine machine(Flow flow, Function<Flow, RunMachine> right) {
        return right.apply(change.apply(flow));
      }
    };
  }

  private static Mistake effects(UnaryOperator<Effect> change) {
    return bent((right, state, command, context) ->
        right.handle(state, command, context) instanceof Applied applied
            ? new Applied(
                applied.events(), applied.effects().stream().map(change).toList(), applied.state())
            : right.handle(state, command, context));
  }

  private static Mistake without(Predicate<Effect> lost) {
    return bent((right, state, command, context) ->
        right.handle(state, command, context) instanceof Applied applied
            ? new Applied(
                applied.events(),
                applied.effects().stream().filter(lost.negate()).toList(),
                applied.state())
            : right.handle(state, command, context));
  }

  private static Context as(Context context, Principal actor) {
    return new Context(
        context.now(), actor, context.directory(), context.floors(), context.turns());
  }

  private static Transition voteOfAnother(
      RunMachine right, RunState state, Command command, Context context) {
    Transition refused = right.handle(state, command, context);
    return command instanceof Command.RecordDecision && refused instanceof Transition.Refused
        ? right.handle(state, command, as(context, Principal.person("carol")))
        : refused;
  }

  private static Transition agentsDecide(
      RunMachine right, RunState state, Command command, Context context) {
    String person = context.actor().person();
    return command instanceof Command.RecordDecision && person != null
        ? right.handle(state, command, as(context, Principal.person(person)))
        : right.handle(state, command, context);
  }

  private static @Nullable AwaitingApproval open(RunState state, String step) {
    return state instanceof RunState.Active active
            && active.steps().get(step) instanceof AwaitingApproval open
        ? open
        : null;
  }

  private static Transition subjectUnchecked(
      RunMachine right, RunState state, Command command, Context context) {
    if (command instanceof Command.RecordDecision decision) {
      AwaitingApproval open = open(state, decision.step());
      if (open != null) {
        return right.handle(
            state,
            new Command.RecordDecision(
                decision.step(),
                decision.choice(),
                open.request().subject().digest(),
                decision.comment(),
                decision.form(),
                decision.edits()),
            context);
      }
    }
    return right.handle(state, command, context);
  }

  private static Transition excludedDecide(
      RunMachine right, RunState state, Command command, Context context) {
    if (command instanceof Command.RecordDecision decision
        && state instanceof RunState.Active run) {
      AwaitingApproval open = open(state, decision.step());
      if (open != null) {
        Request request = open.request();
        Request free =
            new Request(
                request.round(),
                request.title(),
                request.summary(),
                request.requirement(),
                request.floors(),
                Map.of(),
                request.eligible(),
                request.evidence(),
                request.choices(),
                request.rejects(),
                request.modify(),
                request.subject(),
                request.openedAt(),
                request.ladder(),
                request.expiry());
        return right.handle(
            with(
                run,
                decision.step(),
                new AwaitingApproval(
                    free, open.decisions(), open.passed(), open.climbed(), open.dossier())),
            command,
            context);
      }
    }
    return right.handle(state, command, context);
  }

  private static RunState.Active with(RunState.Active run, String step, StepState state) {
    Map<String, StepState> steps = new LinkedHashMap<>(run.steps());
    steps.put(step, state);
    return new RunState.Active(
        run.run(),
        run.release(),
        run.requester(),
        run.input(),
        run.key(),
        run.startedAt(),
        run.deadline(),
        run.parent(),
        steps,
        run.callbacks(),
        run.archive(),
        run.undo(),
        run.incidents(),
        run.paused(),
        run.closing());
  }

  private static Transition firstApprovalOpens(
      RunMachine right, RunState state, Command command, Context context) {
    Transition transition = right.handle(state, command, context);
    if (transition instanceof Applied applied
        && applied.events().size() == 1
        && applied.events().getFirst()
            instanceof RunEvent.DecisionRecorded(var step, var round, Decision decision)
        && decision.verdict() == Verdict.APPROVE) {
      AwaitingApproval open = open(applied.state(), step);
      if (open != null) {
        RunEvent opened =
            new RunEvent.ApprovalDecided(
                step,
                round,
                Outcome.APPROVED,
                open.evaluator(context.directory(), context.now()).evaluate(),
                context.now());
        List<RunEvent> events = new ArrayList<>(applied.events());
        events.add(opened);
        return new Applied(events, applied.effects(), Evolution.evolve(applied.state(), opened));
      }
    }
    return transition;
  }

  private static Flow withSteps(Flow flow, List<Step> steps) {
    return new Flow(
        flow.name(),
        flow.title(),
        flow.input(),
        steps,
        flow.tags(),
        flow.supersede(),
        flow.timeout(),
        flow.output());
  }

  private static Flow withoutGates(Flow flow) {
    return withSteps(
        flow,
        flow.steps().stream().filter(step -> !(step.action() instanceof Action.Approval)).toList());
  }

  private static Flow coveringNothing(Flow flow) {
    return withSteps(flow, flow.steps().stream().map(MachineMistakes::coveringNothing).toList());
  }

  private static Step coveringNothing(Step step) {
    if (!(step.action() instanceof Action.Approval(Gate gate))) {
      return step;
    }
    return new Step(
        step.id(),
        step.condition(),
        step.retry(),
        step.timeout(),
        new Action.Approval(
            new Gate(
                gate.title(),
                gate.summary(),
                List.of(),
                gate.requires(),
                gate.exclude(),
                gate.evidence(),
                gate.choices(),
                gate.rejects(),
                gate.rework(),
                gate.modify(),
                gate.timing(),
                gate.then())),
        step.onError(),
        step.rollback());
  }

  private static Effect bentWork(Effect effect) {
    return effect instanceof Effect.RunStep work
        ? new Effect.RunStep(
            work.step(),
            work.attempt(),
            work.connector(),
            Map.of("version", -1L),
            work.timeout(),
            work.callback(),
            work.secrets())
        : effect;
  }

  private static Transition otherWork(
      RunMachine right, RunState state, Command command, Context context) {
    if (!(right.handle(state, command, context) instanceof Applied applied)) {
      return right.handle(state, command, context);
    }
    RunState after = state;
    List<RunEvent> events = new ArrayList<>();
    for (RunEvent event : applied.events()) {
      RunEvent bent =
          event instanceof RunEvent.StepStarted start && start.connector().equals("exec")
              ? new RunEvent.StepStarted(
                  start.step(),
                  start.attempt(),
                  start.connector(),
                  Map.of("version", -1L),
                  start.deadline(),
                  start.at())
              : event;
      events.add(bent);
      after = Evolution.evolve(after, bent);
    }
    return new Applied(
        events,
        applied.effects().stream()
            .map(effect ->
                effect instanceof Effect.RunStep work && work.connector().equals("exec")
                    ? bentWork(effect)
                    : effect)
            .toList(),
        after);
  }

  private static Transition lateResult(
      RunMachine right, RunState state, Command command, Context context) {
    return command instanceof Command.CompleteStep(var step, _, var output)
            && state instanceof RunState.Active active
            && active.steps().get(step) instanceof StepState.Working work
        ? right.handle(state, new Command.CompleteStep(step, work.attempt(), output), context)
        : right.handle(state, command, context);
  }

  private static Transition aheadOfTime(
      RunMachine right, RunState state, Command command, Context context) {
    return right.handle(
        state,
        command,
        command instanceof Command.PassTime
            ? new Context(
                context.now().plus(Duration.ofMinutes(10)),
                context.actor(),
                context.directory(),
                context.floors(),
                context.turns())
            : context);
  }

  private static Transition unwritten(
      RunMachine right, RunState state, Command command, Context context) {
    Transition transition = right.handle(state, command, context);
    if (transition instanceof Applied applied) {
      List<RunEvent> written =
          applied.events().stream()
              .filter(event -> !(event instanceof RunEvent.StepSkipped))
              .toList();
      return written.isEmpty()
          ? transition
          : new Applied(written, applied.effects(), applied.state());
    }
    return transition;
  }

  private static Transition refusedAsOver(
      RunMachine right, RunState state, Command command, Context context) {
    return command instanceof Command.RecordDecision && context.actor().id().equals("dan")
        ? new Transition.Refused(
            new Refusal(
                Refusal.Code.RUN_ENDED,
                "Expected a run that goes on, but it is over.",
                "Look at it.",
                Map.of()))
        : right.handle(state, command, context);
  }
}
