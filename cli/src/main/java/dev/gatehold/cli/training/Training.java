package dev.gatehold.cli.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** {@code Training client|server}: goes the usual ways once and ends by itself. */
public final class Training {
  private Training() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createTempDirectory("gatehold-training-");
    try {
      switch (arguments[0]) {
        case "client" -> ClientTraining.run(folder);
        case "server" -> ServerTraining.run(folder);
        default ->
            throw new IllegalArgumentException(
                "Expected 'client' or 'server', but found '" + arguments[0] + "'.");
      }
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
