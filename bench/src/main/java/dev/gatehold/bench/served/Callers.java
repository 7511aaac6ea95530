package dev.gatehold.bench.served;

import dev.gatehold.bench.Latencies;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** All callers of a site, each in a closed loop. */
final class Callers {
  /** After as many errors the servers do not work, and figures would be of their errors. */
  private static final int FAILURES_AT_MOST = 1_000;

  private final List<Caller> all = new ArrayList<>();
  private final AtomicLong failures = new AtomicLong();

  Callers(Site site, int count) {
    for (int i = 0; i < count; i++) {
      all.add(new Caller(site.alice(i), site.bob(i), "caller-" + i));
    }
  }

  /** All at once; how many cycles they completed. */
  long together(Duration span, Latencies decisions) throws Exception {
    long end = System.nanoTime() + span.toNanos();
    List<Latencies> each = new ArrayList<>();
    List<Future<Long>> counts = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(all.size())) {
      for (Caller caller : all) {
        Latencies own = new Latencies();
        each.add(own);
        counts.add(threads.submit(() -> repeat(caller, end, own)));
      }
    }
    long done = 0;
    for (Future<Long> count : counts) {
      done += result(count);
    }
    each.forEach(decisions::addAll);
    return done;
  }

  /** One of them; how many cycles it completed. */
  long alone(Duration span, Latencies decisions) throws IOException {
    return repeat(all.getFirst(), System.nanoTime() + span.toNanos(), decisions);
  }

  /** How many cycles broke off so far, with an error or an answer that should be another. */
  long failures() {
    return failures.get();
  }

  private static long result(Future<Long> count) throws Exception {
    try {
      return count.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private long repeat(Caller caller, long end, Latencies decisions) throws IOException {
    long done = 0;
    while (System.nanoTime() < end) {
      try {
        caller.cycle(decisions);
        done++;
      } catch (IOException e) {
        long failed = failures.incrementAndGet();
        if (failed == 1) {
          System.err.println("The first cycle that broke off: " + e);
        }
        if (failed > FAILURES_AT_MOST) {
          throw e;
        }
      }
    }
    return done;
  }
}
