package dev.gatehold.simulation.machine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Runs threads one at a time, each until it waits, and draws which is next. Time passes a little
 * with every turn, and to the next timer when nobody can go on.
 */
public final class Scheduler {
  private static final int LONGEST_TURN = 400_000;

  private record Turn(Group group, Runnable work) {}

  /** Something that happens later unless it is cancelled. */
  public static final class Timer {
    private final long at;
    private final long order;
    private final Group group;
    private final Runnable action;
    private boolean cancelled;

    private Timer(long at, long order, Group group, Runnable action) {
      this.at = at;
      this.order = order;
      this.group = group;
      this.action = action;
    }

    public void cancel() {
      cancelled = true;
    }
  }

  private final RandomGenerator random;
  private final List<Turn> ready = new ArrayList<>();
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(
          Comparator.<Timer>comparingLong(timer -> timer.at)
              .thenComparingLong(timer -> timer.order));
  private long nanos;
  private long made;
  private @Nullable Throwable broken;

  public Scheduler(RandomGenerator random) {
    this.random = random;
  }

  /** Nanoseconds since the beginning. */
  public long nanoTime() {
    return nanos;
  }

  /** A thread of this group; not started. */
  public Thread thread(Group group, String name, Runnable work) {
    Thread thread = Fibers.fiber(turn -> enqueue(group, turn), name, work);
    thread.setUncaughtExceptionHandler((_, e) -> broken = broken == null ? e : broken);
    return thread;
  }

  private void enqueue(Group group, Runnable turn) {
    if (!group.dead()) {
      ready.add(new Turn(group, turn));
    }
  }

  /** Does this later, between turns; it must not wait. */
  public Timer after(Group group, Duration delay, Runnable action) {
    Timer timer = new Timer(nanos + Math.max(0, delay.toNanos()), made++, group, action);
    timers.add(timer);
    return timer;
  }

  /** Lets a thread go on until it waits; when none can, lets time pass. False: it is all over. */
  public boolean step() {
    nanos += random.nextInt(LONGEST_TURN);
    fireDue();
    Turn next = draw();
    if (next != null) {
      next.work().run();
      return true;
    }
    Timer timer = nextTimer();
    if (timer == null) {
      return false;
    }
    nanos = Math.max(nanos, timer.at);
    fireDue();
    return true;
  }

  private @Nullable Turn draw() {
    while (!ready.isEmpty()) {
      int index = random.nextInt(ready.size());
      Turn drawn = ready.get(index);
      Turn last = ready.removeLast();
      if (index < ready.size()) {
        ready.set(index, last);
      }
      if (!drawn.group().dead()) {
        return drawn;
      }
    }
    return null;
  }

  private @Nullable Timer nextTimer() {
    while (!timers.isEmpty() && (timers.element().cancelled || timers.element().group.dead())) {
      timers.remove();
    }
    return timers.peek();
  }

  private void fireDue() {
    for (Timer timer = nextTimer(); timer != null && timer.at <= nanos; timer = nextTimer()) {
      timers.remove();
      timer.action.run();
    }
  }

  /** Whether everybody waits for time to pass. */
  public boolean idle() {
    return ready.isEmpty();
  }

  /** Everybody is late by this much at once, as after a pause of the machine. */
  public void leap(Duration by) {
    nanos += by.toNanos();
  }

  /** What a thread did not catch; null when every thread ended as it should. */
  public @Nullable Throwable broken() {
    return broken;
  }
}
