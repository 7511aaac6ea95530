package dev.gatehold.bench.race;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The arguments of the race: {@code [RACER…] [--seconds N] [--threads N] [--repetitions N]
 * [--no-ceiling]}.
 *
 * @param racers all without a name
 * @param ceiling whether the rows are written by hand, too
 * @param modules the folder with a module for each other system
 */
record Options(
    List<Racer> racers, Course course, boolean ceiling, Path modules, String commandLine) {
  private static final int SECONDS = 10;
  private static final int THREADS = 48;
  private static final int REPETITIONS = 3;

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException with what was expected
   */
  static Options of(String... args) {
    List<String> names = new ArrayList<>();
    int seconds = SECONDS;
    int threads = THREADS;
    int repetitions = REPETITIONS;
    boolean ceiling = true;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--seconds" -> seconds = number(args, ++i);
        case "--threads" -> threads = number(args, ++i);
        case "--repetitions" -> repetitions = number(args, ++i);
        case "--no-ceiling" -> ceiling = false;
        default -> names.add(args[i]);
      }
    }
    return new Options(
        Racer.of(names),
        new Course(threads, Duration.ofSeconds(seconds), repetitions),
        ceiling,
        Path.of("bench", "race").toAbsolutePath(),
        String.join(" ", "bench/race/run", String.join(" ", args)).strip());
  }

  Path results() {
    return modules.resolve("target");
  }

  private static int number(String[] args, int index) {
    String text = index < args.length ? args[index] : "nothing";
    if (!text.matches("[1-9]\\d{0,5}")) {
      throw new IllegalArgumentException(
          "Expected a whole number above 0 after " + args[index - 1] + ", but found " + text + ".");
    }
    return Integer.parseInt(text);
  }
}
