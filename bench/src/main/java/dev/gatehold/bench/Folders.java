package dev.gatehold.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders that benchmarks write in; on a real disk, since what is measured is durable. */
public final class Folders {
  private Folders() {}

  /** A new folder below the one that the property {@code gatehold.bench.folder} names. */
  public static Path fresh(String name) throws IOException {
    Path parent = Path.of(System.getProperty("gatehold.bench.folder", "bench/target"));
    return Files.createTempDirectory(Files.createDirectories(parent), name).toAbsolutePath();
  }

  /** What all files in it hold. */
  public static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  /** Deletes it with all that is in it. */
  public static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
