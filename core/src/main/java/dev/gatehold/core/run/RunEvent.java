package dev.gatehold.core.run;

import dev.gatehold.core.approval.Decision;
import dev.gatehold.core.approval.Evaluation;
import dev.gatehold.core.approval.Outcome;
import dev.gatehold.core.approval.Request;
import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.value.Digest;
import dev.gatehold.core.value.Json;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a run. A released event never changes its meaning: a new one is added instead,
 * and the old one is read through an upcaster.
 */
public sealed interface RunEvent {
  /** The run exists; always the first event. */
  record RunStarted(
      String run,
      ReleaseRef release,
      Principal requester,
      Map<String, @Nullable Object> input,
      Instant at)
      implements RunEvent {
    public RunStarted {
      input = Json.freezeObject(input);
    }
  }

  /**
   * A connector was told to work.
   *
   * @param deadline when the attempt times out; null without limit
   */
  record StepStarted(
      String step,
      int attempt,
      String connector,
      Map<String, @Nullable Object> parameters,
      @Nullable Instant deadline,
      Instant at)
      implements RunEvent {
    public StepStarted {
      parameters = Json.freezeObject(parameters);
    }
  }

  /** A step has its result: of work, of {@code set}, or of a wait that is over. */
  record StepCompleted(String step, Map<String, @Nullable Object> output, Instant at)
      implements RunEvent {
    public StepCompleted {
      output = Json.freezeObject(output);
    }
  }

  /** An attempt failed and another will be made. */
  record RetryScheduled(String step, int attempt, Failure failure, Instant retryAt, Instant at)
      implements RunEvent {}

  /** A step failed for good. */
  record StepFailed(String step, int attempt, Failure failure, Instant at) implements RunEvent {}

  /** A step's condition was false. */
  record StepSkipped(String step, String reason, Instant at) implements RunEvent {}

  /** A wait began. */
  record WaitStarted(String step, Instant until, Instant at) implements RunEvent {}

  /** A switch chose a branch. */
  record BranchTaken(String step, String branch, Instant at) implements RunEvent {}

  /** A gate asks. */
  record ApprovalRequested(String step, Request request) implements RunEvent {}

  /**
   * Somebody decided; an earlier decision of the same person stays in the record and no longer
   * stands.
   */
  record DecisionRecorded(String step, int round, Decision decision) implements RunEvent {}

  /** Somebody took the decision back. */
  record DecisionWithdrawn(String step, int round, String person, Instant at) implements RunEvent {}

  /** The gate has its final outcome. */
  record ApprovalDecided(String step, int round, Outcome outcome, Evaluation evaluation, Instant at)
      implements RunEvent {}

  /**
   * What a covered step was about to do differed from what was agreed: the agreement falls and a
   * new round is asked for.
   */
  record ApprovalReopened(
      String step, int round, String coveredStep, Digest agreed, Digest found, Instant at)
      implements RunEvent {}

  /** The run is over; always the last event. */
  record RunEnded(Ending ending, String reason, Instant at) implements RunEvent {}
}
