package dev.gatehold.bench.served;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehold.bench.Spread;
import dev.gatehold.testkit.postgres.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole measurement, tiny, with real processes: what is measured is what is said. */
class ServedTest {
  private static final Course COURSE = new Course(4, Duration.ofMillis(300), 2, 1);

  @TempDir Path folder;

  @Test
  void cyclesAreMeasuredAtOneServerOnSqlite() throws Exception {
    Figures figures = Served.measure(Setting.SQLITE, launcher(), COURSE, folder, null);

    requireMeasured(figures);
    assertThat(figures.conflicts()).as("nobody else writes").isNull();
  }

  @Test
  void cyclesAreMeasuredAtThreeServersOnOnePostgres() throws Exception {
    String database = PostgresServer.shared().newDatabase();

    Figures figures = Served.measure(Setting.THREE, launcher(), COURSE, folder, database);

    requireMeasured(figures);
    assertThat(number(database, "SELECT count(*) FROM run WHERE status = 'completed'"))
        .isEqualTo(figures.cycles());
    Conflicts conflicts = Objects.requireNonNull(figures.conflicts());
    assertThat(conflicts.commits()).isPositive().isLessThanOrEqualTo(2 * figures.cycles());
    assertThat(conflicts.undone()).as("every run has one caller").isZero();
    assertThat(Table.text(COURSE, Map.of(Setting.THREE, figures), "A machine."))
        .contains("| figure | three servers, one PostgreSQL |", "| errors | 0 |", "A machine.");
  }

  private static void requireMeasured(Figures figures) {
    assertThat(figures.failures()).isZero();
    assertThat(figures.cycles()).isPositive();
    assertThat(figures.perSecond().min()).isPositive();
    assertThat(figures.busy().p99()).isGreaterThanOrEqualTo(figures.busy().p50()).isPositive();
    assertThat(figures.alone().p99()).isGreaterThanOrEqualTo(figures.alone().p50()).isPositive();
    assertThat(figures.servers().median()).isPositive();
    assertThat(figures.peak().largest()).isGreaterThanOrEqualTo(figures.idle().largest());
  }

  @Test
  void whatPostgresUndidIsCountedBesideWhatWroteJournals() throws Exception {
    String database = PostgresServer.shared().newDatabase();
    try (Connection connection = DriverManager.getConnection(database);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE journal (seq integer)");
      statement.execute("INSERT INTO journal VALUES (1), (2)");
      statement.execute("INSERT INTO journal VALUES (3)");
      statement.execute("SELECT 1");
      connection.setAutoCommit(false);
      statement.execute("INSERT INTO journal VALUES (4)");
      connection.rollback();
    }

    Conflicts conflicts = Conflicts.of(database);

    assertThat(conflicts).isEqualTo(new Conflicts(2, 1));
    assertThat(conflicts.share()).isEqualTo(1 / 3.0);
  }

  @Test
  void aServerThatDoesNotStartSaysWhy() {
    assertThatThrownBy(() -> Site.open(launcher(), folder, 1, "oracle://nowhere"))
        .hasMessageContaining("Expected the URL of a PostgreSQL database");
  }

  @Test
  void argumentsAreChecked() {
    assertThat(Course.of()).isEqualTo(new Course(48, Duration.ofSeconds(5), 3, 50_000));
    assertThat(Course.of("8", "2", "1")).isEqualTo(new Course(8, Duration.ofSeconds(2), 1, 50_000));
    for (String wrong : List.of("x", "0", "1 0", "1 1 0")) {
      assertThatThrownBy(() -> Course.of(wrong.split(" ")))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void everySettingHasItsColumn() {
    Figures figures =
        new Figures(
            Spread.of(1, 2, 3),
            new Figures.Decide(1, 2),
            new Figures.Decide(0.1, 0.2),
            new Figures.Micros(100),
            new Figures.Micros(50),
            new Figures.Megabytes(300),
            new Figures.Megabytes(600),
            null,
            1234,
            5);
    Map<Setting, Figures> found = new LinkedHashMap<>();
    found.put(Setting.SQLITE, figures);
    found.put(Setting.THREE, figures.with(new Conflicts(99, 1)));

    assertThat(Table.text(COURSE, found, "A machine."))
        .contains(
            """
            | figure | one server, SQLite | three servers, one PostgreSQL |
            |---|---|---|
            | 4 connections, cycles/s | 1 / 2 / 3 | 1 / 2 / 3 |
            | decide, 4 connections, p50 / p99 ms | 1.00 / 2.00 | 1.00 / 2.00 |
            | decide, 1 connection, p50 / p99 ms | 0.10 / 0.20 | 0.10 / 0.20 |
            | processor time per cycle, µs: servers + callers | 100 + 50 | 100 + 50 |
            | resident memory idle, MB | 300 | 300 |
            | resident memory saturated, MB | 600 | 600 |
            | commits that met another server's, at most | – | 1.00 % (1 of 100) |
            | cycles in all | 1,234 | 1,234 |
            | errors | 5 | 5 |
            """);
  }

  /** The command with this test's class path. */
  private static List<String> launcher() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-Xmx256m",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", "")),
        "dev.gatehold.cli.Main");
  }

  private static long number(String database, String question) throws Exception {
    try (Connection connection = DriverManager.getConnection(database);
        Statement statement = connection.createStatement();
        var answer = statement.executeQuery(question)) {
      answer.next();
      return answer.getLong(1);
    }
  }
}
