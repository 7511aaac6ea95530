package dev.gatehold.core.run;

import java.time.Instant;

/**
 * Something that keeps a step from going on and that nobody has been asked to mend by a request.
 *
 * @param code stable, dotted: {@code request.impossible}, {@code directory.unavailable}
 * @param message expected what, but found what
 * @param next what to do now
 */
public record Incident(String step, String code, String message, String next, Instant at) {}
