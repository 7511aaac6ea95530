package dev.gatehold.engine.event;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers what a crash left undelivered, and forgets what is old; every node does. */
public final class EventKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventKeeper.class);

  /** Events that are younger may still be on their way. */
  private static final Duration LEFT = Duration.ofSeconds(10);

  private static final int PAUSE_SECONDS = 5;
  private static final int TIDY_MINUTES = 60;

  private final Events events;
  private final ScheduledExecutorService thread =
      new ScheduledThreadPoolExecutor(
          1,
          Thread.ofPlatform().name("gatehold-events").daemon().factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  public EventKeeper(Events events) {
    this.events = events;
  }

  /** Takes up everything that an earlier process left, then looks now and then. */
  public void start() {
    thread.execute(() -> look(Duration.ZERO));
    var looking =
        thread.scheduleWithFixedDelay(
            () -> look(LEFT), PAUSE_SECONDS, PAUSE_SECONDS, TimeUnit.SECONDS);
    var tidying = thread.scheduleWithFixedDelay(this::tidy, 0, TIDY_MINUTES, TimeUnit.MINUTES);
    LOG.debug("Events are taken up ({}) and forgotten ({})", looking, tidying);
  }

  /** Looks at the clock again; for clocks that are turned by hand. */
  public void wake() {
    thread.execute(() -> look(LEFT));
    thread.execute(this::tidy);
  }

  private void look(Duration left) {
    try {
      events.deliverLeft(left);
    } catch (RuntimeException e) {
      LOG.warn("Events could not be taken up; trying again soon: {}", e.getMessage());
    }
  }

  private void tidy() {
    try {
      events.tidy();
    } catch (RuntimeException e) {
      LOG.warn("Old events could not be forgotten; trying again later: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
