package dev.gatehold.core.run;

import dev.gatehold.core.value.Digest;

/**
 * The exact definition that a run is pinned to.
 *
 * @param number the release's number from 1, or 0 for a run of the draft
 * @param digest of the flow file's text
 */
public record ReleaseRef(String flow, int number, Digest digest) {
  /** Whether this is a run of a draft. */
  public boolean draft() {
    return number == 0;
  }

  /** {@code flow@3}, or {@code flow@draft}. */
  public String text() {
    return flow + "@" + (draft() ? "draft" : number);
  }
}
