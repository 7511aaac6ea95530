package dev.gatehold.bench;

import dev.gatehold.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * What the hints between nodes bring and cost: two engines on one PostgreSQL, and a caller who
 * waits at one of them for what is decided at the other; then as many cycles as one node does while
 * the other listens, and how much processor time of it went into telling. Prints Markdown.
 *
 * <p>{@code Nodes [decisions [callers [seconds]]]}; 200, 48 and 10 when not given.
 */
public final class Nodes {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String HINTS = "gatehold-hints-";
  private static final int TICKS_PER_SECOND = 100;

  private final SplittableRandom random = new SplittableRandom(2026);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final int decisions;
  private final int callers;
  private final Duration span;

  private Nodes(int decisions, int callers, Duration span) {
    this.decisions = decisions;
    this.callers = callers;
    this.span = span;
  }

  public static void main(String[] args) throws Exception {
    int decisions = args.length > 0 ? Integer.parseInt(args[0]) : 200;
    int callers = args.length > 1 ? Integer.parseInt(args[1]) : 48;
    int seconds = args.length > 2 ? Integer.parseInt(args[2]) : 10;
    double load = Machine.load();
    try (PostgresServer server = PostgresServer.started()) {
      new Nodes(decisions, callers, Duration.ofSeconds(seconds)).measure(server.newDatabase());
    }
    System.out.println();
    System.out.println(Machine.text(load, Path.of(System.getProperty("java.io.tmpdir"))));
  }

  private void measure(String url) throws Exception {
    try (ApprovalDesk writer = ApprovalDesk.onPostgres(url);
        ApprovalDesk listener = ApprovalDesk.onPostgres(url);
        ApprovalDesk deaf = ApprovalDesk.deafOnPostgres(url)) {
      System.out.println("| heard at the other node after, ms | p50 | p99 | most |");
      System.out.println("|---|---|---|---|");
      hear(writer, listener, 20);
      print("by hints", hear(writer, listener, decisions));
      print("by looking alone", hear(writer, deaf, decisions));
      System.out.println();
      cycle(writer);
      Cost before = Cost.now(url);
      long begun = System.nanoTime();
      long cycles = cycle(writer);
      Cost after = Cost.now(url);
      double seconds = (System.nanoTime() - begun) / 1e9;
      System.out.println("| while one node works as fast as it can | |");
      System.out.println("|---|---|");
      row("cycles/s", cycles / seconds, "%,.0f");
      row("processor time per cycle, µs", (after.process - before.process) * 1e6 / cycles, "%.0f");
      row("of it to tell and to listen, µs", (after.hints - before.hints) * 1e6 / cycles, "%.2f");
      row("PostgreSQL's for the two, µs", (after.server - before.server) * 1e6 / cycles, "%.2f");
    } finally {
      threads.shutdownNow();
    }
  }

  private static void print(String how, Latencies heard) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %.1f | %.1f | %.1f |%n",
        how,
        heard.millis(0.50),
        heard.millis(0.99),
        heard.millis(1));
  }

  private static void row(String figure, double value, String format) {
    System.out.println("| " + figure + " | " + String.format(Locale.ROOT, format, value) + " |");
  }

  /** How long after a decision was answered at one node whoever waits at another one knows. */
  private Latencies hear(ApprovalDesk decides, ApprovalDesk waits, int times) throws Exception {
    Latencies heard = new Latencies();
    for (int i = 0; i < times; i++) {
      ApprovalDesk.Paused paused = decides.start();
      Future<Long> known = threads.submit(() -> waits.awaitEnd(paused, PATIENCE));
      // At any moment between two looks.
      TimeUnit.MILLISECONDS.sleep(random.nextInt(20, 520));
      decides.decide(paused);
      long decided = System.nanoTime();
      heard.add(Math.max(0, known.get() - decided));
    }
    return heard;
  }

  private long cycle(ApprovalDesk desk) throws Exception {
    long end = System.nanoTime() + span.toNanos();
    List<Future<Long>> all = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      all.add(
          threads.submit(() -> {
            long cycles = 0;
            for (; System.nanoTime() < end; cycles++) {
              desk.decide(desk.start());
            }
            return cycles;
          }));
    }
    long cycles = 0;
    for (Future<Long> each : all) {
      cycles += each.get();
    }
    return cycles;
  }

  /** Processor time in seconds: of this process, of its threads for hints, of their backends. */
  private record Cost(double process, double hints, double server) {
    static Cost now(String url) throws SQLException, IOException {
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      long hints = 0;
      for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
        if (thread != null && thread.getThreadName().startsWith(HINTS)) {
          hints += threads.getThreadCpuTime(thread.getThreadId());
        }
      }
      return new Cost(Machine.cpuSeconds(), hints / 1e9, backends(url));
    }

    private static double backends(String url) throws SQLException, IOException {
      double ticks = 0;
      try (Connection connection = DriverManager.getConnection(url);
          Statement statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery(
                  "SELECT pid FROM pg_stat_activity WHERE application_name = 'gatehold hints'")) {
        while (row.next()) {
          String stat = Files.readString(Path.of("/proc/" + row.getInt(1) + "/stat"));
          String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
          ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        }
      }
      return ticks / TICKS_PER_SECOND;
    }
  }
}
