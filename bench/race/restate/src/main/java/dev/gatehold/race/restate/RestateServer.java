package dev.gatehold.race.restate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Restate's server as a process, with its own settings but for those that are named here. */
final class RestateServer implements AutoCloseable {
  static final String VERSION = "1.7.12";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Process process;
  private final URI ingress;
  private final URI admin;

  /** Starts it, and returns when it answers. */
  RestateServer(Path program, Path data) {
    int ingressPort = freePort();
    int adminPort = freePort();
    ProcessBuilder builder =
        new ProcessBuilder(program.toString(), "--no-logo")
            .redirectErrorStream(true)
            .redirectOutput(data.resolve("server.log").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "RESTATE_BASE_DIR",
                data.resolve("restate").toString(),
                "RESTATE_LISTEN_MODE",
                "tcp",
                "RESTATE_BIND_IP",
                "127.0.0.1",
                "RESTATE_BIND_PORT",
                String.valueOf(freePort()),
                "RESTATE_INGRESS__BIND_PORT",
                String.valueOf(ingressPort),
                "RESTATE_ADMIN__BIND_PORT",
                String.valueOf(adminPort),
                "RESTATE_DISABLE_TELEMETRY",
                "true",
                // Runs that wait would otherwise hold the 1,000 places of running ones for a
                // minute.
                "RESTATE_WORKER__INVOKER__INACTIVITY_TIMEOUT",
                "200ms"));
    ingress = URI.create("http://127.0.0.1:" + ingressPort);
    admin = URI.create("http://127.0.0.1:" + adminPort);
    try {
      process = builder.start();
      awaitAnswer(admin.resolve("/health"));
      awaitAnswer(ingress.resolve("/restate/health"));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Expected Restate's server at " + program + "; bench/race/restate/fetch gets it.", e);
    }
  }

  /** Where runs are started and decided. */
  URI ingress() {
    return ingress;
  }

  long pid() {
    return process.pid();
  }

  /** Tells it where the workflow is served, which it then asks what there is. */
  void register(int port) {
    HttpRequest request =
        HttpRequest.newBuilder(admin.resolve("/deployments"))
            .header("Content-Type", "application/json")
            .timeout(PATIENCE)
            .POST(BodyPublishers.ofString("{\"uri\":\"http://127.0.0.1:%d\"}".formatted(port)))
            .build();
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() >= 300) {
        throw new IllegalStateException(
            "Expected Restate to take the workflow, but it said: " + response.body());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void awaitAnswer(URI page) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!answers(page)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        process.destroyForcibly();
        throw new IOException("Expected Restate's server to answer at " + page + ".");
      }
    }
  }

  private boolean answers(URI page) {
    try {
      HttpRequest request = HttpRequest.newBuilder(page).timeout(PATIENCE).build();
      if (http.send(request, BodyHandlers.discarding()).statusCode() < 300) {
        return true;
      }
    } catch (IOException notYet) {
      // It has not opened its port.
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return false;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
