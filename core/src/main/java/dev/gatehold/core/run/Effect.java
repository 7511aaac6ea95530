package dev.gatehold.core.run;

import dev.gatehold.core.flow.SecretPlace;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.value.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What must happen outside because of an event. Delivered at least once. */
public sealed interface Effect {
  /**
   * A connector must do the work of a step; the result comes back as a command.
   *
   * @param callback where the work may call back; null for work that does not
   * @param secrets where secrets belong in the parameters; null for none
   */
  record RunStep(
      String step,
      int attempt,
      String connector,
      Map<String, @Nullable Object> parameters,
      @Nullable Duration timeout,
      @Nullable Callee callback,
      @Nullable List<SecretPlace> secrets)
      implements Effect {
    public RunStep {
      secrets = secrets == null || secrets.isEmpty() ? null : List.copyOf(secrets);
      parameters = Json.freezeObject(parameters);
    }
  }

  /**
   * A wait for a callback, reached or not, as one attempt at work is told of it.
   *
   * @param attempt the number that the wait has or will have; a callback for another is refused
   * @param told the attempt at the work that is told; once there is a later one, its callback is
   *     refused
   */
  record Callee(String step, int attempt, int told) {}

  /**
   * Another flow must run as the work of a step.
   *
   * @param run the id of the run to start
   * @param release its release's number; null for the live one
   * @param requester on whose behalf: who requested the run that calls
   */
  record CallFlow(
      String step,
      int attempt,
      String run,
      String flow,
      @Nullable Integer release,
      Map<String, @Nullable Object> input,
      Parent parent,
      Principal requester)
      implements Effect {
    public CallFlow {
      input = Json.freezeObject(input);
    }
  }

  /** The run that an attempt called must end: its result no longer counts. */
  record CancelCall(String step, int attempt, String run) implements Effect {}

  /** The run above this one must hear how it ended. */
  record TellParent(Parent parent, Command.ReturnCall result) implements Effect {}

  /** A connector must stop working on an attempt whose result no longer counts. */
  record StopStep(String step, int attempt, String connector) implements Effect {}

  /**
   * Events of this name and key must be handed to the wait, those included that came since the run
   * started.
   *
   * @param key null for events without a key
   */
  record Subscribe(String step, int attempt, String event, @Nullable String key)
      implements Effect {}

  /**
   * Older runs of this flow with the same key, which people have not decided yet, must end: this
   * run takes their place.
   */
  record Supersede(String flow, String key) implements Effect {}
}
