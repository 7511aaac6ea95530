package dev.gatehold.core.run;

import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.Branch;
import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.OnError;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.run.StepState.AwaitingApproval;
import dev.gatehold.core.run.StepState.AwaitingCallback;
import dev.gatehold.core.run.StepState.AwaitingEvent;
import dev.gatehold.core.run.StepState.AwaitingRetry;
import dev.gatehold.core.run.StepState.AwaitingRework;
import dev.gatehold.core.run.StepState.Branched;
import dev.gatehold.core.run.StepState.Completed;
import dev.gatehold.core.run.StepState.Decided;
import dev.gatehold.core.run.StepState.Failed;
import dev.gatehold.core.run.StepState.Forked;
import dev.gatehold.core.run.StepState.Held;
import dev.gatehold.core.run.StepState.Looping;
import dev.gatehold.core.run.StepState.Postponed;
import dev.gatehold.core.run.StepState.Reopened;
import dev.gatehold.core.run.StepState.Skipped;
import dev.gatehold.core.run.StepState.Stopped;
import dev.gatehold.core.run.StepState.Stuck;
import dev.gatehold.core.run.StepState.Waiting;
import dev.gatehold.core.run.StepState.Working;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a run is: found by walking its flow against the recorded results, never stored, so that
 * nothing points into a flow by line or index. Several steps may be able to start; they do so one
 * by one, in the order of the file and of the laps.
 */
sealed interface Position {
  /** Nothing can start; the run waits. */
  record Blocked() implements Position {}

  /** This step comes next. */
  record Next(Step step, Address at) implements Position {}

  /** A lap of a loop comes next. */
  record NextLap(Step loop, Address at, int lap) implements Position {}

  /** A lap of a loop is over; the reason is empty when it completed. */
  record LapOver(Step loop, Address at, int lap, Ending end, String reason) implements Position {}

  /** As many branches or laps of a block are done as it needs. */
  record Joined(Step block, Address at) implements Position {}

  /** Something inside of a block failed, and what follows stands at the block. */
  record Broken(Step block, Address at, Failure failure) implements Position {}

  /** This has to be undone next. */
  record Back(Undo undo) implements Position {}

  /**
   * There is nothing left to do.
   *
   * @param failure what ended it; null when nothing failed
   */
  record Over(Ending ending, String reason, @Nullable Failure failure) implements Position {}

  static Position of(Flow flow, RunState.Active run) {
    Closing closing = run.closing();
    if (closing != null) {
      return undoing(closing, run);
    }
    Position position = new Walk(run).through(flow.steps(), List.of());
    return position == null ? new Over(Ending.COMPLETED, "all steps are done", null) : position;
  }

  private static Position undoing(Closing closing, RunState.Active run) {
    for (Undo undo : run.undo().reversed()) {
      switch (run.steps().get(undo.step())) {
        case null -> {
          return new Back(undo);
        }
        case StepState state when state.over() -> {}
        default -> {
          return new Blocked();
        }
      }
    }
    return new Over(closing.ending(), closing.reason(), null);
  }

  /** A walk; what is behind the run is null. */
  record Walk(RunState.Active run) {

    /** The position within these steps; null when all of them are behind the run. */
    @Nullable Position through(List<Step> steps, List<Integer> laps) {
      for (Step step : steps) {
        Position position = at(step, new Address(step.id(), laps));
        if (position != null) {
          return position;
        }
      }
      return null;
    }

    private @Nullable Position at(Step step, Address at) {
      return switch (run.steps().get(at.text())) {
        case null -> new Next(step, at);
        case Held _, Reopened _ -> new Next(step, at);
        case Completed _, Skipped _, Stopped _ -> null;
        case Branched(var branch) -> caught(step, at, through(branch(step, branch), at.laps()));
        case Decided decided -> afterGate(step, at, decided);
        case Failed(_, var failure, _) -> afterFailure(step, at, failure);
        case Forked _ -> caught(step, at, fork((Action.Parallel) step.action(), step, at));
        case Looping loop -> caught(step, at, loop(step, at, loop));
        case Working _,
            AwaitingRetry _,
            Waiting _,
            AwaitingCallback _,
            AwaitingEvent _,
            AwaitingApproval _,
            AwaitingRework _,
            Postponed _,
            Stuck _ ->
            new Blocked();
      };
    }

