package dev.gatehold.simulation.law;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An effect or a task was given to somebody.
 *
 * @param until when the lease before ends; null when nobody had it
 * @param now by the clock of whoever asked for it
 * @param number of the lease; 0 for effects
 * @param highest number of all leases before
 */
public record Leased(
    String what,
    String to,
    @Nullable String holder,
    @Nullable Instant until,
    Instant now,
    long number,
    long highest) {}
