package dev.gatehold.engine.trigger;

import dev.gatehold.engine.host.Host;
import dev.gatehold.engine.host.Keeper;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after schedules, waiting firings and promotions; every node does. */
public final class TriggerKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TriggerKeeper.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration FOLLOW = Duration.ofSeconds(10);
  private static final Duration TIDY = Duration.ofHours(1);

  private final Triggers triggers;
  private final Keeper keeper;

  public TriggerKeeper(Triggers triggers, Host host) {
    this.triggers = triggers;
    this.keeper = host.keeper("gatehold-triggers");
    triggers.ring(this::wake);
  }

  /** Begins to look. */
  public void start() {
    keeper.soon(() -> attempt(triggers::followAll));
    keeper.every(FOLLOW, FOLLOW, () -> attempt(triggers::followAll));
    keeper.every(Duration.ZERO, LOOK, () -> attempt(triggers::look));
    keeper.every(TIDY, TIDY, () -> attempt(triggers::tidy));
  }

  /** Looks as soon as possible. */
  public void wake() {
    keeper.soon(() -> attempt(triggers::look));
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
    keeper.close();
  }
}
