package dev.gatehold.core.run;

import dev.gatehold.core.approval.Outcome;
import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.Branch;
import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.run.StepState.AwaitingApproval;
import dev.gatehold.core.run.StepState.AwaitingRetry;
import dev.gatehold.core.run.StepState.AwaitingRework;
import dev.gatehold.core.run.StepState.Branched;
import dev.gatehold.core.run.StepState.Completed;
import dev.gatehold.core.run.StepState.Decided;
import dev.gatehold.core.run.StepState.Failed;
import dev.gatehold.core.run.StepState.Held;
import dev.gatehold.core.run.StepState.Postponed;
import dev.gatehold.core.run.StepState.Reopened;
import dev.gatehold.core.run.StepState.Skipped;
import dev.gatehold.core.run.StepState.Waiting;
import dev.gatehold.core.run.StepState.Working;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a run is: found by walking its flow against the recorded results, never stored, so that
 * nothing points into a flow by line or index.
 */
sealed interface Position {
  /** Nothing can start; the run waits. */
  record Blocked() implements Position {}

  /** This step comes next. */
  record Next(Step step) implements Position {}

  /** There is nothing left to do. */
  record Over(Ending ending, String reason) implements Position {}

  static Position of(Flow flow, RunState.Active run) {
    Position position = walk(flow.steps(), run);
    return position == null ? new Over(Ending.COMPLETED, "all steps are done") : position;
  }

  /** The position within these steps; null when all of them are behind the run. */
  private static @Nullable Position walk(List<Step> steps, RunState.Active run) {
    for (Step step : steps) {
      Position position = at(step, run);
      if (position != null) {
        return position;
      }
    }
    return null;
  }

  private static @Nullable Position at(Step step, RunState.Active run) {
    return switch (run.steps().get(step.id())) {
      case null -> new Next(step);
      case Held _, Reopened _ -> new Next(step);
      case Completed _, Skipped _ -> null;
      case Branched(var branch) -> walk(stepsOf(step.action(), branch), run);
      case Decided decided -> afterGate(step, decided, run);
      case Failed(_, var failure, _) ->
          new Over(Ending.FAILED, "step '" + step.id() + "' failed: " + failure.message());
      case Working _,
          AwaitingRetry _,
          Waiting _,
          AwaitingApproval _,
          AwaitingRework _,
          Postponed _ ->
          new Blocked();
    };
  }

  /**
   * Only an approved gate lets the run go on; the branch of another outcome never leads past it.
   */
  private static @Nullable Position afterGate(Step step, Decided decided, RunState.Active run) {
    Outcome outcome = decided.outcome();
    Position inside = walk(stepsOf(step.action(), outcome.word()), run);
    if (inside != null || outcome.opens()) {
      return inside;
    }
    return new Over(Ending.REJECTED, "gate '" + step.id() + "' was " + outcome.word());
  }

  private static List<Step> stepsOf(Action action, String branch) {
    return action.branches().stream()
        .filter(each -> each.name().equals(branch))
        .findFirst()
        .map(Branch::steps)
        .orElse(List.of());
  }
}
