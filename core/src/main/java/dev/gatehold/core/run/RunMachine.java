package dev.gatehold.core.run;

import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.flow.ExpressionException;
import dev.gatehold.core.flow.Expressions;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.Layout;
import dev.gatehold.core.flow.Schemas;
import dev.gatehold.core.flow.Template;
import dev.gatehold.core.run.Command.CallBack;
import dev.gatehold.core.run.Command.CancelRun;
import dev.gatehold.core.run.Command.CompleteStep;
import dev.gatehold.core.run.Command.FailStep;
import dev.gatehold.core.run.Command.HandOver;
import dev.gatehold.core.run.Command.PassTime;
import dev.gatehold.core.run.Command.PauseRun;
import dev.gatehold.core.run.Command.RecordDecision;
import dev.gatehold.core.run.Command.Resubmit;
import dev.gatehold.core.run.Command.ResumeRun;
import dev.gatehold.core.run.Command.RetryStep;
import dev.gatehold.core.run.Command.ReturnCall;
import dev.gatehold.core.run.Command.SkipStep;
import dev.gatehold.core.run.Command.StartRun;
import dev.gatehold.core.run.Command.SupersedeRun;
import dev.gatehold.core.run.Command.TakeEvent;
import dev.gatehold.core.run.Command.WithdrawDecision;
import dev.gatehold.core.run.RunEvent.RunStarted;
import dev.gatehold.core.run.RunEvent.StepCompleted;
import dev.gatehold.core.run.RunState.Active;
import dev.gatehold.core.run.RunState.Ended;
import dev.gatehold.core.run.RunState.Unstarted;
import dev.gatehold.core.run.StepState.AwaitingApproval;
import dev.gatehold.core.run.StepState.AwaitingRework;
import dev.gatehold.core.run.StepState.Decided;
import dev.gatehold.core.run.StepState.Postponed;
import dev.gatehold.core.run.StepState.Reopened;
import dev.gatehold.core.run.StepState.Working;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a command does to a run of one flow. Pure: the same state, command and context give
 * the same transition. What a run was is rebuilt by {@link Evolution} alone.
 */
public class RunMachine {
  private final Flow flow;
  private final Schemas schemas;
  private final Expressions expressions;
  private final Layout layout;
  private final Doorkeeper doorkeeper;
  private final Gates gates;
  private final Rounds rounds;
  private final HandOvers handOvers;
  private final Climb climb = new Climb();
  private final Blocks blocks;
  private final Attempts attempts;
  private final Steps steps;
  private final Endings endings;
  private final Operators operators;
  private final Deadlines deadlines;
  private final Callbacks callbacks;

  public RunMachine(Flow flow, Expressions expressions, Schemas schemas) {
    this.flow = flow;
    this.schemas = schemas;
    this.expressions = expressions;
    this.layout = new Layout(flow);
    Floors floors = new Floors(layout, expressions);
    RequestMaker maker = new RequestMaker(layout, expressions, floors);
    this.rounds = new Rounds(layout, expressions, schemas, maker, climb);
    this.doorkeeper = new Doorkeeper(schemas, rounds);
    this.gates = new Gates(doorkeeper, rounds, climb);
    this.handOvers = new HandOvers(doorkeeper);
    Stops stops = new Stops(layout);
    this.endings = new Endings(layout, expressions, stops);
    this.blocks = new Blocks(layout, expressions, stops);
    this.attempts = new Attempts(layout, expressions, new Agreement(layout, floors));
    this.callbacks = new Callbacks(layout);
    this.steps = new Steps(layout, expressions, rounds, attempts, blocks, endings, callbacks);
    this.operators = new Operators(layout, attempts, steps);
    this.deadlines = new Deadlines(attempts, steps, blocks, climb, endings);
  }

  /** What the command does, or why it is refused. */
  public Transition handle(RunState state, Command command, Context context) {
    if (command instanceof StartRun start) {
      return start(state, start, context);
    }
    return switch (state) {
      case Unstarted _ -> refused(Refusals.runUnknown());
      case Active run -> handleActive(run, command, context);
      case Ended ended -> handleEnded(ended, command);
    };
  }

