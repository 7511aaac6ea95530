package dev.gatehold.engine.task;

import dev.gatehold.core.value.Durations;
import dev.gatehold.core.value.Json;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a task step.
 *
 * @param input JSON; an empty object when the flow gives none
 */
record TaskParameters(String queue, String input, Duration silence) {
  private static final Pattern QUEUE = Pattern.compile("[a-z][a-z0-9_-]{0,63}");
  private static final Duration USUAL = Duration.ofSeconds(60);

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException saying which one has another shape
   */
  static TaskParameters of(Map<String, @Nullable Object> parameters) {
    if (!(parameters.get("queue") instanceof String queue) || !QUEUE.matcher(queue).matches()) {
      throw new IllegalArgumentException(
          "Expected 'queue' to be a word of lower-case letters, digits, hyphens and underscores,"
              + " but found '"
              + parameters.get("queue")
              + "'. Correct the flow.");
    }
    Object input = parameters.get("input");
    return new TaskParameters(
        queue,
        Json.canonical(parameters.containsKey("input") ? input : Map.of()),
        silence(parameters.get("lease")));
  }

  private static Duration silence(@Nullable Object lease) {
    if (lease == null) {
      return USUAL;
    }
    Duration silence = Durations.parse(lease.toString());
    if (silence.compareTo(Tasks.SHORTEST_LEASE) < 0 || silence.compareTo(Tasks.LONGEST_LEASE) > 0) {
      throw new IllegalArgumentException(
          "Expected 'lease' to be 1s to 1d, but found '" + lease + "'. Correct the flow.");
    }
    return silence;
  }
}
