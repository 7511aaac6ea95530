package dev.gatehold.bench.race;

import dev.gatehold.bench.ApprovalDesk;
import dev.gatehold.bench.ApprovalDesk.Paused;
import dev.gatehold.bench.Machine;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What runs weigh in PostgreSQL: rows, bytes of tables and indexes, log and transactions, while
 * they wait and after they have ended. Prints Markdown.
 */
public final class Weight {
  private static final String TABLES =
      """
      SELECT relname, n_live_tup, pg_table_size(relid), pg_indexes_size(relid)
      FROM pg_stat_user_tables WHERE n_live_tup > 100 ORDER BY pg_total_relation_size(relid) DESC
      """;

  private static final String KEYS =
      """
      INSERT INTO applied_key (key, command, run, seq)
      SELECT 'alice' || chr(10) || gen_random_uuid(), release_digest, run, 1 FROM run
      """;

  private final String url;
  private final int runs;
  private final int callers;

  private Weight(String url, int runs, int callers) {
    this.url = url;
    this.runs = runs;
    this.callers = callers;
  }

  /** Takes how many runs, and how many callers at the same time. */
  public static void main(String[] arguments) throws Exception {
    int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20_000;
    int callers = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 48;
    double load = Machine.load();
    try (RacePostgres postgres = RacePostgres.started()) {
      new Weight(postgres.newDatabase(), runs, callers).print();
      System.out.println();
      System.out.println(postgres.text());
      System.out.println(Machine.text(load, Path.of(System.getProperty("java.io.tmpdir"))));
    }
  }

  private void print() throws Exception {
    try (ApprovalDesk desk = ApprovalDesk.onPostgres(url)) {
      ConcurrentLinkedQueue<Paused> paused = new ConcurrentLinkedQueue<>();
      Counted starts = counted(() -> paused.add(desk.start()));
      System.out.printf("### %,d runs that wait%n%n", runs);
      printTables();
      Counted decisions = counted(() -> desk.decide(paused.remove()));
      System.out.printf("%n### The same after their decisions%n%n");
      printTables();
      execute(KEYS);
      execute("VACUUM ANALYZE");
      System.out.printf("%n### With one command of each under an idempotency key%n%n");
      printTables();
      System.out.printf("%n### Commands, %d callers%n%n", callers);
      System.out.println(
          "| command | per second | log, bytes | of it copies of whole pages | transactions |");
      System.out.println("|---|---|---|---|---|");
      printCommand("start", starts);
      printCommand("decide", decisions);
    }
  }

  /** What so many commands have cost. */
  private record Counted(double seconds, long log, long pages, long transactions) {}

  private Counted counted(Runnable command) throws Exception {
    execute("CHECKPOINT");
    long log = number("SELECT wal_bytes::bigint FROM pg_stat_wal");
    long pages = number("SELECT wal_fpi FROM pg_stat_wal");
    long transactions = commits();
    long begin = System.nanoTime();
    all(command);
    double seconds = (System.nanoTime() - begin) / 1e9;
    // Sessions hand in what they counted within a second of being idle.
    execute("SELECT pg_sleep(2)");
    Counted counted =
        new Counted(
            seconds,
            number("SELECT wal_bytes::bigint FROM pg_stat_wal") - log,
            number("SELECT wal_fpi FROM pg_stat_wal") - pages,
            commits() - transactions);
    execute("VACUUM ANALYZE");
    return counted;
  }

  private void all(Runnable command) throws InterruptedException, ExecutionException {
    AtomicInteger left = new AtomicInteger(runs);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Boolean>> calls = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        calls.add(() -> {
          while (left.getAndDecrement() > 0) {
            command.run();
          }
          return true;
        });
      }
      for (Future<Boolean> call : threads.invokeAll(calls)) {
        var _ = call.get();
      }
    }
  }

  private void printCommand(String name, Counted counted) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %,.0f | %,d | %.3f | %.3f |%n",
        name,
        runs / counted.seconds(),
        counted.log() / runs,
        (double) counted.pages() / runs,
        (double) counted.transactions() / runs);
  }

  private void printTables() throws SQLException {
    System.out.println("| table | rows per run | table, bytes per run | indexes, bytes per run |");
    System.out.println("|---|---|---|---|");
    double rows = 0;
    long tables = 0;
    long indexes = 0;
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(TABLES)) {
      while (row.next()) {
        printTable(row.getString(1), row.getDouble(2), row.getLong(3), row.getLong(4));
        rows += row.getDouble(2);
        tables += row.getLong(3);
        indexes += row.getLong(4);
      }
    }
    printTable("all", rows, tables, indexes);
  }

  private void printTable(String name, double rows, long table, long indexes) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %.2f | %,d | %,d |%n",
        name,
        rows / runs,
        table / runs,
        indexes / runs);
  }

  private long commits() throws SQLException {
    return number("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()");
  }

  private long number(String question) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(question)) {
      answer.next();
      return answer.getLong(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