  /**
   * Why this actor could not approve at the gate of this step right now, whatever the words; empty
   * when the actor could, or has done so already. The same rules as {@link #handle} applies to a
   * decision.
   */
  public Optional<Refusal> whyNotApprove(RunState state, String step, Context context) {
    return switch (state) {
      case Unstarted _ -> Optional.of(Refusals.runUnknown());
      case Active run -> Optional.ofNullable(doorkeeper.whyNotApprove(run, step, context));
      case Ended ended -> Optional.of(doorkeeper.closedByEnd(ended, step));
    };
  }

  /** Why a decision would be refused right now; empty when it would apply. Changes nothing. */
  public Optional<Refusal> whyNot(RunState state, RecordDecision decision, Context context) {
    return switch (state) {
      case Unstarted _ -> Optional.of(Refusals.runUnknown());
      case Active run -> Optional.ofNullable(doorkeeper.whyNot(run, decision, context));
      case Ended ended -> Optional.of(doorkeeper.closedByEnd(ended, decision.step()));
    };
  }

  private Transition start(RunState state, StartRun command, Context context) {
    if (!(state instanceof Unstarted)) {
      return refused(Refusals.runExists(command.run()));
    }
    List<String> problems = schemas.problems(flow.input(), command.input());
    if (!problems.isEmpty()) {
      return refused(Refusals.inputInvalid(flow.name(), problems));
    }
    Turn turn = new Turn(state);
    turn.emit(started(command, null, context));
    Template declared = flow.supersede();
    if (declared != null) {
      String key;
      try {
        Active run = Objects.requireNonNull(turn.active());
        key = declared.renderText(expressions, RunScope.outside(layout, run));
      } catch (ExpressionException e) {
        return refused(Refusals.inputInvalid(flow.name(), List.of(String.valueOf(e.getMessage()))));
      }
      turn = new Turn(state);
      turn.emit(started(command, key, context));
      turn.effect(new Effect.Supersede(flow.name(), key));
    }
    return advanced(turn, context);
  }

  private RunStarted started(StartRun command, @Nullable String key, Context context) {
    Duration timeout = flow.timeout();
    return new RunStarted(
        command.run(),
        command.release(),
        context.actor(),
        command.input(),
        key,
        timeout == null ? null : context.now().plus(timeout),
        command.parent(),
        context.now());
  }

  private Transition handleActive(Active run, Command command, Context context) {
    return switch (command) {
      case StartRun start -> refused(Refusals.runExists(start.run()));
      case RecordDecision decision -> decide(run, decision, context);
      case WithdrawDecision withdrawal -> withdraw(run, withdrawal, context);
      case HandOver handOver -> handOver(run, handOver, context);
      case Resubmit resubmission -> resubmit(run, resubmission, context);
      case CompleteStep completion -> complete(run, completion, context);
      case FailStep failure -> fail(run, failure, context);
      case ReturnCall answer -> returnCall(run, answer, context);
      case CallBack callback -> callBack(run, callback, context);
      case TakeEvent taking -> takeEvent(run, taking, context);
      case RetryStep retry -> retry(run, retry, context);
      case SkipStep skip -> skip(run, skip, context);
      case PauseRun pause -> pause(run, pause, context);
      case ResumeRun _ -> resume(run, context);
      case PassTime _ -> passTime(run, context);
      case SupersedeRun newer -> supersede(run, newer, context);
      case CancelRun cancel -> cancel(run, cancel, context);
    };
  }

  private Transition handleEnded(Ended ended, Command command) {
    return switch (command) {
      case StartRun start -> refused(Refusals.runExists(start.run()));
      case RecordDecision decision -> refused(doorkeeper.closedByEnd(ended, decision.step()));
      case WithdrawDecision withdrawal -> refused(doorkeeper.closedByEnd(ended, withdrawal.step()));
      case HandOver handOver -> refused(doorkeeper.closedByEnd(ended, handOver.step()));
      case Resubmit resubmission -> refused(doorkeeper.closedByEnd(ended, resubmission.step()));
      case CompleteStep completion ->
          refused(Refusals.attemptOver(completion.step(), completion.attempt()));
      case FailStep failure -> refused(Refusals.attemptOver(failure.step(), failure.attempt()));
      case ReturnCall answer -> refused(Refusals.attemptOver(answer.step(), answer.attempt()));
      case PassTime _ -> refused(Refusals.nothingDue());
      case CallBack callback -> refused(OperatorRefusals.callbackOver(callback.step()));
      case TakeEvent taking -> refused(OperatorRefusals.eventOver(taking.step()));
      case SupersedeRun _, CancelRun _, RetryStep _, SkipStep _, PauseRun _, ResumeRun _ ->
          refused(Refusals.runEnded(ended));
    };
  }

