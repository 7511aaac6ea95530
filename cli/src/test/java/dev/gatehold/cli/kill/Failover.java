package dev.gatehold.cli.kill;

import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.output.JsonText;
import dev.gatehold.cli.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.node.ObjectNode;

/**
 * Three servers on a PostgreSQL that fails over, while callers start runs and decide. {@code
 * ./failover} runs it; it needs Patroni and etcd, and is in no build.
 */
public final class Failover {
  private static final int NODES = 3;
  private static final int MOST_SECONDS_AWAY = 40;

  private final Path folder;
  private final Patroni patroni;
  private final Ordeal ordeal;
  private final List<Seen> seen = new ArrayList<>();

  /** What was done, and how long it took until something was durably written again. */
  private record Seen(String fault, long millis) {}

  private Failover(Path folder, Patroni patroni, Ordeal ordeal) {
    this.folder = folder;
    this.patroni = patroni;
    this.ordeal = ordeal;
  }

  /**
   * Arguments: a folder of its own, and that of PostgreSQL's programs. {@code gatehold.kill.faults}
   * says how many faults, {@code gatehold.seed} which.
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Path cluster = Files.createDirectory(folder.resolve("cluster"));
    Path servers = Files.createDirectory(folder.resolve("servers"));
    Ordeal ordeal = new Ordeal(servers, 10);
    long begun = System.nanoTime();
    try (Patroni patroni = Patroni.started(cluster, Path.of(arguments[1]))) {
      atTheEnd(patroni);
      new Failover(servers, patroni, ordeal).run();
    }
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
    System.out.println("All of it took " + seconds + " s.");
    // Threads of HTTP clients would go on for a while.
    System.exit(0);
  }

  /** Whoever breaks this off must not leave processes behind. */
  private static void atTheEnd(AutoCloseable started) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              try {
                started.close();
              } catch (Exception e) {
                System.err.println("Not all processes may have ended: " + e);
              }
            }));
  }

  private void run() throws Exception {
    String people = ordeal.people().toString();
    try (Site site =
        new Site(
            NODES,
            () ->
                ServerProcess.start(
                    folder,
                    null,
                    "--port",
                    "0",
                    "--people",
                    people,
                    "--database",
                    patroni.url()))) {
      atTheEnd(site);
      ordeal.endure(site, this::strike);
    } finally {
      System.out.println("| fault | s until something was written again |");
      System.out.println("|---|---:|");
      for (Seen each : seen) {
        System.out.printf(Locale.ROOT, "| %s | %.1f |%n", each.fault(), each.millis() / 1e3);
      }
    }
  }

  private void strike(Site site, SplittableRandom random) throws Exception {
    patroni.awaitWhole();
    Caller prober = ordeal.caller(site, "alice");
    Patroni.Member leader = patroni.leader();
    int away = random.nextInt(1, MOST_SECONDS_AWAY + 1);
    long begun = System.nanoTime();
    switch (random.nextInt(5)) {
      case 0 -> {
        leader.killPostgres();
        note(prober, "PostgreSQL of the primary killed", begun);
      }
      case 1 -> {
        patroni.switchOver();
        note(prober, "switchover", begun);
      }
      case 2 -> {
        leader.killPatroni();
        note(prober, "Patroni of the primary killed, back after " + away + " s", begun);
        away(begun, away);
        leader.comeBack();
      }
      case 3 -> {
        leader.freeze();
        Thread thawing = thaw(leader, begun, away);
        note(prober, "the primary's machine frozen for " + away + " s", begun);
        thawing.join();
      }
      default -> {
        leader.killAll();
        note(prober, "the primary's machine lost, back after " + away + " s", begun);
        away(begun, away);
        leader.comeBack();
      }
    }
  }

  private static Thread thaw(Patroni.Member member, long begun, int seconds) {
    return Thread.startVirtualThread(() -> {
      try {
        away(begun, seconds);
        member.thaw();
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    });
  }

  private static void away(long begun, int seconds) throws InterruptedException {
    long left = TimeUnit.SECONDS.toNanos(seconds) - (System.nanoTime() - begun);
    TimeUnit.NANOSECONDS.sleep(Math.max(0, left));
  }

  /** Writes something that nothing waits for, and notes when that was acknowledged. */
  private void note(Caller prober, String fault, long begun) throws Exception {
    ObjectNode event =
        JsonText.object().put("name", "fault").put("key", "none").put("id", "fault-" + seen.size());
    prober.ask(() -> Call.post("events").json(event));
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    seen.add(new Seen(fault, millis));
    System.out.printf(Locale.ROOT, "%d: %s: %.1f s%n", seen.size(), fault, millis / 1e3);
  }
}
