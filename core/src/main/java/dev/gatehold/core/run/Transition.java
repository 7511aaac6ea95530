package dev.gatehold.core.run;

import java.util.List;

/** The answer to a command: either it applies, whole, or it is refused and nothing changed. */
public sealed interface Transition {
  /**
   * The command applies.
   *
   * @param events in order, at least one
   * @param effects in order
   * @param state the run after the events
   */
  record Applied(List<RunEvent> events, List<Effect> effects, RunState state)
      implements Transition {
    public Applied {
      events = List.copyOf(events);
      effects = List.copyOf(effects);
    }
  }

  /** The command does not apply. */
  record Refused(Refusal refusal) implements Transition {}
}
