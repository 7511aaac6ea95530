package dev.gatehold.engine.event;

import dev.gatehold.engine.host.Host;
import dev.gatehold.engine.host.Keeper;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers what a crash left undelivered, and forgets what is old; every node does. */
public final class EventKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventKeeper.class);

  /** Events that are younger may still be on their way. */
  private static final Duration LEFT = Duration.ofSeconds(10);

  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration TIDY = Duration.ofHours(1);

  private final Events events;
  private final Keeper keeper;

  public EventKeeper(Events events, Host host) {
    this.events = events;
    this.keeper = host.keeper("gatehold-events");
  }

  /** Takes up everything that an earlier process left, then looks now and then. */
  public void start() {
    keeper.soon(() -> look(Duration.ZERO));
    keeper.every(PAUSE, PAUSE, () -> look(LEFT));
    keeper.every(Duration.ZERO, TIDY, this::tidy);
  }

  /** Looks at the clock again; for clocks that are turned by hand. */
  public void wake() {
    keeper.soon(() -> look(LEFT));
    keeper.soon(this::tidy);
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
    keeper.close();
  }
}
