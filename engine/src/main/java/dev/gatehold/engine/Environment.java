package dev.gatehold.engine;

import java.util.Locale;

/** Where a run belongs: draft runs are staging, runs of a release are live. */
public enum Environment {
  LIVE,
  STAGING;

  /**
   * Where a run belongs.
   *
   * @param draft whether it is one of a draft
   */
  public static Environment of(boolean draft) {
    return draft ? STAGING : LIVE;
  }

  /** The word that people use. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
