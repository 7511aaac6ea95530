package dev.gatehold.engine.task;

import dev.gatehold.engine.host.Host;
import dev.gatehold.engine.host.Keeper;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks now and then for tasks that workers keep losing; every node does. */
public final class TaskKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TaskKeeper.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Tasks tasks;
  private final Keeper keeper;

  public TaskKeeper(Tasks tasks, Host host) {
    this.tasks = tasks;
    this.keeper = host.keeper("gatehold-tasks");
  }

  /** Begins to look. */
  public void start() {
    keeper.every(Duration.ZERO, PAUSE, this::look);
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
    keeper.close();
  }
}
