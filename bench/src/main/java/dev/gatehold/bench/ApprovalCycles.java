package dev.gatehold.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Measures approval cycles of the engine in its own process: start a run that stops at a gate,
 * approve it, see it completed; every commit durable; then decisions while half as much goes on as
 * it can do. Beside it, in the same process and on the same disk, what SQLite does when the rows
 * are batched by hand. Prints Markdown.
 *
 * <p>{@code ApprovalCycles [callers [seconds [repetitions]]]}; 64, 10 and 3 when not given. The
 * system property {@code gatehold.bench.folder} names the folder to write in.
 */
public final class ApprovalCycles {
  private static final int LARGE_BATCH = 500;

  /** After as many, the compiler has little left to do; on a busy machine that takes longer. */
  private static final int WARM_UP_CYCLES = 40_000;

  private static final int WARM_UP_SPANS_AT_MOST = 10;

  /** How long people think when they do not come one after the other. */
  private static final Duration THOUGHT = Duration.ofMillis(500);

  private static final double HALF = 0.5;

  private final int callers;
  private final Duration span;
  private final int repetitions;

  private ApprovalCycles(int callers, Duration span, int repetitions) {
    this.callers = callers;
    this.span = span;
    this.repetitions = repetitions;
  }

  public static void main(String[] args) throws Exception {
    int callers = args.length > 0 ? Integer.parseInt(args[0]) : 64;
    int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 10;
    int repetitions = args.length > 2 ? Integer.parseInt(args[2]) : 3;
    Path folder = Folders.fresh("cycles");
    try {
      new ApprovalCycles(callers, Duration.ofSeconds(seconds), repetitions).run(folder);
    } finally {
      Folders.delete(folder);
    }
  }

  private void run(Path folder) throws Exception {
    double load = Machine.load();
    Path data = folder.resolve("engine");
    Measured measured;
    try (ApprovalDesk desk = ApprovalDesk.onSqlite(data);
        HandBatched small = new HandBatched(folder.resolve("small.db"), callers);
        HandBatched large = new HandBatched(folder.resolve("large.db"), LARGE_BATCH)) {
      measured = measure(desk, small, large);
    }
    print(measured, Folders.bytes(data), Machine.text(load, folder));
  }

  private record Measured(
      Pace engine, Pace small, Pace large, Decide alone, Decide half, long warmUp, long cycles) {}

  /** How long decisions took, in milliseconds, over the repetitions. */
  private record Decide(Spread p50, Spread p99) {
    static Decide of(List<Latencies> repetitions) {
      return new Decide(share(repetitions, 0.50), share(repetitions, 0.99));
    }

    private static Spread share(List<Latencies> repetitions, double share) {
      return Spread.of(repetitions.stream().mapToDouble(each -> each.millis(share)).toArray());
    }
  }

  /** In turns, so that whatever else the machine does meets all alike. */
  private Measured measure(ApprovalDesk desk, HandBatched small, HandBatched large)
      throws Exception {
    long warmUp = 0;
    for (int i = 0; i < WARM_UP_SPANS_AT_MOST && (i < 2 || warmUp < WARM_UP_CYCLES); i++) {
      warmUp += saturate(desk);
    }
    small.work(span);
    large.work(span);
    Pace.Meter engine = new Pace.Meter(repetitions);
    Pace.Meter bySmall = new Pace.Meter(repetitions);
    Pace.Meter byLarge = new Pace.Meter(repetitions);
    for (int i = 0; i < repetitions; i++) {
      engine.measure(() -> saturate(desk));
      bySmall.measure(() -> small.work(span));
      byLarge.measure(() -> large.work(span));
    }
    long cycles = warmUp + engine.cycles();
    double half = engine.pace().perSecond().median() * HALF;
    List<Latencies> atHalf = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(2026);
    for (int i = 0; i < repetitions; i++) {
      Arrivals.Outcome outcome =
          new Arrivals<>(desk::start, desk::decide, THOUGHT)
              .run(Arrivals.moments(half, span, random));
      cycles += outcome.cycles();
      atHalf.add(outcome.decisions());
    }
    List<Latencies> alone = new ArrayList<>();
    for (int i = 0; i < repetitions; i++) {
      Latencies latencies = new Latencies();
      cycles += alone(desk, latencies);
      alone.add(latencies);
    }
    return new Measured(
        engine.pace(),
        bySmall.pace(),
        byLarge.pace(),
        Decide.of(alone),
        Decide.of(atHalf),
        warmUp,
        cycles);
  }

