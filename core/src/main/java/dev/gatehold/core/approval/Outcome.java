package dev.gatehold.core.approval;

import java.util.Locale;

/** What a gate became; final. Only {@code APPROVED} opens it. */
public enum Outcome {
  APPROVED,
  REJECTED,
  EXPIRED,
  CANCELLED;

  /** The word in files, API and command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the word.
   *
   * @throws IllegalArgumentException for another one
   */
  public static Outcome of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
