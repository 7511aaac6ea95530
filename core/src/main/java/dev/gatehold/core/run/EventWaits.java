package dev.gatehold.core.run;

import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.Expressions;
import dev.gatehold.core.flow.Scope;
import dev.gatehold.core.flow.Template;
import dev.gatehold.core.run.Command.TakeEvent;
import dev.gatehold.core.run.RunEvent.EventAwaited;
import dev.gatehold.core.run.RunEvent.StepFailed;
import dev.gatehold.core.run.RunState.Active;
import dev.gatehold.core.run.StepState.AwaitingEvent;
import dev.gatehold.core.value.Durations;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Waits for events from outside. A run keeps none of them: those that came early are looked up by
 * whoever carries out {@link Effect.Subscribe}. An event never says anything at a gate.
 */
final class EventWaits {
  /** The longest key of an event. */
  private static final int LONGEST_KEY = 200;

  private EventWaits() {}

  /**
   * The key of the events that a wait is for; null for those without one.
   *
   * @throws IllegalArgumentException for a key that no event can have
   */
  static @Nullable String key(Action.EventWait wait, Expressions expressions, Scope scope) {
    Template template = wait.key();
    if (template == null) {
      return null;
    }
    String key = template.renderText(expressions, scope);
    if (key.isBlank() || key.length() > LONGEST_KEY) {
      throw new IllegalArgumentException(
          "Expected the key of event '"
              + wait.event()
              + "' to have 1 to "
              + LONGEST_KEY
              + " characters, but found "
              + (key.isBlank() ? "none" : key.length())
              + ".");
    }
    return key;
  }

  static void await(
      Turn turn, String at, Action.EventWait wait, @Nullable String key, int attempt, Instant now) {
    Duration within = wait.within();
    Instant deadline = within == null ? null : now.plus(within);
    turn.emit(new EventAwaited(at, attempt, wait.event(), key, deadline, now));
    turn.effect(new Effect.Subscribe(at, attempt, wait.event(), key));
  }

  /** Why this event does not end a wait; null when it does. */
  static @Nullable Refusal whyNot(Active run, TakeEvent command) {
    boolean awaited =
        run.steps().get(command.step()) instanceof AwaitingEvent wait
            && wait.attempt() == command.attempt();
    return awaited ? null : OperatorRefusals.eventOver(command.step());
  }

  static void timeOut(Turn turn, String at, AwaitingEvent wait, Instant now) {
    String key = wait.key();
    Failure failure =
        new Failure(
            "wait.timeout",
            "Expected event '"
                + wait.event()
                + (key == null ? "" : "' with key '" + key)
                + "', but there was none within "
                + Durations.format(Duration.between(wait.since(), now))
                + ".",
            false);
    turn.emit(new StepFailed(at, wait.attempt(), failure, now));
  }
}
