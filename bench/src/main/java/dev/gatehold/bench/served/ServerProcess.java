package dev.gatehold.bench.served;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A server that {@code gatehold server start} runs, on a free port of the loopback interface. */
final class ServerProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final URI uri;

  private ServerProcess(Process process, URI uri) {
    this.process = process;
    this.uri = uri;
  }

  /**
   * Starts one and returns when it answers.
   *
   * @param launcher the words before {@code server start}
   * @param folder of its own; what it says of itself is in a log beside it
   * @param database the URL of a PostgreSQL database; null for SQLite in the folder
   * @throws IOException when it does not start
   */
  static ServerProcess start(
      List<String> launcher, Path folder, Path people, @Nullable String database)
      throws IOException {
    List<String> command = new ArrayList<>(launcher);
    command.addAll(List.of("server", "start", "--json", "--port", "0"));
    command.addAll(List.of("--data", folder.toString(), "--people", people.toString()));
    if (database != null) {
      command.addAll(List.of("--database", database));
    }
    Path log = folder.resolveSibling(folder.getFileName() + ".log");
    Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    CompletableFuture<Void> tooLate =
        CompletableFuture.runAsync(
            process::destroyForcibly,
            CompletableFuture.delayedExecutor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    String greeting = output.readLine();
    tooLate.cancel(false);
    String url =
        greeting == null ? "" : new JsonMapper().readTree(greeting).at("/data/url").asString();
    if (url.isEmpty()) {
      process.destroyForcibly();
      throw new IOException(
          "Expected the server to start, but it said: %s %s"
              .formatted(greeting, Files.readString(log)));
    }
    return new ServerProcess(process, URI.create(url));
  }

  URI uri() {
    return uri;
  }

  long id() {
    return process.pid();
  }

  /** What it has used of all processors so far, in seconds. */
  double cpuSeconds() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
  }

  /** Asks it to stop, and waits until it has. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(1, TimeUnit.MINUTES).exceptionally(_ -> killed()).join();
  }

  private Process killed() {
    return process.destroyForcibly().onExit().join();
  }
}
