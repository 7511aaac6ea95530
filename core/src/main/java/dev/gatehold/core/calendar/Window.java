package dev.gatehold.core.calendar;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Open hours that begin on one day of every week, by the clock on the wall and to the minute.
 *
 * @param day on which it opens
 * @param opens the first minute of it
 * @param closes the first minute after it; when that is not later than {@code opens} it lies on the
 *     next day, so 00:00 is the midnight that ends the day and equal times are 24 hours
 */
public record Window(DayOfWeek day, LocalTime opens, LocalTime closes) {
  private static final Pattern HOURS =
      Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)-(?:([01]\\d|2[0-3]):([0-5]\\d)|24:00)");

  /**
   * Checks the shape.
   *
   * @throws IllegalArgumentException for times with seconds
   */
  public Window {
    wholeMinutes(opens);
    wholeMinutes(closes);
  }

  /**
   * The window on this day with hours written {@code 08:00-17:30}, {@code 22:00-06:00} (over
   * midnight) or {@code 18:00-24:00}.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static Window parse(DayOfWeek day, String hours) {
    Matcher parts = HOURS.matcher(hours);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "Expected hours such as '08:00-17:30' or '22:00-06:00', but found '"
              + hours
              + "'. Write two digits for hour and minute, and 24:00 for the end of the day.");
    }
    LocalTime closes = parts.group(3) == null ? LocalTime.MIDNIGHT : time(parts, 3);
    return new Window(day, time(parts, 1), closes);
  }

  /** The form that {@link #parse} reads, without the day: {@code 08:00-24:00}. */
  public String hours() {
    return opens + "-" + (closes.equals(LocalTime.MIDNIGHT) ? "24:00" : closes);
  }

  /** The day and the hours: {@code Monday 08:00-17:30}. */
  @Override
  public String toString() {
    String name = day.name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT) + " " + hours();
  }

  boolean overMidnight() {
    return !closes.isAfter(opens);
  }

  static void wholeMinutes(LocalTime time) {
    if (!time.equals(time.truncatedTo(ChronoUnit.MINUTES))) {
      throw new IllegalArgumentException(
          "Expected a time in whole minutes, but found '"
              + time
              + "'. For the end of the day write 24:00 (00:00 of the next day).");
    }
  }

  private static LocalTime time(Matcher parts, int group) {
    return LocalTime.of(
        Integer.parseInt(parts.group(group)), Integer.parseInt(parts.group(group + 1)));
  }
}
