package dev.gatehold.engine;

import dev.gatehold.core.run.Refusal;
import dev.gatehold.core.run.RunState;
import dev.gatehold.engine.journal.Entry;
import org.jspecify.annotations.Nullable;

/** The answer to a submission. */
public sealed interface Reply {
  /**
   * Applied and durable.
   *
   * @param view the run after this command, or later when the answer is a repetition; for a
   *     repeated start the run that the first one made
   * @param seq the number of the journal entry that the command made
   * @param entry what that entry says; null when an earlier submission with the same idempotency
   *     key made it
   */
  record Applied(RunView view, long seq, @Nullable Entry entry) implements Reply {
    /** The run's id. */
    public String run() {
      return view.run();
    }

    public RunState state() {
      return view.state();
    }

    /** Whether an earlier submission with the same idempotency key made the entry. */
    public boolean repeated() {
      return entry == null;
    }
  }

  /** Refused; nothing changed. */
  record Refused(Refusal refusal) implements Reply {}
}
