package dev.gatehold.core.run;

import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.value.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
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
   * @param input as it is now: rework and approvers may change it
   * @param key of the runs that supersede each other; null for a run that does not
   * @param steps the states of the steps that were reached, in the order in which they were
   * @param incidents those that are open, in order of time
   */
  record Active(
      String run,
      ReleaseRef release,
      Principal requester,
      Map<String, @Nullable Object> input,
      @Nullable String key,
      Instant startedAt,
      Map<String, StepState> steps,
      List<Incident> incidents)
      implements RunState {
    public Active {
      input = Json.freezeObject(input);
      steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
      incidents = List.copyOf(incidents);
    }

    /** This run with one step's state replaced or added. */
    Active with(String step, StepState state) {
      Map<String, StepState> changed = new LinkedHashMap<>(steps);
      changed.put(step, state);
      return with(input, changed, incidents);
    }

    /** This run as if a step had not been reached. */
    Active without(String step) {
      Map<String, StepState> changed = new LinkedHashMap<>(steps);
      changed.remove(step);
      return with(input, changed, incidents);
    }

    Active withInput(Map<String, @Nullable Object> changed) {
      return with(changed, steps, incidents);
    }

    Active withIncident(Incident incident) {
      List<Incident> more = new ArrayList<>(incidents);
      more.add(incident);
      return with(input, steps, more);
    }

    /** This run without the incidents of a step. */
    Active mended(String step) {
      return with(
          input, steps, incidents.stream().filter(each -> !each.step().equals(step)).toList());
    }

    private Active with(
        Map<String, @Nullable Object> input,
        Map<String, StepState> steps,
        List<Incident> incidents) {
      return new Active(run, release, requester, input, key, startedAt, steps, incidents);
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
