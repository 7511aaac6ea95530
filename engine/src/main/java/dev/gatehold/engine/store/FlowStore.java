package dev.gatehold.engine.store;

import dev.gatehold.core.value.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Flow files: one mutable draft and any number of immutable releases per flow, one of them live.
 */
public interface FlowStore {
  /** The draft of a flow: its file's text. */
  record Draft(String flow, String source, Digest digest, String author, Instant at) {}

  /**
   * A release.
   *
   * @param number from 1, one more than the newest ever made of this flow; never used again
   * @param digest of the source
   */
  record Release(
      String flow,
      int number,
      String source,
      Digest digest,
      String author,
      String note,
      Instant at) {}

  /** A flow at a glance; {@code live} and {@code newest} are 0 when there is none. */
  record FlowRow(String flow, int live, int newest, @Nullable Instant draftAt) {}

  /** Replaces the draft. */
  void saveDraft(Draft draft);

  Optional<Draft> draft(String flow);

  /** Makes the next release of this text and gives it its number. */
  Release addRelease(
      String flow, String source, Digest digest, String author, String note, Instant at);

  Optional<Release> release(String flow, int number);

  /** Newest first; deleted ones are gone. */
  List<Release> releases(String flow);

  /** Makes an existing release the live one. */
  void promote(String flow, int number, String by, Instant at);

  /** The live release. */
  Optional<Release> live(String flow);

  /** Deletes a release unless it is live or an active run is pinned to it; says whether it did. */
  boolean deleteRelease(String flow, int number);

  /** The text with this digest, of any draft or release that was ever run or released. */
  Optional<String> source(Digest digest);

  /** Keeps the text of a draft that a run is pinned to. */
  void keepSource(Digest digest, String source);

  /** By name. */
  List<FlowRow> flows();
}
