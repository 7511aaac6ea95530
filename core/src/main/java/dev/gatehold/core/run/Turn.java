package dev.gatehold.core.run;

import dev.gatehold.core.run.RunState.Active;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one command has brought about so far: events, effects, and the state that they lead to. */
final class Turn {
  private final List<RunEvent> events = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private RunState state;

  Turn(RunState state) {
    this.state = state;
  }

  void emit(RunEvent event) {
    state = Evolution.evolve(state, event);
    events.add(event);
  }

  void effect(Effect effect) {
    effects.add(effect);
  }

  /** The run, or null when it is over. */
  @Nullable Active active() {
    return state instanceof Active active ? active : null;
  }

  /** Whether anything has happened yet. */
  boolean changed() {
    return !events.isEmpty();
  }

  Transition applied() {
    return new Transition.Applied(events, effects, state);
  }
}
