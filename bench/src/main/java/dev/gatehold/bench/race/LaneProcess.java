package dev.gatehold.bench.race;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The process of a racer, seen from the race. */
final class LaneProcess implements AutoCloseable {
  /** The same for all. */
  private static final List<String> FLAGS =
      List.of(
          "-Xmx2g",
          "-XX:+UseG1GC",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private static final long SECONDS_TO_END = 30;

  /** To open, to finish what is under way, to close. */
  private static final Duration BESIDE_MEASURING = Duration.ofMinutes(4);

  private final Process process;
  private final BufferedReader output;
  private final Map<String, String> said = new HashMap<>();
  private final Duration patience;
  private volatile boolean tooLate;

  /**
   * Takes over a process.
   *
   * @param patience how long it may live; what hangs must not keep others from running
   */
  LaneProcess(Process process, Duration patience) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
    this.patience = patience;
    CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS)
        .execute(this::giveUp);
  }

  private void giveUp() {
    tooLate = process.isAlive();
    close();
  }

  static LaneProcess start(Racer racer, Path modules, Place place, Course course)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(
        List.of(
            "-Dgatehold.race.modules=" + modules,
            "-cp",
            racer.classPath(modules),
            Lane.class.getName(),
            racer.peer(),
            place.database(),
            place.folder().toString(),
            String.valueOf(course.threads()),
            String.valueOf(course.span().toSeconds()),
            String.valueOf(course.repetitions())));
    return new LaneProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start(),
        patience(course));
  }

  private static Duration patience(Course course) {
    return course
        .warmUp()
        .plus(course.span().multipliedBy(2L * course.repetitions()))
        .plus(BESIDE_MEASURING);
  }

  /** The flags of every such process, for the line below a table. */
  static String flags() {
    return String.join(" ", FLAGS.subList(0, 2));
  }

  /**
   * Reads on until the lane gives this signal; what is not meant for the race goes to standard
   * error.
   *
   * @throws IOException when the process ends before, by itself or because it took too long
   */
  void await(String signal) throws IOException {
    while (true) {
      String line = output.readLine();
      if (line == null) {
        throw new IOException(
            tooLate
                ? "Expected it to say '%s' within %d s of its start, but it did not; it was ended."
                    .formatted(signal, patience.toSeconds())
                : "Expected it to say '%s', but its process ended; see above.".formatted(signal));
      }
      if (!line.startsWith(Signals.MARK)) {
        if (!line.isBlank()) {
          System.err.println(line);
        }
      } else if (line.substring(Signals.MARK.length()).equals(signal)) {
        return;
      } else {
        int equals = line.indexOf('=');
        said.put(line.substring(Signals.MARK.length(), equals), line.substring(equals + 1));
      }
    }
  }

  void tell(String order) throws IOException {
    Writer orders = process.outputWriter(StandardCharsets.UTF_8);
    orders.write(order + "\n");
    orders.flush();
  }

  /** What it said of itself so far, by name. */
  Map<String, String> said() {
    return Map.copyOf(said);
  }

  /** The most that it and its helpers held in memory, in MB. */
  double peakMemory() {
    double helpers =
        Arrays.stream(said.getOrDefault("processes", "").split(","))
            .filter(id -> !id.isEmpty())
            .mapToDouble(id -> ResidentMemory.peak(Long.parseLong(id)))
            .sum();
    return ResidentMemory.peak(process.pid()) + helpers;
  }

  /** Waits until it has ended by itself; one that goes on too long after its figures is ended. */
  void awaitEnd() throws IOException {
    CompletableFuture.delayedExecutor(SECONDS_TO_END, TimeUnit.SECONDS).execute(this::close);
    while (output.readLine() != null) {
      // What a peer says as it closes is no part of the race.
    }
    process.onExit().join();
  }

  /** Ends it and its helpers, whatever they are doing. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().join();
  }
}
