package dev.gatehold.simulation.law;

import dev.gatehold.core.run.RunEvent;
import dev.gatehold.core.run.RunState;
import dev.gatehold.core.run.StepState;
import dev.gatehold.engine.journal.Entry;
import org.jspecify.annotations.Nullable;

/** One event, as the journal has it, with the run before and after it. */
public record Moment(Entry entry, RunEvent event, RunState before, RunState after) {
  /** The state of a step before the event; null when it had none. */
  @Nullable StepState was(String step) {
    RunState.Active facts = before.facts();
    return facts == null ? null : facts.at(step);
  }

  /** The state of a step after the event; null when it has none. */
  @Nullable StepState is(String step) {
    RunState.Active facts = after.facts();
    return facts == null ? null : facts.at(step);
  }
}
