package dev.gatehold.testkit.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * A PostgreSQL server for tests, on the loopback interface. {@link #shared} is one for all tests of
 * a process; one that is {@link #started} is for tests that change its settings or stop it.
 *
 * <p>{@code GATEHOLD_TEST_PG_URL}, such as {@code jdbc:postgresql://localhost/postgres?user=me},
 * names another server to share. When no server can be started, tests that need it are skipped and
 * say so on standard error; with {@code CI=true} they fail.
 */
public final class PostgresServer implements AutoCloseable {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static @Nullable PostgresServer shared;

  private final String url;
  private final @Nullable Path data;
  private @Nullable EmbeddedPostgres running;
  private @Nullable Path programs;
  private boolean up = true;

  private PostgresServer(String url, @Nullable Path data, @Nullable EmbeddedPostgres running) {
    this.url = url;
    this.data = data;
    this.running = running;
  }

  /** The server that all tests of this process share; it ends with the process. */
  public static synchronized PostgresServer shared() {
    if (shared == null) {
      String given = System.getenv("GATEHOLD_TEST_PG_URL");
      shared = given == null ? started() : new PostgresServer(given, null, null);
      Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
    }
    return shared;
  }

  /** A new server with an empty cluster and PostgreSQL's own settings for durability. */
  public static PostgresServer started() {
    return started(Map.of());
  }

  /** The same with other settings, by name. */
  public static PostgresServer started(Map<String, String> settings) {
    try {
      Path data = Files.createTempDirectory("gatehold-postgres");
      EmbeddedPostgres server = start(data, settings);
      return new PostgresServer(server.getJdbcUrl("postgres", "postgres"), data, server);
    } catch (IOException | RuntimeException e) {
      if ("true".equals(System.getenv("CI"))) {
        throw new IllegalStateException("PostgreSQL could not be started for a test.", e);
      }
      System.err.println("SKIPPED: PostgreSQL could not be started for a test: " + e);
      throw new TestAbortedException("PostgreSQL could not be started.", e);
    }
  }

  private static EmbeddedPostgres start(Path data, Map<String, String> settings)
      throws IOException {
    EmbeddedPostgres.Builder server =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setPort(0)
            .setServerConfig("fsync", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("synchronous_commit", "on")
            .setPGStartupWait(Duration.ofSeconds(60));
    settings.forEach(server::setServerConfig);
    return server.start();
  }

  /** The JDBC URL of a new database of its own; without a template it is empty. */
  public String newDatabase() {
    return newDatabase("template1");
  }

  /** The JDBC URL of a new database: a copy of one that nobody is connected to. */
  public String newDatabase(String template) {
    String name = "test_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
    execute("CREATE DATABASE " + name + " TEMPLATE " + template);
    return url.replaceFirst("/postgres(?=\\?|$)", "/" + name);
  }

  /** Runs statements as the owner of the server. */
  public void execute(String... statements) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Expected " + List.of(statements) + " to run.", e);
    }
  }

  /** Stops the server as a crash would: connections break, and nothing is tidied up. */
  public void crash() {
    control(own(), "stop", "-m", "immediate", "-t", "30");
    up = false;
  }

  /** Starts a server that has crashed, at the same address with the same settings. */
  public void restart() {
    // What is down is only started, with the options that it had.
    control(own(), "restart", "-t", "60");
    up = true;
  }

  private void control(Path folder, String... command) {
    List<String> words = new ArrayList<>();
    if (System.getProperty("user.name", "").equals("root")) {
      // PostgreSQL refuses to be run by root; for itself it is somebody else now.
      words.addAll(List.of("unshare", "-U"));
    }
    words.addAll(List.of(programs(folder).resolve("pg_ctl").toString(), "-s", "-w", "-D"));
    words.add(folder.toString());
    words.addAll(List.of(command));
    try {
      Path log = folder.resolve("control.log");
      Process control =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      if (!control.waitFor(90, TimeUnit.SECONDS) || control.exitValue() != 0) {
        throw new IllegalStateException(
            "Expected PostgreSQL to " + command[0] + ", but: " + Files.readString(log));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Expected PostgreSQL to " + command[0] + ".", e);
    }
  }

  /** The folder of the programs that the server is run with. */
  private Path programs(Path folder) {
    if (programs == null) {
      try {
        String pid = Files.readAllLines(folder.resolve("postmaster.pid")).getFirst().strip();
        String program =
            ProcessHandle.of(Long.parseLong(pid)).orElseThrow().info().command().orElseThrow();
        programs = Objects.requireNonNull(Path.of(program).getParent());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return programs;
  }

  private Path own() {
    if (data == null) {
      throw new IllegalStateException("Expected a server of this test's own; use started().");
    }
    return data;
  }

  @Override
  public void close() {
    try {
      if (running != null && up) {
        running.close();
        running = null;
      }
    } catch (IOException e) {
      throw new IllegalStateException("Expected PostgreSQL to stop.", e);
    }
  }
}
