package dev.gatehold.store.postgres;

import dev.gatehold.engine.store.Hint;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the other nodes what this one has written: at once after a while of silence, and otherwise
 * what has gathered since, so that many commits make few notifications. What is too much for one of
 * them, or meets a server that is away, is left out.
 */
final class HintSender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HintSender.class);

  /** A notification takes about a tenth of a millisecond of the server, and nobody waits for it. */
  private static final Duration REST = Duration.ofMillis(5);

  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);
  private static final int MOST_NAMES = 500;

  /** Where hints go. */
  interface Post {
    void send(List<Hint> hints) throws SQLException;
  }

  private final Post post;
  private final Thread thread;
  private final Semaphore news = new Semaphore(0);
  private final CountDownLatch closed = new CountDownLatch(1);
  private Set<String> runs = new LinkedHashSet<>();
  private Map<String, Integer> tasks = new TreeMap<>();
  private boolean effects;

  HintSender(Post post) {
    this.post = post;
    this.thread = Thread.ofPlatform().daemon().name("gatehold-hints-out").unstarted(this::run);
  }

  HintSender running() {
    thread.start();
    return this;
  }

  /** Says it soon; returns at once. */
  void tell(Hint hint) {
    synchronized (this) {
      switch (hint) {
        case Hint.RunsGrown grown -> addRuns(grown.runs());
        case Hint.TasksWaiting(var queue, var count) -> addTasks(queue, count);
        case Hint.EffectsLeft _ -> effects = true;
      }
    }
    if (news.availablePermits() == 0) {
      news.release();
    }
  }

  private void addRuns(Set<String> grown) {
    for (String run : grown) {
      if (runs.size() < MOST_NAMES) {
        runs.add(run);
      }
    }
  }

  private void addTasks(String queue, int count) {
    if (tasks.containsKey(queue) || tasks.size() < MOST_NAMES) {
      tasks.merge(
          queue, count, (had, more) -> (int) Math.min(Integer.MAX_VALUE, (long) had + more));
    }
  }

  /** What is most worth saying comes first. */
  private synchronized List<Hint> taken() {
    List<Hint> taken = new ArrayList<>();
    if (effects) {
      taken.add(new Hint.EffectsLeft());
    }
    tasks.forEach((queue, count) -> taken.add(new Hint.TasksWaiting(queue, count)));
    if (!runs.isEmpty()) {
      taken.add(new Hint.RunsGrown(runs));
    }
    effects = false;
    tasks = new TreeMap<>();
    runs = new LinkedHashSet<>();
    return taken;
  }

  private void run() {
    try {
      boolean last = false;
      while (!last) {
        news.acquire();
        news.drainPermits();
        last = closed.getCount() == 0;
        boolean sent = send(taken());
        var _ = closed.await((sent ? REST : AFTER_TROUBLE).toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException stopped) {
      LOG.debug("Hints were not all sent before the end");
    }
  }

  private boolean send(List<Hint> hints) {
    try {
      if (!hints.isEmpty()) {
        post.send(hints);
      }
      return true;
    } catch (SQLException | RuntimeException e) {
      LOG.debug("Other nodes were not told what to look at: {}", e.getMessage());
      return false;
    }
  }

  /** Says what was to be said, if the server takes it soon. */
  @Override
  public void close() {
    closed.countDown();
    news.release();
    try {
      if (!thread.join(LAST_WORDS)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
