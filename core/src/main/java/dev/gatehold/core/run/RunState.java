package dev.gatehold.core.run;

import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.value.Json;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A run as its events made it. */
public sealed interface RunState {
  /** No event yet. */
  record Unstarted() implements RunState {}

  /**
   * Started and not over.
   *
   * @param steps the states of the steps that were reached, in the order in which they were
   */
  record Active(
      String run,
      ReleaseRef release,
      Principal requester,
      Map<String, @Nullable Object> input,
      Instant startedAt,
      Map<String, StepState> steps)
      implements RunState {
    public Active {
      input = Json.freezeObject(input);
      steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
    }

    /** This run with one step's state replaced or added. */
    Active with(String step, StepState state) {
      Map<String, StepState> changed = new LinkedHashMap<>(steps);
      changed.put(step, state);
      return new Active(run, release, requester, input, startedAt, changed);
    }
  }

  /** Over: {@code last} is what it was when it ended. */
  record Ended(Active last, Ending ending, String reason, Instant at) implements RunState {}

  /** The run's facts whether it is over or not; null before the first event. */
  default @Nullable Active facts() {
    return switch (this) {
      case Unstarted _ -> null;
      case Active active -> active;
      case Ended ended -> ended.last();
    };
  }

  /** When time alone changes this run; null when it does not. */
  default @Nullable Instant nextDeadline() {
    if (!(this instanceof Active active)) {
      return null;
    }
    return active.steps().values().stream()
        .map(StepState::deadline)
        .filter(Objects::nonNull)
        .min(Instant::compareTo)
        .orElse(null);
  }
}
