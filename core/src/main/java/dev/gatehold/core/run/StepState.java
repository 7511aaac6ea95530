package dev.gatehold.core.run;

import dev.gatehold.core.approval.Decision;
import dev.gatehold.core.approval.Evaluation;
import dev.gatehold.core.approval.Outcome;
import dev.gatehold.core.approval.Request;
import dev.gatehold.core.value.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a step stands. A step without a state has not been reached. */
public sealed interface StepState {
  /** A connector works on it. */
  record Working(
      int attempt,
      String connector,
      Map<String, @Nullable Object> parameters,
      @Nullable Instant deadline,
      Instant since)
      implements StepState {
    public Working {
      parameters = Json.freezeObject(parameters);
    }
  }

  /** An attempt failed, the next comes at {@code retryAt}. */
  record AwaitingRetry(int attempt, Failure failure, Instant retryAt) implements StepState {}

  /**
   * What the next attempt was about to do differed from what was agreed; it is made once people
   * have agreed anew. Attempts are counted on, so that no late result is taken for a later one's.
   *
   * @param attempt the last one made
   */
  record Held(int attempt) implements StepState {}

  /** Waits for the time to come. */
  record Waiting(Instant until) implements StepState {}

  /** A switch has chosen; the step is over when its branch is. */
  record Branched(String branch) implements StepState {}

  /**
   * Asks people.
   *
   * @param decisions every version of every decision, in the order in which they were given; a
   *     withdrawn one is gone from here and kept in the journal
   */
  record AwaitingApproval(Request request, List<Decision> decisions) implements StepState {
    public AwaitingApproval {
      decisions = List.copyOf(decisions);
    }

    /** The decision of each person that stands. */
    public List<Decision> standing() {
      return lastPerPerson(decisions);
    }
  }

  /** A gate whose agreement fell; the next round follows at once. */
  record Reopened(int round) implements StepState {}

  /** A gate with its final outcome. */
  record Decided(
      Request request, List<Decision> decisions, Outcome outcome, Evaluation evaluation, Instant at)
      implements StepState {
    public Decided {
      decisions = List.copyOf(decisions);
    }

    /** The decision of each person that stood at the end. */
    public List<Decision> standing() {
      return lastPerPerson(decisions);
    }
  }

  record Completed(Map<String, @Nullable Object> output, Instant at) implements StepState {
    public Completed {
      output = Json.freezeObject(output);
    }
  }

  record Skipped(String reason) implements StepState {}

  record Failed(int attempt, Failure failure, Instant at) implements StepState {}

  private static List<Decision> lastPerPerson(List<Decision> decisions) {
    Map<String, Decision> last = new LinkedHashMap<>();
    decisions.forEach(decision -> last.put(decision.person(), decision));
    return List.copyOf(last.values());
  }

  /** When time alone changes this step; null when it does not. */
  default @Nullable Instant deadline() {
    return switch (this) {
      case Working working -> working.deadline();
      case AwaitingRetry retry -> retry.retryAt();
      case Waiting waiting -> waiting.until();
      case AwaitingApproval(var request, _) ->
          request.expiry() == null ? null : request.expiry().at();
      case Held _, Branched _, Reopened _, Decided _, Completed _, Skipped _, Failed _ -> null;
    };
  }

  /** The word that people and programs read. */
  default String word() {
    return switch (this) {
      case Working _ -> "working";
      case AwaitingRetry _ -> "awaiting_retry";
      case Held _ -> "held";
      case Waiting _ -> "waiting";
      case Branched _ -> "branched";
      case AwaitingApproval _ -> "awaiting_approval";
      case Reopened _ -> "reopened";
      case Decided decided -> decided.outcome().word();
      case Completed _ -> "completed";
      case Skipped _ -> "skipped";
      case Failed _ -> "failed";
    };
  }
}
