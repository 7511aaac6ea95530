package dev.gatehold.cli.output;

import java.time.Duration;
import java.time.Instant;

/** Times as people say them: {@code 5m ago}, {@code in 2h}, {@code now}. */
public final class Ago {
  private Ago() {}

  /** The largest unit alone: nobody decides on the seconds of a day. */
  public static String text(Instant time, Instant now) {
    Duration past = Duration.between(time, now);
    if (past.abs().compareTo(Duration.ofSeconds(1)) < 0) {
      return "now";
    }
    return past.isNegative() ? "in " + largestUnit(past.negated()) : largestUnit(past) + " ago";
  }

  private static String largestUnit(Duration span) {
    if (span.toDays() > 0) {
      return span.toDays() + "d";
    }
    if (span.toHours() > 0) {
      return span.toHours() + "h";
    }
    return span.toMinutes() > 0 ? span.toMinutes() + "m" : span.toSeconds() + "s";
  }
}
