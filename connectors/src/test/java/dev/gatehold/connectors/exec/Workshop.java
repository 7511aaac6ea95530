package dev.gatehold.connectors.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.run.Failure;
import dev.gatehold.engine.effect.Connector.Job;
import dev.gatehold.engine.effect.ConnectorFailure;
import dev.gatehold.engine.resource.Resource;
import dev.gatehold.testkit.MemoryResourceStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A connector over a temporary folder, and short ways to give it work. */
final class Workshop {
  static final String RUN = "run_01";

  final Path folder;
  final MemoryResourceStore resources = new MemoryResourceStore();
  final ExecConnector exec;

  Workshop(Path folder) {
    this.folder = folder;
    this.exec = new ExecConnector(ExecSettings.anyCommandIn(folder), resources);
  }

  static Job job(Map<String, Object> parameters) {
    return new Job(RUN + ".work.1", RUN, "work", 1, new HashMap<>(parameters), null, false);
  }

  static Job job(Map<String, Object> parameters, Duration timeout) {
    return new Job(RUN + ".work.1", RUN, "work", 1, new HashMap<>(parameters), timeout, false);
  }

  static Map<String, Object> bash(String script) {
    return Map.of("command", List.of("bash", "-euc", script, "work"));
  }

  Map<String, @Nullable Object> run(Job job) {
    try {
      return exec.run(job);
    } catch (ConnectorFailure | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  Map<String, @Nullable Object> run(String script) {
    return run(job(bash(script)));
  }

  Failure failureOf(Job job) {
    return TestFailures.of(exec, job);
  }

  /** The working folder of the run. */
  Path working() {
    return folder.resolve(RUN);
  }

  byte[] bytes(@Nullable Object reference) {
    Resource resource = Resource.fromJson(reference).orElseThrow();
    try (InputStream content = resources.open(resource.digest()).orElseThrow()) {
      byte[] bytes = content.readAllBytes();
      assertThat(bytes).hasSize((int) resource.size());
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text(@Nullable Object reference) {
    return new String(bytes(reference), StandardCharsets.UTF_8);
  }

  static String stdout(Map<String, @Nullable Object> output) {
    return String.valueOf(output.get("stdout"));
  }

  /** Whether the process runs; one that is dead and only waits to be buried does not. */
  static boolean runs(long pid) {
    try {
      return !Files.readString(Path.of("/proc", String.valueOf(pid), "stat")).contains(") Z ");
    } catch (IOException gone) {
      return false;
    }
  }
}
