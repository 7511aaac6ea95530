package dev.gatehold.engine.retention;

import dev.gatehold.engine.host.Host;
import dev.gatehold.engine.host.Keeper;
import dev.gatehold.engine.store.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sweeps resources once a day, on a thread of its own. */
public final class RetentionKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RetentionKeeper.class);
  private static final Duration PAUSE = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Sweeper sweeper;
  private final Keeper keeper;

  public RetentionKeeper(Sweeper sweeper, Host host) {
    this.sweeper = sweeper;
    this.keeper = host.keeper("gatehold-retention");
  }

  /** Looks now, and every hour whether a sweep is due. */
  public void start() {
    keeper.every(Duration.ZERO, PAUSE, this::look);
  }

  /** Looks at the clock again; for clocks that are turned by hand. */
  public void wake() {
    keeper.soon(this::look);
  }

  /** Returns when all looks are over that were asked for; for tests. */
  public void awaitQuiet() throws InterruptedException {
    CountDownLatch quiet = new CountDownLatch(1);
    keeper.soon(quiet::countDown);
    quiet.await();
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

  /** Ends a sweep in its middle: what it had not deleted, the next one does. */
  @Override
  public void close() {
    keeper.close();
    try {
      if (!keeper.awaitEnd(PATIENCE)) {
        LOG.warn("A sweep of resources did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
