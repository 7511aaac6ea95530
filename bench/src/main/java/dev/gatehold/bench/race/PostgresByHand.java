package dev.gatehold.bench.race;

import dev.gatehold.bench.HandBatched;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/**
 * What PostgreSQL does with the rows of {@link HandBatched} when some writers, each with a
 * connection of its own, write them in batches: one statement per table and batch, one transaction
 * per batch.
 */
final class PostgresByHand {
  private static final List<String> SETUP =
      List.of(
          "create table run(id bigint primary key, status text, body text)",
          "create table step(id bigint primary key, run bigint, status text, body text)",
          "create table task(id bigint primary key, run bigint, grp text, status text)",
          "create index task_open on task(grp, status)",
          "create table history(id bigint generated always as identity primary key,"
              + " run bigint, at bigint, body text)");

  /** Without statistics on new tables the planner reads them whole for every batch. */
  private static final List<String> PLANS =
      List.of(
          "set enable_hashjoin = off", "set enable_mergejoin = off", "set enable_seqscan = off");

  private final String url;
  private final int writers;
  private final int batch;

  /** Creates the tables, in an empty database. */
  PostgresByHand(String url, int writers, int batch) throws SQLException {
    this.url = url;
    this.writers = writers;
    this.batch = batch;
    try (Connection connection = DriverManager.getConnection(url)) {
      execute(connection, SETUP);
    }
  }

  /** Works while {@code span} passes; how many cycles it completed. */
  long work(Duration span) throws SQLException, InterruptedException, ExecutionException {
    long end = System.nanoTime() + span.toNanos();
    long first = firstFree();
    List<Future<Long>> counts = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(writers)) {
      for (int i = 0; i < writers; i++) {
        int writer = i;
        counts.add(threads.submit(() -> write(first + writer, end)));
      }
    }
    long done = 0;
    for (Future<Long> count : counts) {
      done += count.get();
    }
    return done;
  }

  private long firstFree() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        var last = statement.executeQuery("select coalesce(max(id), 0) from run")) {
      last.next();
      return last.getLong(1) + 1;
    }
  }

  /** Every writer takes each {@code writers}th id, so that none waits for another's row. */
  private long write(long first, long end) throws SQLException {
    long cycles = 0;
    try (Connection connection = DriverManager.getConnection(url)) {
      execute(connection, PLANS);
      connection.setAutoCommit(false);
      String[] bodies = new String[batch];
      Arrays.fill(bodies, HandBatched.BODY);
      try (Statements statements = new Statements(connection, bodies)) {
        for (long next = first; System.nanoTime() < end; next += (long) batch * writers) {
          Long[] ids =
              LongStream.iterate(next, id -> id + writers)
                  .limit(batch)
                  .boxed()
                  .toArray(Long[]::new);
          statements.start(ids);
          connection.commit();
          statements.decide(ids);
          connection.commit();
          cycles += batch;
        }
      }
    }
    return cycles;
  }

  private static void execute(Connection connection, List<String> statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  /** The statements of a batch, prepared once for a connection. */
  private static final class Statements implements AutoCloseable {
    private static final String ROWS = " from unnest(?::bigint[], ?::text[]) as new(id, body)";
    private static final String IDS = " where id = any(?::bigint[])";

    private final Connection connection;
    private final Array bodies;
    private final List<PreparedStatement> starting;
    private final List<PreparedStatement> deciding;
    private final PreparedStatement history;

    Statements(Connection connection, String[] bodies) throws SQLException {
      this.connection = connection;
      this.bodies = connection.createArrayOf("text", bodies);
      starting =
          List.of(
              connection.prepareStatement("insert into run select id, 'active', body" + ROWS),
              connection.prepareStatement("insert into step select id, id, 'waiting', body" + ROWS),
              connection.prepareStatement(
                  "insert into task select id, id, 'finance', 'open'" + ROWS));
      deciding =
          List.of(
              connection.prepareStatement(
                  "update run set status = 'completed'" + IDS + " and status = 'active'"),
              connection.prepareStatement(
                  "update step set status = 'done'" + IDS + " and status = 'waiting'"),
              connection.prepareStatement(
                  "update task set status = 'approved'" + IDS + " and status = 'open'"));
      history =
          connection.prepareStatement(
              "insert into history(run, at, body) select id, id, body" + ROWS);
    }

    void start(Long[] ids) throws SQLException {
      Array rows = connection.createArrayOf("bigint", ids);
      for (PreparedStatement each : starting) {
        insert(each, rows);
      }
      insert(history, rows);
      insert(history, rows);
    }

    void decide(Long[] ids) throws SQLException {
      Array rows = connection.createArrayOf("bigint", ids);
      for (PreparedStatement each : deciding) {
        each.setArray(1, rows);
        each.executeUpdate();
      }
      insert(history, rows);
      insert(history, rows);
    }

    private void insert(PreparedStatement statement, Array rows) throws SQLException {
      statement.setArray(1, rows);
      statement.setArray(2, bodies);
      statement.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
      for (PreparedStatement each : starting) {
        each.close();
      }
      for (PreparedStatement each : deciding) {
        each.close();
      }
      history.close();
    }
  }
}