    /**
     * Only an approved gate lets the run go on; the branch of another outcome never leads past it.
     */
    private @Nullable Position afterGate(Step step, Address at, Decided decided) {
      String outcome = decided.outcome().word();
      Position inside = through(branch(step, outcome), at.laps());
      if (inside != null || decided.outcome().opens()) {
        return inside;
      }
      return new Over(Ending.REJECTED, "gate '" + at.text() + "' was " + outcome, null);
    }

    private @Nullable Position afterFailure(Step step, Address at, Failure failure) {
      Ending end = Calls.finalEnding(step, failure);
      if (end != null) {
        return new Over(end, "step '" + at.text() + "' failed: " + failure.message(), null);
      }
      boolean gate = step.action() instanceof Action.Approval;
      return switch (step.onError()) {
        case OnError.Continue _ when !gate -> null;
        case OnError.Handle(var steps) when !gate -> through(steps, at.laps());
        case OnError.Stop _, OnError.Hold _, OnError.Continue _, OnError.Handle _ ->
            new Over(
                Ending.FAILED, "step '" + at.text() + "' failed: " + failure.message(), failure);
      };
    }

    /** What a failure inside of a block comes to at the block. */
    private static @Nullable Position caught(Step block, Address at, @Nullable Position inside) {
      return inside instanceof Over(_, _, var failure)
              && failure != null
              && !(block.onError() instanceof OnError.Stop)
          ? new Broken(block, at, failure)
          : inside;
    }

    private Position fork(Action.Parallel parallel, Step step, Address at) {
      int done = 0;
      List<Over> fallen = new ArrayList<>();
      Position next = null;
      for (Branch branch : parallel.branches()) {
        switch (through(branch.steps(), at.laps())) {
          case null -> done++;
          case Over over -> fallen.add(over);
          case Blocked _ -> {}
          case Position other -> next = next == null ? other : next;
        }
      }
      if (done >= parallel.needed()) {
        return new Joined(step, at);
      }
      if (parallel.branches().size() - fallen.size() < parallel.needed()) {
        return fallen.getFirst();
      }
      return next == null ? new Blocked() : next;
    }

    private Position loop(Step step, Address at, Looping loop) {
      Position next = null;
      for (int lap : loop.open()) {
        Position position = lap(step, at, lap);
        if (position instanceof LapOver) {
          return position;
        }
        next = next == null && !(position instanceof Blocked) ? position : next;
      }
      Over fallen = fallen(step, at, loop);
      if (fallen != null) {
        return fallen;
      }
      if (next != null) {
        return next;
      }
      boolean more =
          step.action() instanceof Action.ForEach each
              ? loop.begun() < Objects.requireNonNull(loop.items()).size()
                  && loop.open().size() < each.concurrency()
              : loop.open().isEmpty();
      if (more) {
        return new NextLap(step, at, loop.begun() + 1);
      }
      return loop.open().isEmpty() ? new Joined(step, at) : new Blocked();
    }

    private Position lap(Step step, Address at, int lap) {
      List<Integer> laps = at.in(step.id(), lap).laps();
      return switch (through(branch(step, Action.EACH), laps)) {
        case null -> new LapOver(step, at, lap, Ending.COMPLETED, "");
        case Over(var ending, var reason, _) -> new LapOver(step, at, lap, ending, reason);
        case Position other -> other;
      };
    }

    /** Why a loop cannot go on; null when it can. */
    private static @Nullable Over fallen(Step step, Address at, Looping loop) {
      int tolerated = step.action() instanceof Action.ForEach each ? each.tolerate() : 0;
      if (loop.fallen().size() <= tolerated) {
        return null;
      }
      Lap first = loop.fallen().getFirst();
      String reason = "lap " + first.number() + " of '" + at.text() + "': " + first.reason();
      Failure failure =
          new Failure("loop.lap", "Lap " + first.number() + ": " + first.reason(), false);
      return new Over(first.end(), reason, first.end() == Ending.FAILED ? failure : null);
    }

    private static List<Step> branch(Step step, String name) {
      return step.action().branches().stream()
          .filter(each -> each.name().equals(name))
          .findFirst()
          .map(Branch::steps)
          .orElse(List.of());
    }
  }
}
