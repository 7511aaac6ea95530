package dev.gatehold.simulation.law;

import dev.gatehold.engine.effect.Connector;
import org.jspecify.annotations.Nullable;

/** A connector was told to work. */
public record Worked(Connector.Job job, @Nullable Chronicle run) {}
