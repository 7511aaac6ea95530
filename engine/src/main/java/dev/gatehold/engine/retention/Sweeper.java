package dev.gatehold.engine.retention;

import dev.gatehold.core.value.Digest;
import dev.gatehold.core.value.Durations;
import dev.gatehold.engine.resource.ResourceStore;
import dev.gatehold.engine.resource.ResourceStore.Blob;
import dev.gatehold.engine.store.FlowStore;
import dev.gatehold.engine.store.MemoryStore;
import dev.gatehold.engine.store.RunStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Deletes resources that were stored long enough ago and that nothing alive mentions.
 *
 * <p>What begins to mention a resource while it is swept is looked for once more, right before
 * anything is deleted; what is stored anew stays, whenever that happens. Any number of processes
 * may sweep the same store.
 *
 * <p>A clock that is wrong for less than a day deletes nothing: a sweep follows upon another one
 * that was a day to a week ago by the same clock. Otherwise it only notes the time.
 */
public final class Sweeper {
  /** The shortest time for which resources are kept. */
  public static final Duration SHORTEST = Duration.ofDays(1);

  /** How much is between two sweeps. */
  static final Duration PAUSE = Duration.ofDays(1);

  /** After a longer pause, or one of less than none, the clock is not believed at once. */
  static final Duration LONGEST_PAUSE = Duration.ofDays(7);

  private static final int PAGE = 1_000;

  /** How many may be looked for at a time, for the memory that they need. */
  private static final int BATCH = 50_000;

  private final Stores stores;
  private final Duration keep;
  private final InstantSource clock;

  /** Where resources are, and everything that may mention them. */
  public record Stores(
      ResourceStore resources, RunStore runs, FlowStore flows, MemoryStore memory) {}

  /**
   * Prepares to sweep.
   *
   * @param keep how long resources stay after they were stored, and after the end of the last run
   *     that mentions them; at least {@link #SHORTEST}
   */
  public Sweeper(Stores stores, Duration keep, InstantSource clock) {
    if (keep.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(
          "Expected resources to be kept for at least "
              + Durations.format(SHORTEST)
              + ", but found "
              + Durations.format(keep)
              + ".");
    }
    this.stores = stores;
    this.keep = keep;
    this.clock = clock;
  }

  /** What a look came to. */
  public sealed interface Look {
    /** The last sweep is not long ago. */
    record NotDue() implements Look {}

    /** Nothing was deleted, for there is no sweep that this one could follow; from now on is. */
    record Noted(@Nullable Instant last) implements Look {}

    /** So many were old, and so many of these were deleted. */
    record Swept(int old, int deleted) implements Look {}
  }

  /** Sweeps when it is time to. */
  public Look look() throws IOException {
    Instant now = clock.instant();
    Optional<Instant> last = stores.resources.lastSweep();
    if (last.isEmpty() || !isCredible(last.get(), now)) {
      stores.resources.noteSweep(now);
      return new Look.Noted(last.orElse(null));
    }
    if (now.isBefore(last.get().plus(PAUSE))) {
      return new Look.NotDue();
    }
    Look.Swept swept = sweep(now);
    stores.resources.noteSweep(now);
    return swept;
  }

  private static boolean isCredible(Instant last, Instant now) {
    return !now.isBefore(last) && !now.isAfter(last.plus(LONGEST_PAUSE));
  }

  private Look.Swept sweep(Instant now) throws IOException {
    Instant before = now.minus(keep);
    int old = 0;
    int deleted = 0;
    Digest last = null;
    List<Blob> page = stores.resources.blobs(null, PAGE);
    while (!page.isEmpty()) {
      Set<Digest> batch = new HashSet<>();
      while (!page.isEmpty() && batch.size() < BATCH) {
        page.stream()
            .filter(blob -> blob.storedAt().isBefore(before))
            .forEach(blob -> batch.add(blob.digest()));
        last = page.getLast().digest();
        page = stores.resources.blobs(last, PAGE);
      }
      old += batch.size();
      deleted += delete(batch, before, now);
    }
    return new Look.Swept(old, deleted);
  }

  private int delete(Set<Digest> batch, Instant before, Instant now) throws IOException {
    if (batch.isEmpty()) {
      return 0;
    }
    Living living = new Living(stores, before);
    living.look(text -> Mentions.in(text, batch::remove));
    // The first look may take long; this one sees what has come in the meantime.
    living.look(text -> Mentions.in(text, batch::remove));
    int deleted = 0;
    for (Digest digest : batch) {
      deleted += stores.resources.expire(digest, before, now) ? 1 : 0;
    }
    return deleted;
  }
}
