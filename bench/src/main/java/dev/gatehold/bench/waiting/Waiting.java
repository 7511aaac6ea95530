package dev.gatehold.bench.waiting;

import dev.gatehold.bench.Folders;
import dev.gatehold.bench.Machine;
import dev.gatehold.bench.race.RacePostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What many waiting runs cost: the same measured on a place with few of them and on one with many.
 * Prints Markdown. See {@link Options} for its arguments.
 */
public final class Waiting {
  private static final Sizes FEW = Sizes.of(5_000, 500);

  private Waiting() {}

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
    Path folder = Folders.fresh("waiting");
    try (Server server = Server.of(options)) {
      // A database that was given is empty once only.
      Figures few =
          options.database() == null ? measure(place(folder, "few", server), FEW) : new Figures();
      Figures many = measure(place(folder, "many", server), options.sizes());
      print(options, few, many, Machine.text(load, folder));
    } finally {
      Folders.delete(folder);
    }
    // PostgreSQL's watchers would keep the process.
    System.exit(0);
  }

  private static Place place(Path folder, String name, Server server) throws Exception {
    return new Place(Files.createDirectories(folder.resolve(name)), server.database());
  }

  private static Figures measure(Place place, Sizes sizes) throws Exception {
    Figures figures = new Figures();
    System.err.printf("Filling with %,d runs …%n", sizes.runs());
    Stage.run(Stage.Part.FILL, place, sizes, figures);
    System.err.println("Looking …");
    Stage.run(Stage.Part.LOOK, place, sizes, figures);
    sayBytes(place, sizes, figures);
    System.err.println("Deadlines …");
    Stage.run(Stage.Part.EXPIRE, place, sizes, figures);
    return figures;
  }

  private static void sayBytes(Place place, Sizes sizes, Figures figures) throws Exception {
    Map<String, Long> bytes = place.bytes();
    bytes.forEach(
        (what, size) -> figures.say("bytes per run, " + what, (double) size / sizes.runs()));
    long all = bytes.values().stream().mapToLong(Long::longValue).sum();
    figures.say("bytes per run, all", (double) all / sizes.runs());
  }

  private static void print(Options options, Figures few, Figures many, String machine) {
    System.out.printf("### Waiting runs, %s%n%n", options.store());
    System.out.printf("| figure | %,d runs | %,d runs |%n", FEW.runs(), options.sizes().runs());
    System.out.println("|---|---|---|");
    many.all()
        .forEach((name, value) ->
            System.out.printf(
                "| %s | %s | %s |%n", name, few.all().getOrDefault(name, "–"), value));
    System.out.printf(
        "%n`bench/run waiting %s`, %s, %s%n%n",
        String.join(" ", options.words()), LocalDate.now(ZoneOffset.UTC), machine);
  }

  /** The PostgreSQL of a measurement; none for SQLite, and none of ours when a URL was given. */
  private record Server(@Nullable String given, @Nullable RacePostgres own)
      implements AutoCloseable {
    static Server of(Options options) throws Exception {
      return new Server(options.database(), options.postgres() ? RacePostgres.started() : null);
    }

    @Nullable String database() {
      return own == null ? given : own.newDatabase();
    }

    @Override
    public void close() {
      if (own != null) {
        own.close();
      }
    }
  }
}
