package dev.gatehold.bench.waiting;

import dev.gatehold.bench.Machine;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A part of the measurement, in a process of its own: what one leaves is not warm for the next. */
public final class Stage {
  private static final String MARK = "@figure ";

  /** As many decisions over HTTP, one after the other. */
  private static final int DECISIONS = 500;

  private static final double DECISIONS_PER_SECOND = 100;
  private static final Duration WITHOUT_DEADLINES = Duration.ofSeconds(5);

  private Stage() {}

  /** What a process is started for. */
  enum Part {
    FILL,
    LOOK,
    EXPIRE
  }

  /** Runs a part to its end; what it finds is added to these figures. */
  static void run(Part part, Place place, Sizes sizes, Figures figures)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx2g",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            Stage.class.getName(),
            part.name(),
            place.folder().toString(),
            String.valueOf(sizes.runs()),
            String.valueOf(sizes.deadlines()),
            String.valueOf(sizes.few())));
    String database = place.database();
    if (database != null) {
      command.add(database);
    }
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        int equals = line.lastIndexOf('=');
        if (line.startsWith(MARK)) {
          figures.say(line.substring(MARK.length(), equals), line.substring(equals + 1));
        } else {
          System.err.println(line);
        }
      }
    }
    if (process.waitFor() != 0) {
      throw new IOException("Expected '" + part + "' to end well, but it did not; see above.");
    }
  }

  /** {@code Stage PART FOLDER RUNS DEADLINES FEW [DATABASE]}, as {@link #run} starts it. */
  public static void main(String[] args) throws Exception {
    Place place = new Place(Path.of(args[1]), args.length > 5 ? args[5] : null);
    Sizes sizes =
        new Sizes(Integer.parseInt(args[2]), Integer.parseInt(args[3]), Integer.parseInt(args[4]));
    Figures figures = new Figures();
    switch (Part.valueOf(args[0])) {
      case FILL -> fill(place, sizes, figures);
      case LOOK -> Looking.look(place, DECISIONS, figures);
      case EXPIRE -> expire(place, sizes, figures);
    }
    figures.all().forEach((name, value) -> System.out.println(MARK + name + "=" + value));
    System.out.flush();
    if (args[0].equals(Part.FILL.name())) {
      // As one that is killed: nothing is closed, and the next one has to recover.
      Runtime.getRuntime().halt(0);
    }
    System.exit(0);
  }

  private static void fill(Place place, Sizes sizes, Figures figures) throws Exception {
    Desk desk = Desk.open(place);
    Filling.fill(desk, place, sizes, figures);
    figures.say(
        "heap in use after a collection, MB, after all starts", Machine.liveHeapMegabytes());
  }

  private static void expire(Place place, Sizes sizes, Figures figures) throws Exception {
    try (Desk desk = Desk.open(place)) {
      Deadlines.measure(
          desk,
          Sample.of(place, DECISIONS, Sample.MOST),
          sizes,
          DECISIONS_PER_SECOND,
          WITHOUT_DEADLINES,
          figures);
      figures.say(
          "heap in use after a collection, MB, after all deadlines", Machine.liveHeapMegabytes());
    }
  }
}
