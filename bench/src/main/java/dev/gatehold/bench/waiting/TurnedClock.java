package dev.gatehold.bench.waiting;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that goes on by itself and can be turned ahead. */
final class TurnedClock implements InstantSource {
  private final InstantSource base;
  private volatile Duration ahead = Duration.ZERO;

  TurnedClock(InstantSource base) {
    this.base = base;
  }

  void turn(Duration further) {
    ahead = ahead.plus(further);
  }

  @Override
  public Instant instant() {
    return base.instant().plus(ahead);
  }
}
