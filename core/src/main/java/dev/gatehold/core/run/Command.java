package dev.gatehold.core.run;

import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.value.Digest;
import dev.gatehold.core.value.Json;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What somebody wants of a run. Who wants it stands in the {@link Context}. */
public sealed interface Command {
  /**
   * Starts a run of this release; the run's id must be new.
   *
   * @param parent the step that calls it; null when it is started by itself
   */
  record StartRun(
      String run, ReleaseRef release, Map<String, @Nullable Object> input, @Nullable Parent parent)
      implements Command {
    public StartRun {
      input = Json.freezeObject(input);
    }

    /** Starts a run by itself. */
    public StartRun(String run, ReleaseRef release, Map<String, @Nullable Object> input) {
      this(run, release, input, null);
    }
  }

  /**
   * Says what a person thinks of a request.
   *
   * @param choice the word of one of the request's choices
   * @param subject the digest of what the person was shown
   * @param form values that the choice asks for
   * @param edits new values of the input's fields that the approver may edit; empty for none
   */
  record RecordDecision(
      String step,
      String choice,
      Digest subject,
      @Nullable String comment,
      Map<String, @Nullable Object> form,
      Map<String, @Nullable Object> edits)
      implements Command {
    public RecordDecision {
      form = Json.freezeObject(form);
      edits = Json.freezeObject(edits);
    }

    /** A decision that edits nothing. */
    public RecordDecision(
        String step,
        String choice,
        Digest subject,
        @Nullable String comment,
        Map<String, @Nullable Object> form) {
      this(step, choice, subject, comment, form, Map.of());
    }
  }

  /**
   * Hands a person's right to decide one request to somebody else.
   *
   * @param from whose right; null for the actor's own. Another's takes an admin and a reason.
   * @param to who gets it; {@code from} takes an earlier hand-over back
   * @param until when it ends; null for as long as the gate is open
   */
  record HandOver(
      String step,
      @Nullable String from,
      String to,
      @Nullable String reason,
      @Nullable Instant until)
      implements Command {}

  /**
   * Answers a request for changes.
   *
   * @param input the whole input as it shall be; null to leave it as it is
   */
  record Resubmit(
      String step, @Nullable Map<String, @Nullable Object> input, @Nullable String comment)
      implements Command {
    public Resubmit {
      input = input == null ? null : Json.freezeObject(input);
    }
  }

  /** Takes a person's decision back while the gate is open. */
  record WithdrawDecision(String step) implements Command {}

  /** An attempt succeeded. */
  record CompleteStep(String step, int attempt, Map<String, @Nullable Object> output)
      implements Command {
    public CompleteStep {
      output = Json.freezeObject(output);
    }
  }

  /** An attempt failed. */
  record FailStep(String step, int attempt, Failure failure) implements Command {}

  /**
   * The run that an attempt called is over.
   *
   * @param run the one that was called
   * @param output what it was for; empty unless it completed
   */
  record ReturnCall(
      String step,
      int attempt,
      String run,
      ReleaseRef release,
      Ending ending,
      String reason,
      Map<String, @Nullable Object> output)
      implements Command {
    public ReturnCall {
      output = Json.freezeObject(output);
    }
  }

  /**
   * Somebody outside calls back, be the step reached yet or not.
   *
   * @param attempt of the wait
   * @param told the attempt at the work that was told the address
   */
  record CallBack(String step, int attempt, int told, Map<String, @Nullable Object> body)
      implements Command {
    public CallBack {
      body = Json.freezeObject(body);
    }
  }

  /**
   * Hands an event from outside to the wait for it. One event is handed to a run once, by the
   * submission's idempotency key.
   *
   * @param event what the wait's output will be: {@code id}, {@code name}, {@code key}, {@code
   *     data} and {@code at}
   */
  record TakeEvent(String step, int attempt, Map<String, @Nullable Object> event)
      implements Command {
    public TakeEvent {
      event = Json.freezeObject(event);
    }
  }

  /** Makes another attempt now: of a step that is stuck, or one that waits for its next attempt. */
  record RetryStep(String step) implements Command {}

  /** Goes on without a step; never without a gate. */
  record SkipStep(String step, String reason) implements Command {}

  /** Begins nothing new until the run is resumed. */
  record PauseRun(@Nullable String reason) implements Command {}

  /** Goes on after a pause. */
  record ResumeRun() implements Command {}

  /** Acts on every deadline that is not after the context's time. */
  record PassTime() implements Command {}

  /** Ends the run because a newer one took its place, unless people have decided already. */
  record SupersedeRun(String by) implements Command {}

  /** Ends the run now. */
  record CancelRun(@Nullable String reason) implements Command {}
}
