package dev.gatehold.store.postgres;

import dev.gatehold.engine.store.Hint;
import dev.gatehold.engine.store.Hints;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what other nodes tell, on a connection of its own. When that breaks it makes a new one;
 * what was said meanwhile is not heard, and found by whoever looks.
 */
final class HintReceiver implements Hints, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HintReceiver.class);

  /** Silence may also be a server that has gone without a word. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private static final int ANSWER_SECONDS = 2;
  private static final long SHORTEST_PAUSE_MS = 100;
  private static final long LONGEST_PAUSE_MS = 5_000;

  private final DataSource source;
  private final Function<String, List<Hint>> reading;
  private final List<Consumer<Hint>> listeners = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable Connection connection;

  HintReceiver(DataSource source, Function<String, List<Hint>> reading) {
    this.source = source;
    this.reading = reading;
    this.thread = Thread.ofPlatform().daemon().name("gatehold-hints-in").unstarted(this::run);
  }

  @Override
  public Listening listen(Consumer<Hint> listener) {
    synchronized (thread) {
      listeners.add(listener);
      if (thread.getState() == Thread.State.NEW) {
        thread.start();
      }
    }
    return () -> listeners.remove(listener);
  }

  private void run() {
    long pause = SHORTEST_PAUSE_MS;
    try {
      do {
        pause = heard() ? SHORTEST_PAUSE_MS : Math.min(2 * pause, LONGEST_PAUSE_MS);
      } while (!closed.await(
          ThreadLocalRandom.current().nextLong(pause / 2, pause + 1), TimeUnit.MILLISECONDS));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Listens for as long as it can; says whether it could at all. */
  private boolean heard() {
    boolean listened = false;
    try (Connection own = source.getConnection();
        Statement statement = own.createStatement()) {
      connection = own;
      statement.execute("LISTEN " + PostgresHints.CHANNEL);
      listened = true;
      while (closed.getCount() > 0 && heardOn(own)) {
        LOG.trace("Listening on");
      }
    } catch (SQLException e) {
      if (closed.getCount() > 0) {
        LOG.debug("What other nodes tell is not heard for a while: {}", e.getMessage());
      }
    }
    return listened;
  }

  /** Waits for something to be said; says whether the server is still there. */
  private boolean heardOn(Connection own) throws SQLException {
    PGNotification[] heard =
        own.unwrap(PGConnection.class).getNotifications((int) SILENCE.toMillis());
    for (PGNotification each : heard) {
      reading.apply(each.getParameter()).forEach(this::tellAll);
    }
    return heard.length > 0 || own.isValid(ANSWER_SECONDS);
  }

  private void tellAll(Hint hint) {
    for (Consumer<Hint> listener : listeners) {
      try {
        listener.accept(hint);
      } catch (RuntimeException e) {
        LOG.error("Who listened to {} met a bug; going on", hint, e);
      }
    }
  }

  @Override
  public void close() {
    closed.countDown();
    synchronized (thread) {
      if (thread.getState() == Thread.State.NEW) {
        return;
      }
    }
    try {
      Connection open = connection;
      if (open != null) {
        open.abort(Runnable::run);
      }
      if (!thread.join(Duration.ofSeconds(ANSWER_SECONDS))) {
        thread.interrupt();
      }
    } catch (SQLException e) {
      LOG.debug("The connection that listens could not be closed: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
