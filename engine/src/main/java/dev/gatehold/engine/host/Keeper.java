package dev.gatehold.engine.host;

import java.time.Duration;

/** Does small jobs, one after the other. Errors of a job that repeats itself end its repetition. */
public interface Keeper extends AutoCloseable {
  /** Does this as soon as what came before is done; nothing once it is closed. */
  void soon(Runnable job);

  /**
   * Does this again and again until it is closed.
   *
   * @param first how long until it is done for the first time
   * @param pause from the end of one time to the beginning of the next
   */
  void every(Duration first, Duration pause, Runnable job);

  /** Interrupts what is being done and does nothing any more; does not wait. */
  @Override
  void close();

  /** Waits until what {@link #close} interrupted has ended; says whether it did in time. */
  boolean awaitEnd(Duration patience) throws InterruptedException;
}
