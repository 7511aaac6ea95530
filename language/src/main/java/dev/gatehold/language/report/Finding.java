package dev.gatehold.language.report;

/**
 * One thing to tell the author of a file.
 *
 * @param code stable and dotted
 * @param warning whether the flow may be used all the same
 * @param message one sentence: what was expected, and what was found
 * @param next one sentence: what to do
 */
public record Finding(String code, boolean warning, Place place, String message, String next) {}
