package dev.gatehold.core.approval;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request, handed from one person to another. The first may still decide; whoever does so first
 * uses up the right.
 *
 * @param from whose right it is
 * @param to who may use it
 * @param by who arranged it: {@code from}, or an admin
 * @param until the first instant at which it no longer holds; null for as long as the gate is open
 */
public record Handover(
    String from,
    String to,
    String by,
    @Nullable String reason,
    @Nullable Instant until,
    Instant at) {
  /** Whether it holds at this instant. */
  public boolean holds(Instant now) {
    return until == null || now.isBefore(until);
  }
}
