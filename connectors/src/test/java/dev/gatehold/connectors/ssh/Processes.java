package dev.gatehold.connectors.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** What tests need to know of processes. */
final class Processes {
  private Processes() {}

  /** Whether the process runs; one that is dead and only waits to be buried does not. */
  static boolean runs(long pid) {
    try {
      return !Files.readString(Path.of("/proc", String.valueOf(pid), "stat")).contains(") Z ");
    } catch (IOException gone) {
      return false;
    }
  }

  /** A pipe with a name: whoever reads it waits until somebody has written. */
  static Path fifo(Path file) {
    TestSshd.run(List.of("mkfifo", file.toString()));
    return file;
  }

  static Thread start(Callable<?> work) {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            throw new AssertionError("Expected an interruption, but got " + work.call());
          } catch (InterruptedException expected) {
            Thread.currentThread().interrupt();
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
  }
}
