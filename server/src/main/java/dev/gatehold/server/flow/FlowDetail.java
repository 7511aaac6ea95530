package dev.gatehold.server.flow;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A flow with its draft and releases.
 *
 * @param live the number of the live release; 0 when there is none
 * @param newest the number of the newest release; 0 when there is none
 * @param releases newest first
 */
public record FlowDetail(
    String flow, int live, int newest, @Nullable DraftItem draft, List<ReleaseItem> releases) {

  /** The mutable copy. */
  public record DraftItem(String digest, String author, Instant at) {}

  /** An immutable copy. */
  public record ReleaseItem(
      int number, String digest, String author, String note, Instant at, boolean live) {}
}
