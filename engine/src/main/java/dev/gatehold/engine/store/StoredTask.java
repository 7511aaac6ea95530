package dev.gatehold.engine.store;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Work for somebody outside, as stored.
 *
 * @param losses how many workers have let their lease of it run out before the one of now
 * @param holder who has it; null while nobody does. A holder whose lease ran out stays until the
 *     next one comes
 */
public record StoredTask(Offer offer, int losses, @Nullable Holder holder, Progress progress) {

  /**
   * What is to be done.
   *
   * @param id that of the effect whose place it takes
   * @param queue the name under which workers ask for it
   * @param input JSON
   * @param silence how long whoever has it may be silent
   * @param at when it was placed
   */
  public record Offer(
      String id, Origin origin, String queue, String input, Duration silence, Instant at) {}

  /**
   * The attempt that a task is.
   *
   * @param draft whether the run is one of a draft
   */
  public record Origin(String run, String step, int attempt, boolean draft) {}

  /**
   * Who has a task.
   *
   * @param worker the name that the worker gave itself
   * @param until when the lease ends unless it is renewed
   */
  public record Holder(Lease lease, String worker, Instant until) {}

  /**
   * What proves that somebody has a task: a lease that was given later has a higher number, of
   * whatever task, and none is given twice.
   *
   * @param principal the id of whoever claimed it
   */
  public record Lease(long number, String principal) {}

  /**
   * What a worker said on the way; both parts are null until it said something.
   *
   * @param share of the work that is done, 0 to 1
   */
  public record Progress(@Nullable Double share, @Nullable String message) {
    public static final Progress NONE = new Progress(null, null);
  }

  public String id() {
    return offer.id();
  }

  /** Whether somebody has it and may still do so at this time. */
  public boolean heldAt(Instant now) {
    return holder != null && !holder.until().isBefore(now);
  }
}
