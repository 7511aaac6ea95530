package dev.gatehold.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/**
 * What the machine can do: a minimal schema of run, step, task and history, written by hand in
 * batches by one thread. A start inserts five rows; a decision updates three and inserts two. No
 * engine, no JSON, no hash chain, no answer to anybody.
 */
public final class HandBatched implements AutoCloseable {
  private static final List<String> SETUP =
      List.of(
          "pragma journal_mode=wal",
          "pragma synchronous=full",
          "pragma cache_size=-65536",
          "pragma wal_autocheckpoint=4000",
          "create table run(id integer primary key, status text, body text)",
          "create table step(id integer primary key, run integer, status text, body text)",
          "create table task(id integer primary key, run integer, grp text, status text)",
          "create index task_open on task(grp, status)",
          "create table history(id integer primary key, run integer, at integer, body text)");

  /** What a row carries beside its keys. */
  public static final String BODY =
      "{\"amount\":1200,\"requester\":\"alice\",\"note\":\"%s\"}".formatted("x".repeat(30));

  private final int commandsPerCommit;
  private final Connection connection;
  private final Cycle cycle;

  /** Creates the database; works with this many commands in each transaction. */
  public HandBatched(Path database, int commandsPerCommit) throws SQLException {
    this.commandsPerCommit = commandsPerCommit;
    this.connection = DriverManager.getConnection("jdbc:sqlite:" + database);
    try (Statement setup = connection.createStatement()) {
      for (String statement : SETUP) {
        setup.execute(statement);
      }
    }
    connection.setAutoCommit(false);
    this.cycle = new Cycle(connection);
  }

  /** Works while {@code span} passes; how many cycles it completed. */
  public long work(Duration span) throws SQLException {
    long start = System.nanoTime();
    long cycles = 0;
    while (System.nanoTime() - start < span.toNanos()) {
      long first = cycle.next;
      cycle.start(commandsPerCommit);
      connection.commit();
      cycle.decide(first, commandsPerCommit);
      connection.commit();
      cycles += commandsPerCommit;
    }
    return cycles;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /** The statements of a cycle, prepared once. */
  private static final class Cycle {
    private final PreparedStatement run;
    private final PreparedStatement step;
    private final PreparedStatement task;
    private final PreparedStatement history;
    private final PreparedStatement endRun;
    private final PreparedStatement endStep;
    private final PreparedStatement endTask;
    private long next = 1;

    Cycle(Connection connection) throws SQLException {
      run = connection.prepareStatement("insert into run values(?, 'active', ?)");
      step = connection.prepareStatement("insert into step values(null, ?, 'waiting', ?)");
      task = connection.prepareStatement("insert into task values(?, ?, 'finance', 'open')");
      history = connection.prepareStatement("insert into history values(null, ?, ?, ?)");
      endRun =
          connection.prepareStatement(
              "update run set status = 'completed' where id = ? and status = 'active'");
      endStep =
          connection.prepareStatement(
              "update step set status = 'done' where id = ? and status = 'waiting'");
      endTask =
          connection.prepareStatement(
              "update task set status = 'approved' where id = ? and status = 'open'");
    }

    void start(int count) throws SQLException {
      for (int i = 0; i < count; i++, next++) {
        run.setLong(1, next);
        run.setString(2, BODY);
        run.addBatch();
        step.setLong(1, next);
        step.setString(2, BODY);
        step.addBatch();
        task.setLong(1, next);
        task.setLong(2, next);
        task.addBatch();
        remember(next);
        remember(next);
      }
      run.executeBatch();
      step.executeBatch();
      task.executeBatch();
      history.executeBatch();
    }

    void decide(long first, int count) throws SQLException {
      for (long id = first; id < first + count; id++) {
        endRun.setLong(1, id);
        endRun.addBatch();
        endStep.setLong(1, id);
        endStep.addBatch();
        endTask.setLong(1, id);
        endTask.addBatch();
        remember(id);
        remember(id);
      }
      endRun.executeBatch();
      endStep.executeBatch();
      endTask.executeBatch();
      history.executeBatch();
    }

    private void remember(long id) throws SQLException {
      history.setLong(1, id);
      history.setLong(2, id);
      history.setString(3, BODY);
      history.addBatch();
    }
  }
}
