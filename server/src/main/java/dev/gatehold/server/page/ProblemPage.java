package dev.gatehold.server.page;

/**
 * A page that says what went wrong.
 *
 * @param heading a few words
 * @param message one sentence
 * @param next what to do now
 */
public record ProblemPage(Frame frame, String heading, String message, String next) {}
