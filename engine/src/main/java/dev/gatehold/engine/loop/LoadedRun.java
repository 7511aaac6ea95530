package dev.gatehold.engine.loop;

import dev.gatehold.core.run.RunState;
import dev.gatehold.engine.RunView;
import dev.gatehold.engine.flow.FlowCatalog;
import dev.gatehold.engine.journal.JournalCodec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run in memory, as it is durable.
 *
 * @param seq the number of its last journal entry, 0 before the first
 * @param headHash the hash of that entry
 * @param snapshotSeq the entry after which the stored snapshot was taken, 0 without one
 * @param parked why it was set aside; null when it was not
 */
public record LoadedRun(
    String run,
    RunState state,
    long seq,
    String headHash,
    long snapshotSeq,
    @Nullable String parked) {

  /** A run that does not exist yet. */
  public static LoadedRun absent(String run) {
    return new LoadedRun(run, new RunState.Unstarted(), 0, JournalCodec.GENESIS, 0, null);
  }

  /** For readers; empty for a run that does not exist yet. */
  public Optional<RunView> view(FlowCatalog flows) {
    RunState.Active facts = state.facts();
    return facts == null
        ? Optional.empty()
        : Optional.of(new RunView(run, flows.flow(facts.release()), state, seq, headHash, parked));
  }
}
