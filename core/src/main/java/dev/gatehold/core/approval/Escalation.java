package dev.gatehold.core.approval;

import java.util.Locale;

/** What a rung of the ladder does. */
public enum Escalation {
  /** The named may approve besides those who were asked before. */
  ADD,
  /** The named may approve instead of them; approvals that were given keep counting. */
  REPLACE,
  /** The named are told, and may decide no more than before. */
  NOTIFY;

  /** The word in files, API and command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
