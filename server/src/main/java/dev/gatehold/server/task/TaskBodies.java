package dev.gatehold.server.task;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gatehold.core.run.Failure;
import dev.gatehold.core.value.Json;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.store.StoredTask.Progress;
import dev.gatehold.server.http.JsonBody;
import dev.gatehold.server.problem.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What workers send. */
final class TaskBodies {
  private static final Pattern QUEUE = Pattern.compile("[a-z][a-z0-9_-]{0,63}");
  private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z0-9_]+)*");
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_CODE = 64;
  private static final int LONGEST_MESSAGE = 4_000;
  private static final int MOST_TASKS = 10;
  private static final int OUTPUT_LIMIT = 256 * 1024;

  private TaskBodies() {}

  record ClaimBody(
      @Nullable String queue,
      @Nullable String worker,
      @JsonProperty("wait") @Nullable String patience,
      @Nullable Integer max) {
    String checkedQueue() {
      return queueOf(Malformed.required("queue", queue));
    }

    String checkedWorker() {
      String name = Malformed.required("worker", worker);
      if (name.isBlank()
          || name.length() > LONGEST_NAME
          || name.chars().anyMatch(Character::isISOControl)) {
        throw Malformed.because(
            "Expected 'worker' to be a name of 1 to " + LONGEST_NAME + " characters.");
      }
      return name;
    }

    int most() {
      int most = max == null ? 1 : max;
      if (most < 1 || most > MOST_TASKS) {
        throw Malformed.because(
            "Expected 'max' to be 1 to " + MOST_TASKS + ", but found " + most + ".");
      }
      return most;
    }
  }

  static String queueOf(String queue) {
    if (!QUEUE.matcher(queue).matches()) {
      throw Malformed.because(
          "Expected 'queue' to be a word of lower-case letters, digits, hyphens and underscores,"
              + " but found '"
              + queue
              + "'.");
    }
    return queue;
  }

  record HeartbeatBody(@Nullable Long lease, @Nullable Double progress, @Nullable String message) {
    Progress said() {
      if (progress != null && !(progress >= 0 && progress <= 1)) {
        throw Malformed.because("Expected 'progress' to be 0 to 1, but found " + progress + ".");
      }
      return new Progress(progress, message == null ? null : messageOf(message));
    }
  }

  record CompleteBody(@Nullable Long lease, @Nullable Map<String, @Nullable Object> output) {
    Map<String, @Nullable Object> checkedOutput() {
      Map<String, @Nullable Object> checked =
          JsonBody.object("output", Malformed.required("output", output));
      int bytes = Json.canonical(checked).getBytes(StandardCharsets.UTF_8).length;
      if (bytes > OUTPUT_LIMIT) {
        throw new GateholdException(
            "output.too_large",
            "Expected an output of at most " + OUTPUT_LIMIT + " bytes, but it has " + bytes + ".",
            "Store what is large with POST /api/v1/resources, and put the reference that it answers"
                + " with into the output.");
      }
      return checked;
    }
  }

  record FailBody(
      @Nullable Long lease,
      @Nullable String code,
      @Nullable String message,
      @Nullable Boolean retryable) {
    Failure failure() {
      String word = Malformed.required("code", code);
      if (word.length() > LONGEST_CODE || !CODE.matcher(word).matches()) {
        throw Malformed.because(
            "Expected 'code' to be a word with dots such as render.no_license, but found '"
                + word
                + "'.");
      }
      return new Failure(
          word,
          messageOf(Malformed.required("message", message)),
          Malformed.required("retryable", retryable));
    }
  }

  record LeaseBody(@Nullable Long lease) {}

  static long leaseOf(@Nullable Long lease) {
    return Malformed.required("lease", lease);
  }

  private static String messageOf(String message) {
    if (message.isBlank() || message.length() > LONGEST_MESSAGE) {
      throw Malformed.because(
          "Expected 'message' to have 1 to "
              + LONGEST_MESSAGE
              + " characters, but it has "
              + message.length()
              + ".");
    }
    return JsonBody.text("message", message);
  }
}
