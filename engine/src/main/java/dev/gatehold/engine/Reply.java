package dev.gatehold.engine;

import dev.gatehold.core.run.Refusal;
import dev.gatehold.core.run.RunState;

/** The answer to a submission. */
public sealed interface Reply {
  /**
   * Applied and durable.
   *
   * @param run the run's id; for a repeated start, the id that the first one got
   * @param seq the journal entry that the command made
   * @param state the run after this command, or later when the answer is a repetition
   * @param repeated whether an earlier submission with the same idempotency key made the entry
   */
  record Applied(String run, long seq, RunState state, boolean repeated) implements Reply {}

  /** Refused; nothing changed. */
  record Refused(Refusal refusal) implements Reply {}
}
