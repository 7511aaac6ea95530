package dev.gatehold.server.flow;

import dev.gatehold.core.run.ReleaseRef;

/**
 * The definition that a run is pinned to.
 *
 * @param number from 1; 0 for the draft
 * @param digest of the flow file, {@code sha256:…}
 */
public record ReleaseTag(int number, String digest, boolean draft) {
  public static ReleaseTag of(ReleaseRef release) {
    return new ReleaseTag(release.number(), release.digest().text(), release.draft());
  }
}
