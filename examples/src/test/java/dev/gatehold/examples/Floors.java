package dev.gatehold.examples;

import dev.gatehold.core.flow.Floor;
import dev.gatehold.language.FloorReader;
import dev.gatehold.language.FloorReading;
import dev.gatehold.language.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The floors of the folder {@code floors}. */
final class Floors {
  private Floors() {}

  static List<Floor> all() throws IOException {
    List<Floor> floors = new ArrayList<>();
    for (Path file : files()) {
      Floor floor = read(file).floor();
      if (floor == null) {
        throw new AssertionError(read(file).problems());
      }
      floors.add(floor);
    }
    return floors;
  }

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("floors"))) {
      return files.sorted().toList();
    }
  }

  static FloorReading read(Path file) throws IOException {
    Names names = new Names(Cast.directory(), Set.of("exec"), List.of());
    return new FloorReader().read(file.toString(), Files.readString(file), names);
  }
}
