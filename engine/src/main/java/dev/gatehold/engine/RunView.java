package dev.gatehold.engine;

import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.run.RunState;
import org.jspecify.annotations.Nullable;

/**
 * A run as it is now, for readers.
 *
 * @param flow the definition that it is pinned to
 * @param state started, perhaps ended
 * @param seq the number of its last journal entry
 * @param headHash the hash of its last journal entry
 * @param parked why the engine has set it aside; null when it has not
 */
public record RunView(
    String run, Flow flow, RunState state, long seq, String headHash, @Nullable String parked) {}
