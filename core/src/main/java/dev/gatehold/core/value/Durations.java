package dev.gatehold.core.value;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: {@code 90s}, {@code 1h30m}, {@code 2d}, or ISO 8601 ({@code
 * PT90S}).
 */
public final class Durations {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");

  /** The longest duration that is accepted: about a century. */
  public static final Duration LONGEST = Duration.ofDays(36_500);

  private Durations() {}

  /**
   * The duration that the text says, to the millisecond; a day is 24 hours.
   *
   * @throws IllegalArgumentException for any other text, or a duration that is negative or longer
   *     than {@link #LONGEST}
   */
  public static Duration parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!text.isEmpty() && parts.matches()) {
      Duration sum =
          Duration.ofDays(number(parts, 1))
              .plusHours(number(parts, 2))
              .plusMinutes(number(parts, 3))
              .plusSeconds(number(parts, 4))
              .plusMillis(number(parts, 5));
      return within(sum, text);
    }
    try {
      return within(Duration.parse(text), text);
    } catch (DateTimeException notIso) {
      throw unusable(text);
    }
  }

  private static Duration within(Duration duration, String text) {
    if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
      throw unusable(text);
    }
    return duration.truncatedTo(ChronoUnit.MILLIS);
  }

  private static IllegalArgumentException unusable(String text) {
    return new IllegalArgumentException(
        "Expected a duration such as '90s', '4h', '1h30m' or 'PT4H', at most "
            + LONGEST.toDays()
            + " days, but found '"
            + text
            + "'.");
  }

  /** The short form, largest unit first: {@code 1h30m}; {@code 0s} for nothing. */
  public static String format(Duration duration) {
    StringBuilder text = new StringBuilder();
    append(text, duration.toDays(), "d");
    append(text, duration.toHoursPart(), "h");
    append(text, duration.toMinutesPart(), "m");
    append(text, duration.toSecondsPart(), "s");
    append(text, duration.toMillisPart(), "ms");
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void append(StringBuilder text, long number, String unit) {
    if (number != 0) {
      text.append(number).append(unit);
    }
  }

  private static long number(Matcher parts, int group) {
    String digits = parts.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