  private Transition decide(Active run, RecordDecision command, Context context) {
    Refusal refusal = doorkeeper.whyNot(run, command, context);
    if (refusal != null) {
      return refused(refusal);
    }
    Turn turn = new Turn(run);
    gates.decide(turn, run, command, context);
    climb.whileImpossible(turn, command.step(), context);
    return advanced(turn, context);
  }

  private Transition withdraw(Active run, WithdrawDecision command, Context context) {
    Refusal refusal = doorkeeper.whyNotWithdraw(run, command.step(), context);
    if (refusal != null) {
      return refused(refusal);
    }
    Turn turn = new Turn(run);
    gates.withdraw(turn, run, command.step(), context);
    climb.whileImpossible(turn, command.step(), context);
    return turn.applied();
  }

  private Transition handOver(Active run, HandOver command, Context context) {
    Refusal refusal = handOvers.whyNot(run, command, context);
    if (refusal != null) {
      return refused(refusal);
    }
    Turn turn = new Turn(run);
    handOvers.apply(turn, run, command, context);
    return turn.applied();
  }

  private Transition resubmit(Active run, Resubmit command, Context context) {
    Refusal refusal = rounds.whyNotResubmit(run, command, context);
    if (refusal != null) {
      return refused(refusal);
    }
    Turn turn = new Turn(run);
    rounds.resubmit(turn, run, command, context);
    return advanced(turn, context);
  }

  private Transition complete(Active run, CompleteStep command, Context context) {
    if (!(run.steps().get(command.step()) instanceof Working work)
        || work.attempt() != command.attempt()) {
      return refused(Refusals.attemptOver(command.step(), command.attempt()));
    }
    Turn turn = new Turn(run);
    if (work.connector().equals(Action.LINES)) {
      Blocks.itemsRead(turn, work, command.step(), command.output(), context.now());
    } else {
      turn.emit(new StepCompleted(command.step(), command.output(), context.now()));
      attempts.planRollback(turn, command.step(), context);
    }
    return advanced(turn, context);
  }

  private Transition fail(Active run, FailStep command, Context context) {
    if (!worksOn(run, command.step(), command.attempt())) {
      return refused(Refusals.attemptOver(command.step(), command.attempt()));
    }
    Turn turn = new Turn(run);
    attempts.fail(turn, command.step(), command.attempt(), command.failure(), context.now());
    return advanced(turn, context);
  }

  private Transition returnCall(Active run, ReturnCall command, Context context) {
    if (!(run.steps().get(command.step()) instanceof Working work)
        || !work.connector().equals(Action.CALL)) {
      return refused(Refusals.attemptOver(command.step(), command.attempt()));
    }
    return Calls.accepts(work, command.ending())
        ? complete(
            run,
            new CompleteStep(command.step(), command.attempt(), Calls.output(command)),
            context)
        : fail(
            run, new FailStep(command.step(), command.attempt(), Calls.failure(command)), context);
  }

  private static boolean worksOn(Active run, String step, int attempt) {
    return run.steps().get(step) instanceof Working working && working.attempt() == attempt;
  }

  private Transition callBack(Active run, CallBack command, Context context) {
    Refusal refusal = callbacks.whyNot(run, command);
    if (refusal != null) {
      return refused(refusal);
    }
    Turn turn = new Turn(run);
    Callbacks.receive(turn, run, command, context.now());
    return advanced(turn, context);
  }

