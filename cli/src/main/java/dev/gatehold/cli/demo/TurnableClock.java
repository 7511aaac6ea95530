package dev.gatehold.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The clock on the wall, as far ahead as it was turned: nobody waits a week for an expiry. */
final class TurnableClock implements InstantSource {
  private volatile Duration ahead = Duration.ZERO;

  @Override
  public Instant instant() {
    return Instant.now().plus(ahead);
  }

  /** Turns it on to this time; never back. */
  void turnTo(Instant time) {
    Duration missing = Duration.between(instant(), time);
    if (missing.isPositive()) {
      ahead = ahead.plus(missing);
    }
  }
}
