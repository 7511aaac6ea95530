package dev.gatehold.engine.trigger;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after schedules, waiting firings and promotions; every node does. */
public final class TriggerKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TriggerKeeper.class);
  private static final int LOOK_SECONDS = 1;
  private static final int FOLLOW_SECONDS = 10;
  private static final int TIDY_MINUTES = 60;

  private final Triggers triggers;
  private final ScheduledExecutorService thread =
      new ScheduledThreadPoolExecutor(
          1,
          Thread.ofPlatform().name("gatehold-triggers").daemon().factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  public TriggerKeeper(Triggers triggers) {
    this.triggers = triggers;
    triggers.ring(this::wake);
  }

  /** Begins to look. */
  public void start() {
    thread.execute(() -> attempt(triggers::followAll));
    var following =
        thread.scheduleWithFixedDelay(
            () -> attempt(triggers::followAll), FOLLOW_SECONDS, FOLLOW_SECONDS, TimeUnit.SECONDS);
    var looking =
        thread.scheduleWithFixedDelay(
            () -> attempt(triggers::look), 0, LOOK_SECONDS, TimeUnit.SECONDS);
    var tidying =
        thread.scheduleWithFixedDelay(
            () -> attempt(triggers::tidy), TIDY_MINUTES, TIDY_MINUTES, TimeUnit.MINUTES);
    LOG.debug("Triggers are looked after ({}, {}, {})", following, looking, tidying);
  }

  /** Looks as soon as possible. */
  public void wake() {
    thread.execute(() -> attempt(triggers::look));
  }

  /** A run has ended, which others may have waited for. */
  public void runEnded() {
    if (triggers.waits()) {
      wake();
    }
  }

  private static void attempt(Runnable look) {
    try {
      look.run();
    } catch (RuntimeException e) {
      LOG.warn("Triggers could not be looked after; trying again soon: {}", e.toString());
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
