package dev.gatehold.bench.waiting;

import dev.gatehold.core.value.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Runs that somebody may decide, in no order, each taken once; kept in a file between processes.
 */
final class Sample {
  /** More than anybody decides during a measurement. */
  static final int MOST = 100_000;

  private final List<Desk.Paused> runs;
  private final AtomicInteger next = new AtomicInteger();

  private Sample(List<Desk.Paused> runs) {
    this.runs = runs;
  }

  static void write(Place place, List<Desk.Paused> runs) throws IOException {
    List<Desk.Paused> mixed = new ArrayList<>(runs);
    Collections.shuffle(mixed, new Random(1));
    Files.write(
        file(place),
        mixed.stream().map(paused -> paused.run() + " " + paused.subject().text()).toList());
  }

  /**
   * Some of them, in memory.
   *
   * @param first how many to leave out, which may be decided already
   * @param most how many to take after these
   */
  static Sample of(Place place, int first, int most) throws IOException {
    try (Stream<String> lines = Files.lines(file(place))) {
      return new Sample(
          lines
              .skip(first)
              .limit(most)
              .map(line -> line.split(" "))
              .map(words -> new Desk.Paused(words[0], new Digest(words[1])))
              .toList());
    }
  }

  /** One that nobody has taken. */
  Desk.Paused take() {
    int taken = next.getAndIncrement();
    if (taken >= runs.size()) {
      throw new IllegalStateException(
          "Expected runs enough to decide, but all "
              + runs.size()
              + " are decided. Measure with more runs.");
    }
    return runs.get(taken);
  }

  private static Path file(Place place) {
    return place.folder().resolve("sample.txt");
  }
}
