package dev.gatehold.core.run;

import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.StepState.Decided;
import dev.gatehold.core.value.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
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
   * @param deadline when the run times out; null without limit
   * @param parent the step that called it; null when it was started by itself
   * @param steps the states of the steps that were reached, by address, in the order in which they
   *     were; those of laps that are over are gone
   * @param callbacks what was called back for waits that are not over, by address, attempt and the
   *     attempt at the work that was told
   * @param archive the gates that were decided in laps that are over, by address
   * @param undo what undoes the run's work, in the order in which the work was done
   * @param incidents those that are open, in order of time
   * @param paused while nothing new begins; null otherwise
   * @param closing how the run ends once its work is undone; null before that
   */
  record Active(
      String run,
      ReleaseRef release,
      Principal requester,
      Map<String, @Nullable Object> input,
      @Nullable String key,
      Instant startedAt,
      @Nullable Instant deadline,
      @Nullable Parent parent,
      Map<String, StepState> steps,
      Map<String, Map<String, @Nullable Object>> callbacks,
      Map<String, Decided> archive,
      List<Undo> undo,
      List<Incident> incidents,
      @Nullable Pause paused,
      @Nullable Closing closing)
      implements RunState {
    public Active {
      input = Json.freezeObject(input);
      steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
      callbacks = Map.copyOf(callbacks);
      archive = Map.copyOf(archive);
      undo = List.copyOf(undo);
      incidents = List.copyOf(incidents);
    }

    /** Whether it works with what staging has: it is one of a draft, or one such called it. */
    public boolean draft() {
      return release.draft() || (parent != null && parent.draft());
    }

    /**
     * The state of a step, be its lap over or not; null when it was not reached or is forgotten.
     */
    public @Nullable StepState at(String step) {
      StepState state = steps.get(step);
      return state == null ? archive.get(step) : state;
    }

    /** The id of the run that a step has called and waits for; null when it waits for none. */
    public @Nullable String called(String step) {
      return steps.get(step) instanceof StepState.Working working
              && working.connector().equals(Action.CALL)
          ? Calls.childOf(run, step, working.attempt(), working.since())
          : null;
    }

    /** This run with one step's state replaced or added. */
    Active with(String step, StepState state) {
      Map<String, StepState> changed = new LinkedHashMap<>(steps);
      changed.put(step, state);
      return withSteps(changed);
    }

    /** This run as if a step had not been reached. */
    Active without(String step) {
      Map<String, StepState> changed = new LinkedHashMap<>(steps);
      changed.remove(step);
      return withSteps(changed);
    }

    Active withSteps(Map<String, StepState> changed) {
      return copy(input, changed, callbacks, archive, undo, incidents, paused, closing);
    }

    Active withInput(Map<String, @Nullable Object> changed) {
      return copy(changed, steps, callbacks, archive, undo, incidents, paused, closing);
    }

    /** This run with more gates in its archive. */
    Active archived(Map<String, Decided> gates) {
      if (gates.isEmpty()) {
        return this;
      }
      Map<String, Decided> more = new LinkedHashMap<>(archive);
      more.putAll(gates);
      return copy(input, steps, callbacks, more, undo, incidents, paused, closing);
    }

    /** What one attempt at work called back for this attempt of a wait; null when nothing. */
    @Nullable Map<String, @Nullable Object> callback(String step, int attempt, int told) {
      return callbacks.get(callee(step, attempt) + told);
    }

    Active withCallback(String step, int attempt, int told, Map<String, @Nullable Object> body) {
      Map<String, Map<String, @Nullable Object>> more = new LinkedHashMap<>(callbacks);
      more.put(callee(step, attempt) + told, body);
      return copy(input, steps, more, archive, undo, incidents, paused, closing);
    }

    Active withoutCallback(String step, int attempt) {
      Map<String, Map<String, @Nullable Object>> fewer = new LinkedHashMap<>(callbacks);
      fewer.keySet().removeIf(key -> key.startsWith(callee(step, attempt)));
      return copy(input, steps, fewer, archive, undo, incidents, paused, closing);
    }

    private static String callee(String step, int attempt) {
      return step + "#" + attempt + "#";
    }

    Active withUndo(Undo planned) {
      List<Undo> more = new ArrayList<>(undo);
      more.add(planned);
      return copy(input, steps, callbacks, archive, more, incidents, paused, closing);
    }

    Active withIncident(Incident incident) {
      List<Incident> more = new ArrayList<>(incidents);
      more.add(incident);
      return copy(input, steps, callbacks, archive, undo, more, paused, closing);
    }

    /** This run without the incidents of a step. */
    Active mended(String step) {
      List<Incident> others = incidents.stream().filter(each -> !each.step().equals(step)).toList();
      return copy(input, steps, callbacks, archive, undo, others, paused, closing);
    }

    Active withPause(@Nullable Pause pause) {
      return copy(input, steps, callbacks, archive, undo, incidents, pause, closing);
    }

    /** This run with nothing left to do but to undo its work. */
    Active closing(Closing end) {
      return copy(input, steps, callbacks, archive, undo, incidents, paused, end);
    }

    private Active copy(
        Map<String, @Nullable Object> input,
        Map<String, StepState> steps,
        Map<String, Map<String, @Nullable Object>> callbacks,
        Map<String, Decided> archive,
        List<Undo> undo,
        List<Incident> incidents,
        @Nullable Pause paused,
        @Nullable Closing closing) {
      return new Active(
          run, release, requester, input, key, startedAt, deadline, parent, steps, callbacks,
          archive, undo, incidents, paused, closing);
    }
  }

  /**
   * Over.
   *
   * @param last what it was when it ended
   * @param output what it was for; null unless it completed and its flow says what that is
   */
  record Ended(
      Active last,
      Ending ending,
      String reason,
      @Nullable Map<String, @Nullable Object> output,
      Instant at)
      implements RunState {
    public Ended {
      output = output == null ? null : Json.freezeObject(output);
    }
  }

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
    boolean still = active.paused() != null;
    return Stream.concat(
            Stream.ofNullable(active.closing() == null ? active.deadline() : null),
            active.steps().values().stream()
                .filter(state -> !still || !state.deadlineStartsWork())
                .map(StepState::deadline)
                .filter(Objects::nonNull))
        .min(Instant::compareTo)
        .orElse(null);
  }
}
