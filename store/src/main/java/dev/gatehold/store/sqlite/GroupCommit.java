package dev.gatehold.store.sqlite;

import dev.gatehold.engine.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/**
 * Lets writes that come while others are being flushed share the next transaction, and its one
 * flush of the disk. Whoever comes first does the work of all who wait; nobody waits for company.
 *
 * <p>Each write of several stands in a savepoint, so that one which fails fails alone, and none is
 * answered before the commit has returned. When the transaction is lost, by a commit that fails or
 * because SQLite gives it up in the middle (a full disk, an I/O error), all of its writes fail.
 *
 * <p>Writes run in the order in which they came. A thread that is interrupted waits on, for its
 * write may be done by then, and stays interrupted. Work must not write again from within, and must
 * let out what its statements throw.
 */
final class GroupCommit {
  private final Connection connection;
  private final Function<Exception, StoreException> failed;

  private final Queue<Waiting<?>> queue = new ArrayDeque<>();

  /** Whether somebody leads; without a leader nobody waits. Guarded by the queue. */
  private boolean led;

  /** Held by whoever uses the connection. */
  private final ReentrantLock turn = new ReentrantLock();

  /**
   * Takes over a connection, in the driver's mode of committing by itself, that nobody else uses.
   *
   * @param failed what to throw when the database did not do what it was asked
   */
  GroupCommit(Connection connection, Function<Exception, StoreException> failed) {
    this.connection = connection;
    this.failed = failed;
  }

  /** Does this in a durable transaction, alone or with others. */
  <T> T write(Database.Work<T> work) {
    if (turn.isHeldByCurrentThread()) {
      throw new IllegalStateException(
          "Expected work that does not write again from within, but it does.");
    }
    Waiting<T> own = new Waiting<>(work);
    boolean first;
    synchronized (queue) {
      queue.add(own);
      first = !led;
      led = true;
    }
    if (first || own.turn.join() == Turn.LEAD) {
      lead();
    }
    return own.answer(failed);
  }

  /** Waits for the transaction that goes on, if any, and lets none begin meanwhile. */
  void alone(Runnable last) {
    turn.lock();
    try {
      last.run();
    } finally {
      turn.unlock();
    }
  }

  /** How many wait for a transaction that has not begun. */
  int waiting() {
    synchronized (queue) {
      return queue.size();
    }
  }

  private void lead() {
    List<Waiting<?>> group;
    synchronized (queue) {
      group = List.copyOf(queue);
      queue.clear();
    }
    try {
      alone(() -> commit(group));
    } finally {
      // The next transaction need not wait until everybody knows of this one.
      handOn();
      group.forEach(each -> each.turn.complete(Turn.OVER));
    }
  }

  private void handOn() {
    Waiting<?> next;
    synchronized (queue) {
      next = queue.peek();
      led = next != null;
    }
    if (next != null) {
      next.turn.complete(Turn.LEAD);
    }
  }

  private void commit(List<Waiting<?>> group) {
    try {
      execute("BEGIN IMMEDIATE");
      if (group.size() == 1) {
        commit(group.getFirst());
      } else {
        for (Waiting<?> each : group) {
          doInSavepoint(each);
        }
        execute("COMMIT");
      }
    } catch (SQLException | RuntimeException e) {
      rollBack(e);
      group.forEach(each -> each.lose(failed.apply(e)));
    }
  }

  private void commit(Waiting<?> only) throws SQLException {
    if (only.does(connection)) {
      execute("COMMIT");
    } else {
      execute("ROLLBACK");
    }
  }

  /**
   * Does one of several.
   *
   * @throws SQLException when the transaction is not there any more: what the others did is lost,
   *     and no later one may be done as if it were not
   */
  private void doInSavepoint(Waiting<?> each) throws SQLException {
    execute("SAVEPOINT one");
    if (!each.does(connection)) {
      execute("ROLLBACK TO one");
    }
    execute("RELEASE one");
  }

  /**
   * Not by the driver's own transactions: when SQLite gives one up, the driver goes on without any.
   * And not by statements of our own: the driver ends one that fails, for good.
   */
  private void execute(String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.execute();
    }
  }

  /** Without success where there is no transaction any more, which is as good. */
  private void rollBack(Exception reason) {
    try {
      execute("ROLLBACK");
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }

  /** What somebody who waits is told. */
  private enum Turn {
    LEAD,
    OVER
  }

  /** A write, from its coming to its answer. */
  private static final class Waiting<T> {
    final CompletableFuture<Turn> turn = new CompletableFuture<>();
    private final Database.Work<T> work;
    private Supplier<T> result =
        () -> {
          throw new IllegalStateException("Expected an answer to a write that was done.");
        };
    private @Nullable Throwable failure;

    Waiting(Database.Work<T> work) {
      this.work = work;
    }

    /** Does the work; says whether it was done. */
    boolean does(Connection transaction) {
      try {
        T done = work.in(transaction);
        result = () -> done;
        return true;
      } catch (Throwable e) {
        // Whatever it is, it belongs to the thread that asked for this work.
        failure = e;
        return false;
      }
    }

    /** What was done is not kept. */
    void lose(StoreException why) {
      if (failure == null) {
        failure = why;
      }
    }

    T answer(Function<Exception, StoreException> failed) {
      if (failure == null) {
        return result.get();
      }
      if (failure instanceof Error e) {
        throw e;
      }
      throw switch (failure) {
        case SQLException e -> failed.apply(e);
        case DataAccessException e -> failed.apply(e);
        case RuntimeException e -> e;
        default -> new IllegalStateException(failure);
      };
    }
  }
}
