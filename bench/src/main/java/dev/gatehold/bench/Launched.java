package dev.gatehold.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A development server that {@code ./gatehold} started, as a person would. */
final class Launched implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final URI uri;
  private final double millis;

  private Launched(Process process, URI uri, double millis) {
    this.process = process;
    this.uri = uri;
    this.millis = millis;
  }

  /** Starts one and returns when it has answered its first page. */
  static Launched server(Path launcher, Path data) throws IOException, InterruptedException {
    int port = freePort();
    URI uri = URI.create("http://127.0.0.1:" + port);
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(
                launcher.toString(),
                "server",
                "start-dev",
                "--port",
                String.valueOf(port),
                "--data",
                data.toString())
            .redirectErrorStream(true)
            .redirectOutput(data.resolveSibling(data.getFileName() + ".log").toFile())
            .start();
    while (!answers(uri.resolve("/login"))) {
      if (!process.isAlive() || System.nanoTime() - start > PATIENCE.toNanos()) {
        process.destroyForcibly();
        throw new IOException("Expected the server to start, but it did not; see " + data + ".log");
      }
      Thread.sleep(5);
    }
    return new Launched(process, uri, (System.nanoTime() - start) / 1e6);
  }

  /** From the start of the launcher to the first page. */
  double millis() {
    return millis;
  }

  URI uri() {
    return uri;
  }

  /** What the process holds in memory, in MB. */
  double residentMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1000.0)
        .findFirst()
        .orElseThrow();
  }

  /** Asks the server to stop, and waits until it has. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }

  /**
   * Runs a command to its end.
   *
   * @return how long it took, in milliseconds
   */
  static double command(
      Path launcher, Map<String, String> environment, String stdin, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    long start = System.nanoTime();
    Process process = builder.start();
    try (var input = process.getOutputStream()) {
      input.write(stdin.getBytes(StandardCharsets.UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("Expected " + command + " to succeed, but it said: " + output);
    }
    return (System.nanoTime() - start) / 1e6;
  }

  private static boolean answers(URI page) {
    try {
      HttpURLConnection connection = (HttpURLConnection) page.toURL().openConnection();
      connection.setConnectTimeout(1_000);
      connection.setReadTimeout(30_000);
      return connection.getResponseCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
