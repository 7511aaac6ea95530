package dev.gatehold.language.report;

/**
 * One thing to tell the author of a file.
 *
 * @param code stable and dotted
 * @param message one sentence: what was expected, and what was found
 * @param next one sentence: what to do
 */
public record Finding(String code, Weight weight, Place place, String message, String next) {
  /** How much it matters: only an error keeps the file from being used. */
  public enum Weight {
    ERROR,
    WARNING,
    NOTE
  }
}
