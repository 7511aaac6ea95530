package dev.gatehold.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A clock that moves only when told, and never back. Threads can wait for a time on it, and
 * listeners are told of every move.
 */
public final class VirtualClock implements InstantSource {
  private final List<Consumer<Instant>> listeners = new CopyOnWriteArrayList<>();
  private Instant now;

  public VirtualClock(Instant start) {
    now = start;
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  /** Moves on by this much. */
  public void advance(Duration by) {
    advanceTo(instant().plus(by));
  }

  /**
   * Moves on to this time, wakes who waits for it, then calls the listeners in this thread.
   *
   * @throws IllegalArgumentException for a time that is over
   */
  public void advanceTo(Instant time) {
    synchronized (this) {
      if (time.isBefore(now)) {
        throw new IllegalArgumentException(
            "Expected to move the clock on from " + now + ", but " + time + " is over.");
      }
      now = time;
      notifyAll();
    }
    listeners.forEach(listener -> listener.accept(time));
  }

  /** Waits until the clock has been moved to this time or past it. */
  public synchronized void await(Instant time) throws InterruptedException {
    while (now.isBefore(time)) {
      wait();
    }
  }

  /** Tells this listener the new time after every move, until the subscription is closed. */
  public Subscription onMove(Consumer<Instant> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Ends when closed. */
  @FunctionalInterface
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
