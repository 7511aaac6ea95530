package dev.gatehold.engine.loop;

import dev.gatehold.engine.host.Host;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes runs when their deadlines come. The rows hold one deadline per run; this thread knows only
 * the earliest of them all.
 */
public final class Timers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Timers.class);
  private static final int AT_ONCE = 500;
  private static final Duration LONGEST_SLEEP = Duration.ofSeconds(30);

  /** Others set deadlines, too, and die over those that they were to see to. */
  private static final Duration LONGEST_SLEEP_AMONG_OTHERS = Duration.ofSeconds(1);

  private static final Duration CLAIM = Duration.ofSeconds(10);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

  /**
   * Lets time pass for these runs, and waits until that is done; says for how many it changed
   * something.
   */
  public interface Bell {
    int ring(List<String> runs);
  }

  private final RunStore store;
  private final InstantSource clock;
  private final Host host;
  private final Bell bell;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition earlier = lock.newCondition();
  private final Thread thread;
  private @Nullable Instant next;
  private Instant seenTo = Instant.EPOCH;
  private boolean looked = true;
  private volatile boolean closed;

  public Timers(RunStore store, InstantSource clock, Host host, Bell bell) {
    this.store = store;
    this.clock = clock;
    this.host = host;
    this.bell = bell;
    this.thread = host.thread("gatehold-timers", this::run);
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  /** A run has this deadline now. */
  public void heed(@Nullable Instant deadline) {
    if (deadline == null) {
      return;
    }
    lock.lock();
    try {
      if (next == null || deadline.isBefore(next)) {
        next = deadline;
        earlier.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Looks at the clock again, for clocks that are turned by hand. */
  public void wake() {
    lock.lock();
    try {
      looked = false;
      earlier.signal();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    while (!closed) {
      try {
        boolean progress = ringAllDue();
        sleepUntilNext(progress);
      } catch (InterruptedException e) {
        return;
      } catch (StoreException e) {
        LOG.warn("Deadlines could not be read; trying again soon: {}", e.getMessage());
        pause();
      } catch (RuntimeException e) {
        LOG.error("The timers met a bug; going on", e);
        pause();
      }
    }
  }

  /**
   * Says whether the due runs moved; a run that is due and does not move must not make a busy loop.
   */
  private boolean ringAllDue() {
    while (!closed) {
      Instant now = clock.instant();
      List<String> due = store.due(now, now.plus(CLAIM), AT_ONCE);
      if (due.isEmpty()) {
        seenTo = now;
        return true;
      }
      if (bell.ring(due) == 0) {
        return false;
      }
    }
    return true;
  }

  private void sleepUntilNext(boolean progress) throws InterruptedException {
    lock.lock();
    try {
      // What is due up to then and still stands is another node's for a while.
      next = store.nextDeadline(seenTo);
      if (!progress) {
        long end = host.nanoTime() + AFTER_TROUBLE.toNanos();
        boolean over = false;
        while (!over && !closed) {
          over = !host.await(earlier, Duration.ofNanos(end - host.nanoTime()));
        }
        return;
      }
      Instant now = clock.instant();
      Duration longest = store.isShared() ? LONGEST_SLEEP_AMONG_OTHERS : LONGEST_SLEEP;
      while (looked && !closed && (next == null || next.isAfter(now))) {
        Duration sleep = next == null ? longest : Duration.between(now, next);
        sleep = sleep.compareTo(longest) > 0 ? longest : sleep;
        if (!host.await(earlier, sleep)) {
          return;
        }
        now = clock.instant();
      }
      looked = true;
    } finally {
      lock.unlock();
    }
  }

  private void pause() {
    try {
      host.sleep(AFTER_TROUBLE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    wake();
    try {
      host.join(thread, Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
