package dev.gatehold.simulation.law;

import dev.gatehold.engine.RunView;
import org.jspecify.annotations.Nullable;

/**
 * A run as a node showed it.
 *
 * @param since the last entry that somebody was told of when the node was asked
 */
public record Viewed(RunView view, @Nullable Chronicle run, long since) {}
