package dev.gatehold.core.calendar;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/** Moments that are set by the clock on the wall. */
final class WallClock {
  private WallClock() {}

  /**
   * The first instant at which the clock of the zone shows this time, or where it jumps over it.
   */
  static Instant first(LocalDateTime time, ZoneId zone) {
    ZoneRules rules = zone.getRules();
    ZoneOffsetTransition change = rules.getTransition(time);
    if (change == null) {
      return time.toInstant(rules.getOffset(time));
    }
    return change.isGap() ? change.getInstant() : time.toInstant(change.getOffsetBefore());
  }
}
