package dev.gatehold.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * Runs that people start at moments of their own, each decided a while later, whatever became of
 * the others: two Poisson processes of one rate, which do not slow down with what they meet.
 *
 * @param <T> a run that waits for its decision
 */
final class Arrivals<T> {
  private final Supplier<T> start;
  private final Consumer<T> decide;
  private final Duration thought;

  /**
   * Prepares.
   *
   * @param thought from the moment at which a run is due to start until its decision is due
   */
  Arrivals(Supplier<T> start, Consumer<T> decide, Duration thought) {
    this.start = start;
    this.decide = decide;
    this.thought = thought;
  }

  /**
   * What came of it.
   *
   * @param decisions how long those took that were due while runs were started, too, each from the
   *     moment at which it was due
   * @param cycles how many runs were started and decided
   */
  record Outcome(Latencies decisions, int cycles) {}

  /**
   * Moments at which something arrives, in nanoseconds from the beginning, ascending.
   *
   * @param perSecond how many on average
   * @param span after which there are no more
   */
  static long[] moments(double perSecond, Duration span, SplittableRandom random) {
    LongStream.Builder moments = LongStream.builder();
    double gaps = 1e9 / perSecond;
    double at = random.nextExponential() * gaps;
    while (at < span.toNanos()) {
      moments.add((long) at);
      at += random.nextExponential() * gaps;
    }
    return moments.build().toArray();
  }

  /** Returns when all that arrived is decided. */
  Outcome run(long[] moments) throws InterruptedException, ExecutionException {
    List<Future<T>> started = new ArrayList<>(moments.length);
    List<Future<Long>> decided = new ArrayList<>(moments.length);
    long begin = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      while (decided.size() < moments.length) {
        Future<T> toDecide = decided.size() < started.size() ? started.get(decided.size()) : null;
        long decision = begin + moments[decided.size()] + thought.toNanos();
        if (toDecide == null
            || (started.size() < moments.length && begin + moments[started.size()] < decision)) {
          await(begin + moments[started.size()]);
          started.add(threads.submit(start::get));
        } else {
          await(decision);
          decided.add(
              threads.submit(() -> {
                decide.accept(toDecide.get());
                return System.nanoTime() - decision;
              }));
        }
      }
    }
    Latencies decisions = new Latencies();
    for (int i = 0; i < moments.length; i++) {
      long latency = decided.get(i).get();
      if (moments[i] + thought.toNanos() <= moments[moments.length - 1]) {
        decisions.add(latency);
      }
    }
    return new Outcome(decisions, moments.length);
  }

  private static void await(long moment) {
    for (long left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
