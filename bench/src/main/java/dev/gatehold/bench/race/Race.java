package dev.gatehold.bench.race;

import dev.gatehold.bench.Folders;
import dev.gatehold.bench.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The race: every racer runs the same approval cycle, one after the other, each in a process of its
 * own with the same flags, those that want PostgreSQL on the same server. Prints the table and
 * writes it, and a chart, into the folder of results. See {@link Options} for its arguments; {@code
 * bench/race/run} builds what it needs. PostgreSQL keeps its data where {@code java.io.tmpdir}
 * says, which should be the disk that the others write to ({@code gatehold.bench.folder}).
 */
public final class Race {
  private final Options options;
  private final RacePostgres postgres;
  private final Path folder;

  private Race(Options options, RacePostgres postgres, Path folder) {
    this.options = options;
    this.postgres = postgres;
    this.folder = folder;
  }

  public static void main(String[] args) throws Exception {
    Options options;
    try {
      options = Options.of(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    double load = Machine.load();
    Path folder = Folders.fresh("race");
    Report report;
    try (RacePostgres postgres = RacePostgres.started()) {
      report = new Race(options, postgres, folder).run(Machine.text(load, folder));
    } finally {
      Folders.delete(folder);
    }
    String table = Table.of(report);
    System.out.print(table);
    Files.createDirectories(options.results());
    Files.writeString(options.results().resolve("race.md"), table);
    Files.writeString(
        options.results().resolve("race.svg"),
        Chart.of("Approval cycles per second (log scale)", report.bars()));
    System.err.println("Written to " + options.results() + "/race.md and race.svg.");
    // PostgreSQL's watchers would keep the process.
    System.exit(report.absent().isEmpty() ? 0 : 1);
  }

  private Report run(String machine) throws Exception {
    Ceiling ceiling = null;
    if (options.ceiling()) {
      System.err.println("By hand …");
      ceiling = Ceiling.measure(options.course(), folder, postgres);
    }
    List<Result> results = new ArrayList<>();
    Map<String, String> absent = new LinkedHashMap<>();
    for (Racer racer : options.racers()) {
      System.err.println(racer.word() + " …");
      try {
        results.add(run(racer));
      } catch (Exception e) {
        absent.put(racer.word(), String.valueOf(e.getMessage()));
        System.err.println(racer.word() + " is out: " + e.getMessage());
      }
    }
    return new Report(ceiling, results, absent, conditions(machine));
  }

  private Result run(Racer racer) throws Exception {
    Place place =
        new Place(postgres.newDatabase(), Files.createDirectories(folder.resolve(racer.word())));
    try (LaneProcess lane = LaneProcess.start(racer, options.modules(), place, options.course());
        Watch watch = new Watch(place)) {
      lane.await(Signals.READY);
      Result.Stock before = stock(place);
      boolean onPostgres = "POSTGRESQL".equals(lane.said().get("keeps"));
      if (onPostgres) {
        watch.start();
      }
      lane.tell(Signals.GO);
      lane.await(Signals.DONE);
      Result.Memory memory = new Result.Memory(lane.peakMemory(), watch.most());
      lane.tell(Signals.STOP);
      lane.awaitEnd();
      return Result.of(racer, lane.said(), memory, before, stock(place));
    }
  }

  private Result.Stock stock(Place place) throws Exception {
    return new Result.Stock(
        Folders.bytes(place.folder()),
        postgres.bytes(place.database()),
        postgres.commits(place.database()));
  }

  private List<String> conditions(String machine) throws Exception {
    Course course = options.course();
    return List.of(
        "%s, %s %s".formatted(LocalDate.now(ZoneOffset.UTC), machine, postgres.text()),
        "%d callers in a closed loop, %d × %d s after %d s to warm up; each system in a JVM of its own (%s) that its callers share. `%s`"
            .formatted(
                course.threads(),
                course.repetitions(),
                course.span().toSeconds(),
                course.warmUp().toSeconds(),
                LaneProcess.flags(),
                options.commandLine()));
  }

  /** Looks at the memory of PostgreSQL every second. */
  private final class Watch implements AutoCloseable {
    private final Place place;
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor();
    private volatile double most;

    Watch(Place place) {
      this.place = place;
    }

    void start() {
      var _ = looks.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
    }

    private void look() {
      try {
        double now = ResidentMemory.shared(postgres.processes(place.database()));
        most = Math.max(most, now);
      } catch (SQLException | RuntimeException missed) {
        // The next look comes in a second.
      }
    }

    double most() {
      return most;
    }

    @Override
    public void close() {
      looks.shutdownNow();
    }
  }
}
