package dev.gatehold.bench.race;

import dev.gatehold.testkit.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The PostgreSQL of all racers: one server with the same settings, a fresh database for each. */
public final class RacePostgres implements AutoCloseable {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "fsync", "on",
          "synchronous_commit", "on",
          "full_page_writes", "on",
          "shared_buffers", "1GB",
          "max_wal_size", "8GB",
          "max_connections", "300");

  private static final List<String> SHOWN =
      List.of(
          "server_version",
          "fsync",
          "synchronous_commit",
          "full_page_writes",
          "wal_sync_method",
          "shared_buffers",
          "max_wal_size");

  private static final String CHECKPOINTER =
      "SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'";

  private final PostgresServer server;

  private RacePostgres(PostgresServer server) {
    this.server = server;
  }

  /**
   * Starts it.
   *
   * @throws IllegalStateException when it does not say of itself that it is durable
   */
  public static RacePostgres started() throws SQLException {
    RacePostgres postgres = new RacePostgres(PostgresServer.started(SETTINGS));
    Map<String, String> settings = postgres.settings();
    for (String durable : List.of("fsync", "synchronous_commit", "full_page_writes")) {
      if (!"on".equals(settings.get(durable))) {
        postgres.close();
        throw new IllegalStateException(
            "Expected PostgreSQL to run with %s = on, but it says '%s'. Figures of it would be void."
                .formatted(durable, settings.get(durable)));
      }
    }
    return postgres;
  }

  /** The URL of a new, empty database. */
  public String newDatabase() {
    return server.newDatabase();
  }

  /** What the server itself says of the settings that figures depend on. */
  Map<String, String> settings() throws SQLException {
    String url = server.newDatabase();
    Map<String, String> settings = new LinkedHashMap<>();
    for (String name : SHOWN) {
      settings.put(name, ask(url, "SHOW " + name));
    }
    return settings;
  }

  /** For the line below a table. */
  String text() throws SQLException {
    return settings().entrySet().stream()
        .map(setting -> setting.getKey() + " " + setting.getValue())
        .collect(Collectors.joining(", ", "PostgreSQL: ", "."));
  }

  /** The bytes of a database, with everything written. */
  long bytes(String url) throws SQLException {
    server.execute("CHECKPOINT");
    return Long.parseLong(ask(url, "SELECT pg_database_size(current_database())"));
  }

  /** How many transactions a database has committed so far. */
  long commits(String url) throws SQLException {
    return Long.parseLong(
        ask(url, "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()"));
  }

  /** The ids of all its processes at this moment. */
  List<Long> processes(String url) throws SQLException {
    // The checkpointer lives as long as the server, of which it is a child.
    ProcessHandle server =
        ProcessHandle.of(Long.parseLong(ask(url, CHECKPOINTER)))
            .flatMap(ProcessHandle::parent)
            .orElseThrow();
    List<Long> ids = new ArrayList<>(List.of(server.pid()));
    server.children().map(ProcessHandle::pid).forEach(ids::add);
    return ids;
  }

  private static String ask(String url, String question) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(question)) {
      answer.next();
      return answer.getString(1);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
