package dev.gatehold.bench.race;

import dev.gatehold.bench.Latencies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Those who start runs and decide them, each in a closed loop: start, approve, again. */
final class Callers {
  /** After as many errors a peer does not work, and figures would be of its errors. */
  private static final int FAILURES_AT_MOST = 1_000;

  private final Peer peer;
  private final Course course;
  private final AtomicLong failures = new AtomicLong();

  Callers(Peer peer, Course course) {
    this.peer = peer;
    this.course = course;
  }

  long warmUp() throws Exception {
    return all(course.warmUp(), new Latencies());
  }

  /** All callers at once; how many cycles they completed. */
  long saturate(Latencies decisions) throws Exception {
    return all(course.span(), decisions);
  }

  /** One caller; how many cycles it completed. */
  long alone(Latencies decisions) throws Exception {
    return one(System.nanoTime() + course.span().toNanos(), decisions);
  }

  long failures() {
    return failures.get();
  }

  private long all(Duration span, Latencies decisions) throws Exception {
    long end = System.nanoTime() + span.toNanos();
    List<Latencies> each = new ArrayList<>();
    List<Future<Long>> counts = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(course.threads())) {
      for (int i = 0; i < course.threads(); i++) {
        Latencies own = new Latencies();
        each.add(own);
        counts.add(threads.submit(() -> one(end, own)));
      }
    }
    long done = 0;
    for (Future<Long> count : counts) {
      done += result(count);
    }
    each.forEach(decisions::addAll);
    return done;
  }

  private static long result(Future<Long> count) throws Exception {
    try {
      return count.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private long one(long end, Latencies decisions) throws Exception {
    long done = 0;
    while (System.nanoTime() < end) {
      try {
        Peer.Pending pending = peer.start();
        long asked = System.nanoTime();
        pending.approve();
        decisions.add(System.nanoTime() - asked);
        done++;
      } catch (Exception e) {
        long failed = failures.incrementAndGet();
        if (failed == 1) {
          System.err.println("The first call that failed:");
          e.printStackTrace();
        }
        if (failed > FAILURES_AT_MOST) {
          throw e;
        }
      }
    }
    return done;
  }
}
