package dev.gatehold.core.approval;

import java.util.Locale;

/** What a person can say, in the end: every choice of a gate counts as one of these. */
public enum Verdict {
  APPROVE,
  REJECT,
  REQUEST_CHANGES,
  /** Moves the request up its ladder now instead of later; it is no opinion on the subject. */
  ESCALATE;

  /** The word in files, API and command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the word.
   *
   * @throws IllegalArgumentException for another one
   */
  public static Verdict of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
