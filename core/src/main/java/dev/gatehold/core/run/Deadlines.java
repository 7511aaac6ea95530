package dev.gatehold.core.run;

import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.run.RunEvent.StepCompleted;
import dev.gatehold.core.run.RunState.Active;
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
import dev.gatehold.core.value.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Acts on the deadlines of a run that have passed, the earliest first. */
final class Deadlines {
  private final Attempts attempts;
  private final Steps steps;
  private final Blocks blocks;
  private final Climb climb;
  private final Endings endings;

  Deadlines(Attempts attempts, Steps steps, Blocks blocks, Climb climb, Endings endings) {
    this.attempts = attempts;
    this.steps = steps;
    this.blocks = blocks;
    this.climb = climb;
    this.endings = endings;
  }

  private record Due(String at, StepState state, Instant deadline) {}

  /**
   * Acts on the earliest deadline that has passed; false when there is none. What follows from it
   * comes before the next one, as it would have if each had been heeded in time: a gate that
   * expired ends its run even if the block around it has timed out meanwhile.
   */
  boolean passEarliest(Turn turn, Active run, Context context) {
    Due due = earliest(run, context.now());
    Instant end = run.closing() == null ? run.deadline() : null;
    boolean over = end != null && !end.isAfter(context.now());
    if (over && (due == null || !due.deadline().isBefore(end))) {
      Duration timeout = Duration.between(run.startedAt(), end);
      endings.end(
          turn, Ending.FAILED, "the run was not over after " + Durations.format(timeout), context);
      return true;
    }
    if (due != null) {
      pass(turn, run, due, context);
    }
    return due != null;
  }

  /** Time is also when a gate notices that too few people are left. */
  void lookForPeople(Turn turn, Active run, Context context) {
    run.steps()
        .forEach((at, state) -> {
          if (state instanceof AwaitingApproval) {
            climb.whileImpossible(turn, at, context);
          }
        });
  }

  private static @Nullable Due earliest(Active run, Instant now) {
    boolean paused = run.paused() != null;
    return run.steps().entrySet().stream()
        .filter(step -> !paused || !step.getValue().deadlineStartsWork())
        .flatMap(step -> due(step).stream())
        .filter(each -> !each.deadline().isAfter(now))
        .min(Comparator.comparing(Due::deadline))
        .orElse(null);
  }

  private static List<Due> due(Map.Entry<String, StepState> step) {
    Instant deadline = step.getValue().deadline();
    return deadline == null
        ? List.of()
        : List.of(new Due(step.getKey(), step.getValue(), deadline));
  }

  private void pass(Turn turn, Active run, Due due, Context context) {
    String at = due.at();
    switch (due.state()) {
      case Working working -> attempts.timeOut(turn, at, working, context.now());
      case AwaitingRetry retry -> attempts.start(turn, at, retry.attempt() + 1, context);
      case Waiting waiting ->
          turn.emit(new StepCompleted(at, Steps.waited(waiting.until()), context.now()));
      case AwaitingCallback wait -> Callbacks.timeOut(turn, at, wait, context.now());
      case AwaitingEvent wait -> EventWaits.timeOut(turn, at, wait, context.now());
      case AwaitingApproval open -> climb.passTime(turn, at, open, context);
      case AwaitingRework rework -> Gates.expire(turn, at, rework, context);
      case Postponed _ -> steps.ask(turn, run, Address.parse(at), context);
      case Forked _, Looping _ -> blocks.timeOut(turn, at, context);
      case Held _,
          Branched _,
          Reopened _,
          Decided _,
          Completed _,
          Skipped _,
          Stopped _,
          Stuck _,
          Failed _ ->
          throw new IllegalStateException(
              "A step that is " + Objects.requireNonNull(due.state()).word() + " has no deadline.");
    }
  }
}
