package dev.gatehold.simulation.machine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that goes with the scheduler's time, but is wrong by something that may change. */
public final class NodeClock implements InstantSource {
  /** What every right clock shows at the beginning. */
  public static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

  private final Scheduler scheduler;
  private Duration skew = Duration.ZERO;

  public NodeClock(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  @Override
  public Instant instant() {
    return START.plusNanos(scheduler.nanoTime()).plus(skew);
  }

  /** Steps to this much before or after the right time. */
  public void skew(Duration by) {
    skew = by;
  }
}
