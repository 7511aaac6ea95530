package dev.gatehold.core.run;

import dev.gatehold.core.approval.Decision;
import dev.gatehold.core.approval.Escalation;
import dev.gatehold.core.approval.Evaluation;
import dev.gatehold.core.approval.Handover;
import dev.gatehold.core.approval.Outcome;
import dev.gatehold.core.approval.Request;
import dev.gatehold.core.approval.Source;
import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.flow.SecretPlace;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.value.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a run. A released event never changes its meaning: a new one is added instead,
 * and the old one is read through an upcaster.
 */
public sealed interface RunEvent {
  /**
   * The run exists; always the first event.
   *
   * @param key of the runs that supersede each other; null for a run that does not
   * @param deadline when the run times out; null without limit
   * @param parent the step that called it; null when it was started by itself
   */
  record RunStarted(
      String run,
      ReleaseRef release,
      Principal requester,
      Map<String, @Nullable Object> input,
      @Nullable String key,
      @Nullable Instant deadline,
      @Nullable Parent parent,
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

  /** A step was not over when it was no longer needed. */
  record StepStopped(String step, String reason, Instant at) implements RunEvent {}

  /** A step failed for good and waits for somebody to retry or to skip it. */
  record StepStuck(String step, int attempt, Failure failure, Instant at) implements RunEvent {}

  /**
   * The branches of a {@code parallel} began.
   *
   * @param deadline when it times out; null without limit
   */
  record BranchesStarted(String step, @Nullable Instant deadline, Instant at) implements RunEvent {}

  /**
   * A {@code foreach} or {@code repeat} began.
   *
   * @param items of a {@code foreach}; null for a {@code repeat}
   * @param deadline when it times out; null without limit
   */
  record LoopStarted(
      String step, @Nullable List<@Nullable Object> items, @Nullable Instant deadline, Instant at)
      implements RunEvent {
    public LoopStarted {
      items = items == null ? null : Json.freezeList(items);
    }
  }

  /** A lap of a loop began. */
  record LapStarted(String step, int lap, Instant at) implements RunEvent {}

  /**
   * A lap of a loop is over.
   *
   * @param forgotten addresses of its steps, which expressions no longer see; its gates are kept
   *     for the record
   */
  record LapEnded(String step, Lap lap, List<String> forgotten, Instant at) implements RunEvent {
    public LapEnded {
      forgotten = List.copyOf(forgotten);
    }
  }

  /**
   * A step has left something behind that is undone if the run does not complete.
   *
   * @param step the address under which it is undone
   * @param of the step that is undone
   * @param secrets where secrets belong in the parameters; null for none
   */
  record RollbackPlanned(
      String step,
      String of,
      String connector,
      Map<String, @Nullable Object> parameters,
      @Nullable List<SecretPlace> secrets,
      Instant at)
      implements RunEvent {
    public RollbackPlanned {
      secrets = secrets == null || secrets.isEmpty() ? null : List.copyOf(secrets);
      parameters = Json.freezeObject(parameters);
    }
  }

  /** The run will not complete; what it did is undone, last first, before it ends so. */
  record RollbackStarted(Ending ending, String reason, Instant at) implements RunEvent {}

  /** Somebody asked that nothing new begins. */
  record RunPaused(Principal by, @Nullable String reason, Instant at) implements RunEvent {}

  /** The run goes on. */
  record RunResumed(Principal by, Instant at) implements RunEvent {}

  /** A wait began. */
  record WaitStarted(String step, Instant until, Instant at) implements RunEvent {}

  /**
   * A wait for a callback began.
   *
   * @param deadline when it fails; null without limit
   */
  record CallbackAwaited(String step, int attempt, @Nullable Instant deadline, Instant at)
      implements RunEvent {}

  /**
   * A wait for an event from outside began.
   *
   * @param key null for events without a key
   * @param deadline when it fails; null without limit
   */
  record EventAwaited(
      String step,
      int attempt,
      String event,
      @Nullable String key,
      @Nullable Instant deadline,
      Instant at)
      implements RunEvent {}

  /**
   * Somebody called back; the wait ends with it, at once or when it is reached, unless the work
   * that was told is done again before that.
   *
   * @param told the attempt at the work that was told
   */
  record CallbackReceived(
      String step, int attempt, int told, Map<String, @Nullable Object> body, Instant at)
      implements RunEvent {
    public CallbackReceived {
      body = Json.freezeObject(body);
    }
  }

  /** A switch chose a branch. */
  record BranchTaken(String step, String branch, Instant at) implements RunEvent {}

  /**
   * A gate asks.
   *
   * @param kept approvals of the round before that still hold
   */
  record ApprovalRequested(String step, Request request, List<Decision> kept) implements RunEvent {
    public ApprovalRequested {
      kept = List.copyOf(kept);
    }
  }

  /** A gate could not ask and tries again at {@code retryAt}. */
  record ApprovalPostponed(String step, Instant retryAt, Instant at) implements RunEvent {}

  /** Something needs a hand. */
  record IncidentRaised(Incident incident) implements RunEvent {}

  /** It was time to remind those who are asked; earlier reminders that were missed are covered. */
  record ApprovalReminded(String step, int round, int mark, Instant at) implements RunEvent {}

  /** An answer was due, and there is none. */
  record ApprovalOverdue(String step, int round, int mark, Instant at) implements RunEvent {}

  /**
   * The request went up a rung of its ladder.
   *
   * @param decision of the person who escalated; null when time or a lack of people did
   */
  record ApprovalEscalated(
      String step,
      int round,
      int rung,
      Escalation mode,
      List<Source> to,
      @Nullable Decision decision,
      Instant at)
      implements RunEvent {
    public ApprovalEscalated {
      to = List.copyOf(to);
    }
  }

  /** A person's right to decide went to somebody else. */
  record ApprovalHandedOver(String step, int round, Handover handover) implements RunEvent {}

  /**
   * Changes were requested; follows the decision that did.
   *
   * @param by the person who has to resubmit
   */
  record ReworkRequested(String step, int round, String by, Instant at) implements RunEvent {}

  /**
   * The answer to a request for changes; the next round follows, and with another input also one of
   * every other gate that was approved.
   *
   * @param input the whole input from now on
   * @param changed names of the input's fields that are different, sorted
   * @param redo ids of the steps that are done anew, in the order of the flow
   */
  record ReworkSubmitted(
      String step,
      int round,
      Principal by,
      Map<String, @Nullable Object> input,
      List<String> changed,
      List<String> redo,
      @Nullable String comment,
      Instant at)
      implements RunEvent {
    public ReworkSubmitted {
      input = Json.freezeObject(input);
      changed = List.copyOf(changed);
      redo = List.copyOf(redo);
    }
  }

  /**
   * An approver edited what is to be agreed to; the next round follows, and one of every other gate
   * that was approved.
   *
   * @param input the whole input from now on
   * @param changed names of the input's fields that are different, sorted
   */
  record ApprovalModified(
      String step,
      int round,
      String person,
      Map<String, @Nullable Object> input,
      List<String> changed,
      Instant at)
      implements RunEvent {
    public ApprovalModified {
      input = Json.freezeObject(input);
      changed = List.copyOf(changed);
    }
  }

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
   * What a step was about to do was not what was agreed, or a floor asks for more than was agreed:
   * the agreement falls and a new round is asked for.
   *
   * @param heldStep the step, which waits for it
   * @param reason half a sentence for people
   */
  record ApprovalReopened(String step, int round, String heldStep, String reason, Instant at)
      implements RunEvent {}

  /**
   * The run is over; always the last event.
   *
   * @param output what it was for; null unless it completed and its flow says what that is
   */
  record RunEnded(
      Ending ending, String reason, @Nullable Map<String, @Nullable Object> output, Instant at)
      implements RunEvent {
    public RunEnded {
      output = output == null ? null : Json.freezeObject(output);
    }
  }
}
