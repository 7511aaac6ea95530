package dev.gatehold.server.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * A point in time as people read it.
 *
 * @param machine RFC 3339, for the {@code datetime} attribute
 * @param exact day and minute in UTC
 * @param relative seen from the moment of the page: {@code 5 minutes ago}, {@code in 2 days}
 */
public record Moment(String machine, String exact, String relative) {
  private static final DateTimeFormatter EXACT =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /** This instant, seen from {@code now}. */
  public static Moment of(Instant at, Instant now) {
    Instant second = at.truncatedTo(ChronoUnit.SECONDS);
    return new Moment(second.toString(), EXACT.format(second), relative(at, now));
  }

  private static String relative(Instant at, Instant now) {
    Duration distance = Duration.between(at, now);
    String amount = amount(distance.abs());
    if (amount.isEmpty()) {
      return distance.isNegative() ? "in a moment" : "just now";
    }
    return distance.isNegative() ? "in " + amount : amount + " ago";
  }

  private static String amount(Duration distance) {
    if (distance.toMinutes() < 1) {
      return "";
    }
    if (distance.toMinutes() < 60) {
      return counted(distance.toMinutes(), "minute");
    }
    if (distance.toHours() < 48) {
      return counted(distance.toHours(), "hour");
    }
    return counted(distance.toDays(), "day");
  }

  private static String counted(long number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s");
  }
}