  private Transition takeEvent(Active run, TakeEvent command, Context context) {
    Refusal refusal = EventWaits.whyNot(run, command);
    if (refusal != null) {
      return refused(refusal);
    }
    Turn turn = new Turn(run);
    turn.emit(new StepCompleted(command.step(), command.event(), context.now()));
    return advanced(turn, context);
  }

  private Transition retry(Active run, RetryStep command, Context context) {
    Refusal refusal = operators.whyNot(run, command);
    if (refusal != null) {
      return refused(refusal);
    }
    Turn turn = new Turn(run);
    operators.retry(turn, run, command, context);
    return advanced(turn, context);
  }

  private Transition skip(Active run, SkipStep command, Context context) {
    Refusal refusal = operators.whyNot(run, command, context);
    if (refusal != null) {
      return refused(refusal);
    }
    Turn turn = new Turn(run);
    operators.skip(turn, run, command, context);
    return advanced(turn, context);
  }

  private static Transition pause(Active run, PauseRun command, Context context) {
    Refusal refusal = Operators.whyNotPause(run);
    if (refusal != null) {
      return refused(refusal);
    }
    Turn turn = new Turn(run);
    Operators.pause(turn, command, context);
    return turn.applied();
  }

  private Transition resume(Active run, Context context) {
    Refusal refusal = Operators.whyNotResume(run);
    if (refusal != null) {
      return refused(refusal);
    }
    Turn turn = new Turn(run);
    Operators.resume(turn, context);
    return advanced(turn, context);
  }

  private Transition passTime(Active run, Context context) {
    Turn turn = new Turn(run);
    for (Active now = run;
        now != null && deadlines.passEarliest(turn, now, context);
        now = turn.active()) {
      advance(turn, context);
    }
    Active now = turn.active();
    if (now != null) {
      deadlines.lookForPeople(turn, now, context);
    }
    return turn.changed() ? turn.applied() : refused(Refusals.nothingDue());
  }

  private Transition supersede(Active run, SupersedeRun command, Context context) {
    if (run.closing() != null) {
      return refused(OperatorRefusals.ending(run));
    }
    boolean decided = !run.archive().isEmpty();
    boolean asks = false;
    for (StepState state : run.steps().values()) {
      decided |= state instanceof Decided;
      asks |=
          state instanceof AwaitingApproval
              || state instanceof AwaitingRework
              || state instanceof Reopened
              || state instanceof Postponed;
    }
    return decided && !asks
        ? refused(Refusals.decidedAlready(run.run()))
        : end(run, "superseded by " + command.by(), context);
  }

  private Transition cancel(Active run, CancelRun command, Context context) {
    if (run.closing() != null) {
      return refused(OperatorRefusals.ending(run));
    }
    String reason = command.reason();
    String who = "cancelled by " + context.countsAs();
    return end(run, reason == null || reason.isBlank() ? who : who + ": " + reason, context);
  }

  private Transition end(Active run, String reason, Context context) {
    Turn turn = new Turn(run);
    endings.end(turn, Ending.CANCELLED, reason, context);
    return advanced(turn, context);
  }

  private Transition advanced(Turn turn, Context context) {
    advance(turn, context);
    return turn.applied();
  }

  /** Starts whatever may start now, until the run waits or is over. */
  private void advance(Turn turn, Context context) {
    for (Active run = turn.active(); run != null && run.paused() == null; run = turn.active()) {
      switch (Position.of(flow, run)) {
        case Position.Blocked _ -> {
          return;
        }
        case Position.Over(var ending, var reason, _) -> endings.end(turn, ending, reason, context);
        case Position.Next(var step, var at) -> steps.start(turn, run, step, at, context);
        case Position.NextLap lap -> blocks.startLap(turn, lap, context.now());
        case Position.LapOver lap -> blocks.endLap(turn, lap, context);
        case Position.Joined joined -> blocks.join(turn, joined, context);
        case Position.Broken(_, var at, var failure) -> blocks.fall(turn, at, failure, context);
        case Position.Back(var undo) -> attempts.start(turn, undo.step(), 1, context);
      }
    }
  }

  private static Transition refused(Refusal refusal) {
    return new Transition.Refused(refusal);
  }
}
