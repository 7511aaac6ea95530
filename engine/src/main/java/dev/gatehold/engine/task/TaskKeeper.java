package dev.gatehold.engine.task;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks now and then for tasks that workers keep losing; every node does. */
public final class TaskKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TaskKeeper.class);
  private static final int PAUSE_SECONDS = 5;

  private final Tasks tasks;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("gatehold-tasks").daemon().factory());

  public TaskKeeper(Tasks tasks) {
    this.tasks = tasks;
  }

  /** Begins to look. */
  public void start() {
    var looking = thread.scheduleWithFixedDelay(this::look, 0, PAUSE_SECONDS, TimeUnit.SECONDS);
    LOG.debug("Lost tasks are looked for ({})", looking);
  }

  /** Looks at the clock again; for clocks that are turned by hand. */
  public void wake() {
    look();
    tasks.wake();
  }

  private void look() {
    try {
      tasks.failLost();
    } catch (RuntimeException e) {
      LOG.warn("Lost tasks could not be failed; trying again soon: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
