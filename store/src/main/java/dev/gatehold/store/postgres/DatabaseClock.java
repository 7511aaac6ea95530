package dev.gatehold.store.postgres;

import dev.gatehold.engine.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The database's clock, so that leases and deadlines mean the same on every node. It is asked every
 * ten seconds and goes on by the processor's counter in between: a step of the node's own wall
 * clock does nothing, and reading it costs no round trip. It is off by half a round trip at most,
 * and never goes back: when the database's clock turns out to be behind, as after a fail-over, this
 * one stands still until it is not. While the database does not answer, it goes on by itself.
 */
public final class DatabaseClock implements InstantSource, AutoCloseable {
  private static final int SAMPLES = 5;
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final Supplier<Instant> database;
  private final LongSupplier ticks;
  private final AtomicReference<Instant> latest = new AtomicReference<>(Instant.MIN);
  private final ScheduledExecutorService rounds =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("gatehold-database-clock").factory());
  private volatile Measured measured;

  /** What the database's clock showed at a reading of the counter. */
  private record Measured(Instant at, long ticks, long roundTrip) {}

  /**
   * Measures once.
   *
   * @param database asks the database for its time; throws {@link StoreException}
   * @param ticks nanoseconds from an arbitrary origin, as {@link System#nanoTime}
   */
  DatabaseClock(Supplier<Instant> database, LongSupplier ticks) {
    this.database = database;
    this.ticks = ticks;
    this.measured = best();
  }

  /** Measures every ten seconds from now on. */
  DatabaseClock running() {
    long interval = INTERVAL.toMillis();
    var _ = rounds.scheduleWithFixedDelay(this::measure, interval, interval, TimeUnit.MILLISECONDS);
    return this;
  }

  /** Measures anew, if the database answers. */
  void measure() {
    try {
      measured = best();
    } catch (StoreException away) {
      // The counter goes on without it, and the next round asks again.
    }
  }

  /** Of several answers the fastest says best when it was given. */
  private Measured best() {
    Measured best = sample();
    for (int i = 1; i < SAMPLES; i++) {
      Measured next = sample();
      if (next.roundTrip() < best.roundTrip()) {
        best = next;
      }
    }
    return best;
  }

  private Measured sample() {
    long asked = ticks.getAsLong();
    Instant at = database.get();
    long roundTrip = ticks.getAsLong() - asked;
    return new Measured(at, asked + roundTrip / 2, roundTrip);
  }

  @Override
  public Instant instant() {
    Measured last = measured;
    Instant now = last.at().plusNanos(ticks.getAsLong() - last.ticks());
    return latest.accumulateAndGet(now, (shown, next) -> next.isAfter(shown) ? next : shown);
  }

  @Override
  public void close() {
    rounds.shutdownNow();
  }
}
