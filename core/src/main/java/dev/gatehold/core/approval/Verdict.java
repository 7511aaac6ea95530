package dev.gatehold.core.approval;

import java.util.Locale;

/** What a person can say. */
public enum Verdict {
  APPROVE,
  REJECT;

  /** The word in files, API and command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
