package dev.gatehold.core.run;

import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.value.Digest;
import dev.gatehold.core.value.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What somebody wants of a run. Who wants it stands in the {@link Context}. */
public sealed interface Command {
  /** Starts a run of this release; the run's id must be new. */
  record StartRun(String run, ReleaseRef release, Map<String, @Nullable Object> input)
      implements Command {
    public StartRun {
      input = Json.freezeObject(input);
    }
  }

  /**
   * Says what a person thinks of a request.
   *
   * @param subject the digest of what the person was shown
   */
  record RecordDecision(
      String step,
      Verdict verdict,
      Digest subject,
      @Nullable String comment,
      Map<String, @Nullable Object> form)
      implements Command {
    public RecordDecision {
      form = Json.freezeObject(form);
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

  /** Acts on every deadline that is not after the context's time. */
  record PassTime() implements Command {}

  /** Ends the run now. */
  record CancelRun(@Nullable String reason) implements Command {}
}
