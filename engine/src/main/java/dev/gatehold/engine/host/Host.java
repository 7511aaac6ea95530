package dev.gatehold.engine.host;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.random.RandomGenerator;

/**
 * Threads, waits and chance. The engine waits without limit by whatever Java offers; every wait
 * that has one goes through here, for then something else than a thread has to end it. Waits may be
 * interrupted like Java's own. A time that is not positive is over at once.
 */
public interface Host {
  /** A thread that lives as long as its engine; not started. */
  Thread thread(String name, Runnable work);

  /** A cheap thread for one piece of work, which may block; not started. */
  Thread worker(String name, Runnable work);

  /** A thread for small jobs; it begins with the first one. */
  Keeper keeper(String name);

  /** Waits for a latch to open; says whether it did in time. */
  boolean await(CountDownLatch latch, Duration patience) throws InterruptedException;

  /** Waits for a signal, as its holder of the lock; says whether it came in time. */
  boolean await(Condition condition, Duration patience) throws InterruptedException;

  /** Waits for a thread to end; says whether it did in time. */
  boolean join(Thread thread, Duration patience) throws InterruptedException;

  /** Waits. */
  void sleep(Duration time) throws InterruptedException;

  /** Nanoseconds since some moment, for measuring how long something takes; never goes back. */
  long nanoTime();

  /** Spreads what would otherwise happen everywhere at once; no secret may come of it. */
  RandomGenerator random();
}
