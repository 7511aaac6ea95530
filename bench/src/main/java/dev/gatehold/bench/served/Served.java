package dev.gatehold.bench.served;

import dev.gatehold.bench.Folders;
import dev.gatehold.bench.Machine;
import dev.gatehold.bench.race.RacePostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * Measures approval cycles over HTTP, on real servers: one on SQLite, one on PostgreSQL, three on
 * one PostgreSQL. Prints Markdown.
 *
 * <p>{@code Served LAUNCHER [CONNECTIONS [SECONDS [REPETITIONS]]]}; see {@link Course}. The
 * launcher must have built already.
 */
public final class Served {
  private Served() {}

  public static void main(String[] args) throws Exception {
    Course course;
    try {
      course = Course.of(Arrays.copyOfRange(args, 1, args.length));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    Api.keep(course.connections());
    List<String> launcher = List.of(Path.of(args[0]).toAbsolutePath().toString());
    double load = Machine.load();
    Path folder = Folders.fresh("served");
    try {
      Map<Setting, Figures> found = new LinkedHashMap<>();
      found.put(
          Setting.SQLITE, measure(Setting.SQLITE, launcher, course, fresh(folder, "sqlite"), null));
      try (RacePostgres postgres = RacePostgres.started()) {
        for (Setting setting : List.of(Setting.POSTGRES, Setting.THREE)) {
          Path own = fresh(folder, "postgres-" + setting.servers());
          found.put(setting, measure(setting, launcher, course, own, postgres.newDatabase()));
        }
      } catch (TestAbortedException away) {
        System.err.println("Without a PostgreSQL only SQLite is measured.");
      }
      System.out.print(Table.text(course, found, Machine.text(load, folder)));
    } finally {
      Folders.delete(folder);
    }
    // PostgreSQL's watchers would keep the process.
    System.exit(0);
  }

  private static Path fresh(Path folder, String name) throws IOException {
    return Files.createDirectory(folder.resolve(name));
  }

  /**
   * Measures a setting.
   *
   * @param launcher the words before {@code server start}
   * @param folder an empty one
   * @param database the URL of an empty PostgreSQL database; null for SQLite
   */
  static Figures measure(
      Setting setting, List<String> launcher, Course course, Path folder, @Nullable String database)
      throws Exception {
    System.err.println("Measuring " + setting.title() + " …");
    Figures figures;
    try (Site site = Site.open(launcher, folder, setting.servers(), database)) {
      figures = Measurement.of(site, course);
    }
    return setting.servers() > 1 && database != null
        ? figures.with(Conflicts.of(database))
        : figures;
  }
}
