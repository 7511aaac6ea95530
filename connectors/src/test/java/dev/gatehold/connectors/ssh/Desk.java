package dev.gatehold.connectors.ssh;

import dev.gatehold.core.run.Failure;
import dev.gatehold.engine.effect.Connector.Job;
import dev.gatehold.engine.effect.ConnectorFailure;
import dev.gatehold.engine.resource.Resource;
import dev.gatehold.testkit.MemoryResourceStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A connector to a test server, and short ways to give it work. */
final class Desk {
  private static final AtomicInteger RUNS = new AtomicInteger();

  static final Pace QUICK =
      new Pace(
          Duration.ofMillis(20),
          Duration.ofMillis(100),
          Duration.ofMillis(20),
          Duration.ofMillis(200),
          Duration.ofMillis(500),
          Duration.ofSeconds(30));

  final MemoryResourceStore resources = new MemoryResourceStore();
  final SshConnector ssh;

  Desk(SshConnection connection) {
    this(Map.of(connection.name(), connection));
  }

  Desk(Map<String, SshConnection> connections) {
    this.ssh = new SshConnector(new SshSettings(connections), resources, QUICK);
  }

  static Job job(Map<String, ? extends @Nullable Object> parameters) {
    return job(parameters, null);
  }

  /** A job of a run of its own. */
  static Job job(Map<String, ? extends @Nullable Object> parameters, @Nullable Duration timeout) {
    String run = "run_" + RUNS.incrementAndGet();
    return new Job(run + ".work.1", run, "work", 1, new HashMap<>(parameters), timeout, false);
  }

  static Map<String, Object> command(String... command) {
    return new HashMap<>(Map.of("connection", "here", "command", List.of(command)));
  }

  static Map<String, Object> sh(String script, String... arguments) {
    String[] command = new String[arguments.length + 4];
    command[0] = "sh";
    command[1] = "-euc";
    command[2] = script;
    command[3] = "work";
    System.arraycopy(arguments, 0, command, 4, arguments.length);
    return command(command);
  }

  static Map<String, Object> detached(String script) {
    return with(sh(script), "detach", true);
  }

  static Map<String, Object> with(Map<String, Object> parameters, String name, Object value) {
    Map<String, Object> more = new HashMap<>(parameters);
    more.put(name, value);
    return more;
  }

  Map<String, @Nullable Object> run(Map<String, ?> parameters) {
    return run(job(parameters));
  }

  Map<String, @Nullable Object> run(Job job) {
    try {
      return ssh.run(job);
    } catch (ConnectorFailure | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  Failure failure(Map<String, ?> parameters) {
    return failure(job(parameters));
  }

  Failure failure(Job job) {
    try {
      throw new AssertionError("Expected a failure, but got " + ssh.run(job));
    } catch (ConnectorFailure e) {
      return e.failure();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  String text(@Nullable Object reference) {
    Resource resource = Resource.fromJson(reference).orElseThrow();
    try (InputStream content = resources.open(resource.digest()).orElseThrow()) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