  /** All callers in a closed loop, each on a virtual thread; how many cycles they completed. */
  private long saturate(ApprovalDesk desk) throws InterruptedException, ExecutionException {
    long end = System.nanoTime() + span.toNanos();
    List<Future<Long>> counts = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < callers; i++) {
        counts.add(
            threads.submit(() -> {
              long done = 0;
              for (; System.nanoTime() < end; done++) {
                desk.decide(desk.start());
              }
              return done;
            }));
      }
    }
    long done = 0;
    for (Future<Long> count : counts) {
      done += count.get();
    }
    return done;
  }

  /** One caller; how long its decisions took. */
  private long alone(ApprovalDesk desk, Latencies decisions) {
    long end = System.nanoTime() + span.toNanos();
    long done = 0;
    for (; System.nanoTime() < end; done++) {
      ApprovalDesk.Paused paused = desk.start();
      long asked = System.nanoTime();
      desk.decide(paused);
      decisions.add(System.nanoTime() - asked);
    }
    return done;
  }

  private void print(Measured measured, long bytes, String machine) {
    System.out.printf(
        Locale.ROOT,
        """
        ### Approval cycles in one process, SQLite, every commit flushed to disk

        | figure (min / median / max of %d) | value |
        |---|---|
        | Gatehold, %d callers, cycles/s | %s |
        | by hand, %d commands per commit, cycles/s | %s |
        | by hand, %d commands per commit, cycles/s | %s |
        | Gatehold, processor time per cycle, µs | %s |
        | by hand, %d commands per commit, processor time per cycle, µs | %s |
        | Gatehold as a share of by hand (medians) | %.2f of %d per commit, %.2f of %d per commit |
        | decide, 1 caller, p50 ms | %s |
        | decide, 1 caller, p99 ms | %s |
        | decide, at half of the median rate (%.0f cycles/s), p50 ms | %s |
        | decide, at half of the median rate, p99 ms | %s |
        | disk per finished cycle, everything kept, kB | %.1f |

        %d cycles in all, %d s per repetition after %d cycles to warm up. %s
        A cycle is two commands. By hand it is 10 rows in a minimal schema and nothing else; \
        Gatehold also checks the input, evaluates, hashes, chains its journal and answers. At half of \
        the rate runs are started and decided at random moments (Poisson), whatever became of those \
        before; a decision takes from the moment at which it was due.

        """,
        repetitions,
        callers,
        measured.engine().perSecond().text("%.0f"),
        callers,
        measured.small().perSecond().text("%.0f"),
        LARGE_BATCH,
        measured.large().perSecond().text("%.0f"),
        measured.engine().cpuMicros().text("%.0f"),
        callers,
        measured.small().cpuMicros().text("%.0f"),
        measured.engine().perSecond().median() / measured.small().perSecond().median(),
        callers,
        measured.engine().perSecond().median() / measured.large().perSecond().median(),
        LARGE_BATCH,
        measured.alone().p50().text("%.2f"),
        measured.alone().p99().text("%.2f"),
        measured.engine().perSecond().median() * HALF,
        measured.half().p50().text("%.2f"),
        measured.half().p99().text("%.2f"),
        bytes / 1000.0 / measured.cycles(),
        measured.cycles(),
        span.toSeconds(),
        measured.warmUp(),
        machine);
  }
}
