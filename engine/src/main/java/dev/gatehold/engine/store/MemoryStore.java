package dev.gatehold.engine.store;

import dev.gatehold.core.value.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What flows remember from run to run: values by key, each with a version. An implementation must
 * honour:
 *
 * <ul>
 *   <li>{@link #write} is one transaction and durable when it returns; writes of one key follow one
 *       another, so that of several that expect the same version one is applied.
 *   <li>Versions of a key count up from 1 and are never given twice, deletions included.
 *   <li>A write that has an id is applied once: said again, it gives the version that it gave then,
 *       whatever came in between.
 *   <li>Of each key the newest {@link #KEPT_VERSIONS} versions are kept.
 *   <li>Spaces know nothing of one another.
 *   <li>What {@link RunStore} says of reads, threads, instants and errors holds here.
 * </ul>
 */
public interface MemoryStore {
  /** The most keys that a space may have at one time; deleted ones do not count. */
  int MOST_KEYS = 1_000;

  int KEPT_VERSIONS = 100;

  /** The memory of a flow: that of its draft runs ({@code staging}) or of all others (live). */
  record Space(String flow, boolean draft) {}

  /**
   * Who wrote.
   *
   * @param run null when a person did, like {@code step}
   * @param person null when a run did
   */
  record Writer(@Nullable String run, @Nullable String step, @Nullable String person) {
    public static Writer step(String run, String step) {
      return new Writer(run, step, null);
    }

    public static Writer person(String id) {
      return new Writer(null, null, id);
    }
  }

  /**
   * What a key had at one time.
   *
   * @param value JSON; null when the key was deleted with this version
   */
  record Version(String key, long number, @Nullable String value, Writer by, Instant at) {}

  /**
   * A write in the making.
   *
   * @param value JSON; null to delete the key
   * @param expected the version that the key has to have, 0 for none; null for any
   * @param id names the write; null for one that is never said again
   */
  record Change(
      Space space,
      String key,
      @Nullable String value,
      @Nullable Long expected,
      Writer by,
      @Nullable String id,
      Instant at) {
    /** Tells one change from another: of everything that is asked for, but not when and by whom. */
    public Digest digest() {
      return Digest.of(
          String.join(
              "\n", space.flow(), "" + space.draft(), key, "" + expected, String.valueOf(value)));
    }
  }

  /** What came of a write; all but {@link Written} change nothing. */
  sealed interface Reply {
    /**
     * It was applied.
     *
     * @param version the new one; 0 for the deletion of a key that was not there
     */
    record Written(long version) implements Reply {}

    /**
     * The key has another version than was expected.
     *
     * @param found the newest, which may be a deletion; null when there never was one
     */
    record Conflict(@Nullable Version found) implements Reply {}

    /** It would be one key too many. */
    record Full() implements Reply {}

    /** Another change was applied under its id. */
    record Reused() implements Reply {}
  }

  Reply write(Change change);

  /** The newest version of a key; empty when there is no such key, or none any more. */
  Optional<Version> newest(Space space, String key);

  /** The newest versions of the keys that begin with {@code prefix}, by key. */
  List<Version> list(Space space, String prefix);

  /** The versions of a key that are kept, newest first, deletions included. */
  List<Version> history(Space space, String key);
}
