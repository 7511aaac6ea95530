package dev.gatehold.bench.waiting;

import dev.gatehold.bench.Latencies;
import dev.gatehold.engine.store.RunQuery;
import dev.gatehold.engine.store.RunRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Many deadlines at one moment, while people go on deciding on other runs: at a steady pace that
 * does not wait for answers, as people do who know nothing of each other.
 */
final class Deadlines {
  private static final int CALLERS = 16;
  private static final Duration PATIENCE = Duration.ofMinutes(20);
  private static final Duration LOOK = Duration.ofMillis(20);

  private final Desk desk;
  private final Sizes sizes;
  private final Sample sample;
  private final double perSecond;
  private final Duration before;

  private Deadlines(Desk desk, Sizes sizes, Sample sample, double perSecond, Duration before) {
    this.desk = desk;
    this.sizes = sizes;
    this.sample = sample;
    this.perSecond = perSecond;
    this.before = before;
  }

  /**
   * Measures.
   *
   * @param sample who may be decided meanwhile
   * @param perSecond how many decisions people make together
   * @param before how long they do so while nothing else happens
   */
  static void measure(
      Desk desk, Sample sample, Sizes sizes, double perSecond, Duration before, Figures figures)
      throws Exception {
    new Deadlines(desk, sizes, sample, perSecond, before).measure(figures);
  }

  private void measure(Figures figures) throws Exception {
    // What is compiled, cached and planned on the way is no part of the comparison.
    decideUntil(after(before));
    Latencies without = decideUntil(after(before));
    desk.turn(Crowd.HURRIED_ARE_DUE);
    long turned = System.nanoTime();
    Latencies during = decideUntil(this::allAreHandled);
    double seconds = (System.nanoTime() - turned) / 1e9;
    long deadlines = sizes.count(Sizes.Kind.HURRIED);
    requireAllExpired();
    figures.say("deadlines at one moment", "%,d".formatted(deadlines));
    figures.say("until all were handled, s", seconds);
    figures.say("deadlines per second", (double) deadlines / seconds);
    figures.say("decisions on cold runs beside them, per second", during.count() / seconds);
    say(figures, "without deadlines", without);
    say(figures, "during", during);
    figures.say(
        "decision p50 / p99, during to without",
        Figures.text(during.millis(0.50) / without.millis(0.50))
            + " / "
            + Figures.text(during.millis(0.99) / without.millis(0.99)));
  }

  private static void say(Figures figures, String when, Latencies decisions) {
    figures.say(
        "decision " + when + ", p50 / p99 / longest ms",
        Figures.text(decisions.millis(0.50))
            + " / "
            + Figures.text(decisions.millis(0.99))
            + " / "
            + Figures.text(decisions.millis(1)));
  }

  private boolean allAreHandled() {
    return desk.isUpToDate();
  }

  private void requireAllExpired() {
    List<RunRow> left = desk.store().runs(new RunQuery(Crowd.HURRIED, "active", null, 1));
    if (!left.isEmpty()) {
      throw new IllegalStateException("Expected every hurried run to have expired: " + left);
    }
  }

  private static BooleanSupplier after(Duration span) {
    long end = System.nanoTime() + span.toNanos();
    return () -> System.nanoTime() > end;
  }

  /** How long decisions took from when they were meant to be made. */
  private Latencies decideUntil(BooleanSupplier done)
      throws InterruptedException, ExecutionException {
    long start = System.nanoTime();
    Stop stop = new Stop();
    List<Future<Latencies>> parts = new ArrayList<>();
    Latencies all = new Latencies();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CALLERS; i++) {
        long first = start + (long) (i * 1e9 / perSecond);
        parts.add(threads.submit(() -> decideFrom(first, stop)));
      }
      while (!done.getAsBoolean() && System.nanoTime() - start < PATIENCE.toNanos()) {
        Thread.sleep(LOOK);
      }
      stop.now = true;
    }
    for (Future<Latencies> part : parts) {
      all.addAll(part.get());
    }
    if (!done.getAsBoolean()) {
      throw new IllegalStateException(
          "Expected an end within " + PATIENCE + ", but there is none.");
    }
    return all;
  }

  private static final class Stop {
    volatile boolean now;
  }

  private Latencies decideFrom(long first, Stop stop) {
    long between = (long) (CALLERS * 1e9 / perSecond);
    Latencies each = new Latencies();
    for (long due = first; !stop.now; due += between) {
      for (long left = due - System.nanoTime(); left > 0 && !stop.now; ) {
        LockSupport.parkNanos(left);
        left = due - System.nanoTime();
      }
      desk.decide(sample.take());
      each.add(System.nanoTime() - due);
    }
    return each;
  }
}
