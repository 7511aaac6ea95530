package dev.gatehold.core.run;

import dev.gatehold.core.approval.Headline;
import dev.gatehold.core.people.Directory;
import dev.gatehold.core.run.StepState.AwaitingApproval;
import dev.gatehold.core.run.StepState.AwaitingRework;
import dev.gatehold.core.run.StepState.Decided;
import dev.gatehold.core.run.StepState.Postponed;
import dev.gatehold.core.run.StepState.Reopened;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One sentence on where a run or one of its requests stands, for lists and pages. */
public final class Headlines {
  private Headlines() {}

  /**
   * What a run waits for, or why it ended; empty when nothing is to be said.
   *
   * @param state started, perhaps ended
   * @param directory of {@code now}, for those who are still needed
   */
  public static String ofRun(RunState state, Directory directory, Instant now) {
    return state instanceof RunState.Ended ended
        ? ended.reason()
        : waitingFor(Objects.requireNonNull(state.facts()), directory, now);
  }

  private static String waitingFor(RunState.Active run, Directory directory, Instant now) {
    Pause pause = run.paused();
    if (pause != null) {
      return "somebody to resume it: " + pause.by().id() + " has paused it";
    }
    for (Map.Entry<String, StepState> step : run.steps().entrySet()) {
      String called = run.called(step.getKey());
      String what =
          called == null
              ? waitingFor(step.getValue(), directory, now)
              : "run " + called + ", which it called";
      if (what != null) {
        return "step '" + step.getKey() + "': " + what;
      }
    }
    return "";
  }

  private static @Nullable String waitingFor(StepState state, Directory directory, Instant now) {
    return switch (state) {
      case StepState.Working working -> working.connector() + " at work";
      case StepState.AwaitingRetry retry -> "next attempt at " + retry.retryAt();
      case StepState.AwaitingCallback wait ->
          wait.deadline() == null ? "a callback" : "a callback until " + wait.deadline();
      case StepState.AwaitingEvent wait -> eventOf(wait);
      case StepState.Waiting waiting -> "until " + waiting.until();
      case AwaitingApproval open -> ofOpen(open, directory, now);
      case AwaitingRework rework -> Headline.ofRework(rework.by(), rework.standing());
      case StepState.Stuck stuck -> "a hand: " + stuck.failure().message();
      case Postponed postponed -> directoryUntil(postponed.retryAt());
      case StepState.Held _,
          StepState.Branched _,
          StepState.Forked _,
          StepState.Looping _,
          StepState.Stopped _,
          Reopened _,
          Decided _,
          StepState.Completed _,
          StepState.Skipped _,
          StepState.Failed _ ->
          null;
    };
  }

  private static String eventOf(StepState.AwaitingEvent wait) {
    return "event "
        + wait.event()
        + (wait.key() == null ? "" : " of " + wait.key())
        + (wait.deadline() == null ? "" : " until " + wait.deadline());
  }

  private static String directoryUntil(Instant retryAt) {
    return "the directory of people; asks again at " + retryAt;
  }

  /**
   * Where the newest request of a gate stands: who is still needed, or how it ended.
   *
   * @param gate one that has asked
   * @throws IllegalArgumentException for a step that has no request
   */
  public static String ofRequest(@Nullable StepState gate, Directory directory, Instant now) {
    return switch (gate) {
      case AwaitingApproval open -> ofOpen(open, directory, now);
      case AwaitingRework rework -> Headline.ofRework(rework.by(), rework.standing());
      case Reopened _ -> "the next round is being prepared";
      case Postponed(var before, var retryAt) when before != null ->
          "the next round waits for " + directoryUntil(retryAt);
      case Decided decided -> Headline.ofClosed(decided.outcome(), decided.standing());
      case null, default ->
          throw new IllegalArgumentException("Expected a gate with a request, but found " + gate);
    };
  }

  private static String ofOpen(AwaitingApproval open, Directory directory, Instant now) {
    String failure = directory.failure();
    return failure == null
        ? Headline.ofOpen(open.evaluator(directory, now).evaluate())
        : "the directory of people does not answer: " + failure;
  }
}
