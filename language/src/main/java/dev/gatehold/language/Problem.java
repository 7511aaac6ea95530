package dev.gatehold.language;

import java.util.Locale;

/**
 * What is wrong with a flow file, for the person who wrote it.
 *
 * @param code stable, dotted: {@code flow.unknown_key}, {@code flow.duplicate_id}
 * @param severity only an error keeps the flow from being pushed
 * @param line from 1
 * @param column from 1
 * @param message one sentence: "Expected …, but found …."
 * @param next one sentence: what to do, with a did-you-mean where there is one
 * @param excerpt the line itself, and below it a caret under the column; empty when the place is
 *     unknown
 */
public record Problem(
    String code,
    Severity severity,
    String file,
    int line,
    int column,
    String message,
    String next,
    String excerpt) {

  /** How bad it is. */
  public enum Severity {
    ERROR,
    /** Probably not meant. */
    WARNING,
    /** Good to know. */
    NOTE
  }

  /** The whole report of this problem, several lines, as a compiler would print it. */
  public String text() {
    return file
        + ":"
        + line
        + ":"
        + column
        + ": "
        + severity.name().toLowerCase(Locale.ROOT)
        + " ["
        + code
        + "] "
        + message
        + "\n"
        + excerpt
        + (excerpt.isEmpty() ? "" : "\n")
        + "  next: "
        + next;
  }
}
