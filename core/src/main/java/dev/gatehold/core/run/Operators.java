package dev.gatehold.core.run;

import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.Layout;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Command.PauseRun;
import dev.gatehold.core.run.Command.RetryStep;
import dev.gatehold.core.run.Command.SkipStep;
import dev.gatehold.core.run.RunEvent.RunPaused;
import dev.gatehold.core.run.RunEvent.RunResumed;
import dev.gatehold.core.run.RunEvent.StepSkipped;
import dev.gatehold.core.run.RunState.Active;
import dev.gatehold.core.run.StepState.AwaitingCallback;
import dev.gatehold.core.run.StepState.AwaitingEvent;
import dev.gatehold.core.run.StepState.AwaitingRetry;
import dev.gatehold.core.run.StepState.Held;
import dev.gatehold.core.run.StepState.Postponed;
import dev.gatehold.core.run.StepState.Stuck;
import dev.gatehold.core.run.StepState.Waiting;
import dev.gatehold.core.run.StepState.Working;
import org.jspecify.annotations.Nullable;

/** What somebody who looks after runs can do with one; nothing of it leads past a gate. */
final class Operators {
  private final Layout layout;
  private final Attempts attempts;
  private final Steps steps;

  Operators(Layout layout, Attempts attempts, Steps steps) {
    this.layout = layout;
    this.attempts = attempts;
    this.steps = steps;
  }

  /** Why the step cannot be retried now; null when it can. */
  @Nullable Refusal whyNot(Active run, RetryStep command) {
    return switch (run.at(command.step())) {
      case Stuck _, AwaitingRetry _, Postponed _ -> paused(run);
      case null -> OperatorRefusals.stepUnknown(command.step());
      case StepState other -> OperatorRefusals.notRetryable(command.step(), other.word());
    };
  }

  private static @Nullable Refusal paused(Active run) {
    return run.paused() == null ? null : OperatorRefusals.paused(run);
  }

  void retry(Turn turn, Active run, RetryStep command, Context context) {
    switch (run.steps().get(command.step())) {
      case Stuck stuck -> attempts.start(turn, command.step(), stuck.attempt() + 1, context);
      case AwaitingRetry retry ->
          attempts.start(turn, command.step(), retry.attempt() + 1, context);
      case null, default -> steps.ask(turn, run, Address.parse(command.step()), context);
    }
  }

  /** Why the run cannot go on without the step; null when it can. */
  @Nullable Refusal whyNot(Active run, SkipStep command, Context context) {
    StepState state = run.at(command.step());
    if (state == null) {
      return OperatorRefusals.stepUnknown(command.step());
    }
    Step step = layout.step(Address.idOf(command.step()));
    if (step.action() instanceof Action.Approval) {
      return OperatorRefusals.gateNotSkippable(command.step());
    }
    if (step.action().calls() && !Address.undoes(command.step())) {
      return OperatorRefusals.callNotSkippable(command.step());
    }
    if (step.action() instanceof Action.ForEach) {
      return OperatorRefusals.notSkippable(command.step(), state.word());
    }
    boolean skippable =
        switch (state) {
          case Stuck _, AwaitingRetry _, Working _, Held _ -> true;
          case Waiting _, AwaitingCallback _, AwaitingEvent _ -> true;
          default -> false;
        };
    if (!skippable) {
      return OperatorRefusals.notSkippable(command.step(), state.word());
    }
    if (context.actor().kind() != Principal.Kind.PERSON) {
      return OperatorRefusals.skipTakesAPerson(context.actor());
    }
    return command.reason().isBlank() ? OperatorRefusals.reasonMissing() : null;
  }

  void skip(Turn turn, Active run, SkipStep command, Context context) {
    if (run.steps().get(command.step()) instanceof Working working) {
      turn.effect(Calls.stop(run, command.step(), working));
    }
    String reason = "skipped by " + context.countsAs() + ": " + command.reason().strip();
    turn.emit(new StepSkipped(command.step(), reason, context.now()));
  }

  /** Why the run cannot be paused; null when it can. */
  static @Nullable Refusal whyNotPause(Active run) {
    if (run.closing() != null) {
      return OperatorRefusals.ending(run);
    }
    return paused(run);
  }

  static void pause(Turn turn, PauseRun command, Context context) {
    turn.emit(new RunPaused(context.actor(), command.reason(), context.now()));
  }

  static @Nullable Refusal whyNotResume(Active run) {
    return run.paused() == null ? OperatorRefusals.notPaused(run) : null;
  }

  static void resume(Turn turn, Context context) {
    turn.emit(new RunResumed(context.actor(), context.now()));
  }
}
