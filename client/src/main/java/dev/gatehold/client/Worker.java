package dev.gatehold.client;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Claims the tasks of one queue and does them, several side by side. A task is done by one worker
 * at a time, and its result is taken once; see the page on connectors for what that means for the
 * work itself.
 *
 * <pre>{@code
 * try (Worker worker = Worker.of(URI.create("http://127.0.0.1:8080"), token, "render")
 *     .hands(4)
 *     .start(task -> Map.of("film", render(task.input())))) {
 *   worker.await();
 * }
 * }</pre>
 */
public final class Worker implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Worker.class.getName());

  /** Short, because closing waits for it: what is claimed then is given back. */
  private static final String WAIT = "3s";

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Door door;
  private final Settings settings;
  private final TaskHandler handler;
  private final ScheduledExecutorService keeper =
      Executors.newScheduledThreadPool(
          1, Thread.ofPlatform().name("gatehold-worker").daemon().factory());
  private final List<Thread> hands = new ArrayList<>();
  private final Set<Hand> busy = ConcurrentHashMap.newKeySet();
  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicReference<@Nullable IOException> refused = new AtomicReference<>();
  private volatile boolean closing;

  /**
   * How a worker works.
   *
   * @param queue under which tasks wait
   * @param name what people see beside a task, 1 to 100 characters
   * @param hands how many tasks it does side by side, 1 or more
   */
  public record Settings(URI server, String token, String queue, String name, int hands) {
    public Settings {
      if (hands < 1) {
        throw new IllegalArgumentException(
            "Expected a worker with one hand or more, but found " + hands + ".");
      }
    }

    /** The same, with a name. */
    public Settings named(String other) {
      return new Settings(server, token, queue, other, hands);
    }

    /** The same, with so many hands. */
    public Settings hands(int count) {
      return new Settings(server, token, queue, name, count);
    }

    /** Begins to work. */
    public Worker start(TaskHandler handler) {
      Worker worker = new Worker(this, handler);
      worker.begin();
      return worker;
    }

    @Override
    public String toString() {
      return "worker " + name + " of " + queue + " at " + server;
    }
  }

  private Worker(Settings settings, TaskHandler handler) {
    this.settings = settings;
    this.handler = handler;
    this.door = new Door(settings.server(), settings.token());
  }

  /**
   * A worker with one hand, named after its process.
   *
   * @param server without a path
   * @param token of an agent, a service or a person
   */
  public static Settings of(URI server, String token, String queue) {
    return new Settings(server, token, queue, "java-" + ProcessHandle.current().pid(), 1);
  }

  private void begin() {
    for (int i = 0; i < settings.hands(); i++) {
      hands.add(Thread.ofVirtual().name("gatehold-hand-" + i).unstarted(this::hand));
    }
    hands.forEach(Thread::start);
  }

  private void hand() {
    int failures = 0;
    try {
      while (!closing) {
        Task task = null;
        try {
          task = claim();
          failures = 0;
        } catch (ServerRefused e) {
          if (!e.passes()) {
            refused.compareAndSet(null, e);
            over.countDown();
            return;
          }
          pause(++failures, e);
        } catch (IOException e) {
          pause(++failures, e);
        }
        if (task != null) {
          carryOut(task);
        }
      }
    } catch (InterruptedException e) {
      LOG.log(Level.DEBUG, "A hand of {0} ends", settings);
    }
  }

  private @Nullable Task claim() throws IOException, InterruptedException {
    JsonNode answer =
        door.post(
            "/tasks/claim",
            Map.of("queue", settings.queue(), "worker", settings.name(), "wait", WAIT));
    JsonNode first = answer.path("tasks").path(0);
    return first.isMissingNode() ? null : new Task(door, first);
  }

  private void carryOut(Task task) throws InterruptedException {
    Hand hand = new Hand(task, handler, keeper);
    busy.add(hand);
    try {
      if (closing) {
        hand.giveBack();
      }
      hand.work();
    } finally {
      busy.remove(hand);
    }
  }

  /** Doubles from half a second, half of it at random, so that workers do not come all at once. */
  private void pause(int failures, IOException cause) throws InterruptedException {
    LOG.log(Level.DEBUG, "{0} waits for the server: {1}", settings, cause.getMessage());
    long most = Math.min(LONGEST_PAUSE.toMillis(), 500L << Math.min(failures, 10));
    long millis = most / 2 + ThreadLocalRandom.current().nextLong(most / 2);
    if (over.await(millis, TimeUnit.MILLISECONDS)) {
      throw new InterruptedException();
    }
  }

  /**
   * Waits until the worker is closed.
   *
   * @throws IOException when the server refuses this worker: a bad token, a bad name of a queue
   */
  public void await() throws IOException, InterruptedException {
    over.await();
    IOException cause = refused.get();
    if (cause != null) {
      throw cause;
    }
  }

  /**
   * Ends it: claims nothing more, interrupts what is being done and gives it back, and waits for
   * that for half a minute at most.
   */
  @Override
  public void close() {
    closing = true;
    over.countDown();
    try {
      long end = System.nanoTime() + PATIENCE.toNanos();
      busy.forEach(Hand::giveBack);
      for (Thread hand : hands) {
        Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
        if (!hand.join(left)) {
          LOG.log(Level.WARNING, "A hand of {0} does not end", settings);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      keeper.shutdownNow();
      door.close();
    }
  }
}
