package dev.gatehold.engine.retention;

import dev.gatehold.engine.store.StoreException;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sweeps resources once a day, on a thread of its own. */
public final class RetentionKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RetentionKeeper.class);
  private static final int PAUSE_MINUTES = 60;

  private final Sweeper sweeper;
  private final ScheduledExecutorService thread =
      new ScheduledThreadPoolExecutor(
          1,
          Thread.ofPlatform().name("gatehold-retention").daemon().factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  public RetentionKeeper(Sweeper sweeper) {
    this.sweeper = sweeper;
  }

  /** Looks now, and every hour whether a sweep is due. */
  public void start() {
    var looking = thread.scheduleWithFixedDelay(this::look, 0, PAUSE_MINUTES, TimeUnit.MINUTES);
    LOG.debug("Resources are kept for a time only ({})", looking);
  }

  /** Looks at the clock again; for clocks that are turned by hand. */
  public void wake() {
    thread.execute(this::look);
  }

  /** Returns when all looks are over that were asked for; for tests. */
  public void awaitQuiet() throws InterruptedException {
    try {
      thread.submit(() -> {}).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Nothing was to be done.", e);
    }
  }

  private void look() {
    try {
      switch (sweeper.look()) {
        case Sweeper.Look.NotDue _ -> LOG.debug("No sweep of resources is due");
        case Sweeper.Look.Noted(var last) ->
            LOG.info(
                "Resources are swept from tomorrow on; the last sweep by this clock: {}",
                last == null ? "none" : last);
        case Sweeper.Look.Swept(int old, int deleted) ->
            LOG.info("Retention deleted {} of {} old resources", deleted, old);
      }
    } catch (IOException | StoreException e) {
      LOG.warn("Resources could not be swept; trying again in an hour: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("Resources could not be swept; trying again in an hour", e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
