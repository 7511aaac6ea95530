package dev.gatehold.server.directory;

import dev.gatehold.server.yaml.YamlFileException;
import dev.gatehold.server.yaml.YamlValue;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How days and times are written in the people file. */
final class Times {
  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern TIME = Pattern.compile("\\d{2}:\\d{2}");

  private Times() {}

  /** A time zone such as {@code Europe/Berlin}. */
  static ZoneId zone(@Nullable YamlValue value, ZoneId otherwise) throws YamlFileException {
    if (value == null) {
      return otherwise;
    }
    try {
      return ZoneId.of(value.text());
    } catch (DateTimeException e) {
      throw value.error(
          "Expected a time zone such as Europe/Berlin or UTC, but found '" + value.text() + "'.");
    }
  }

  static LocalDate date(YamlValue value) throws YamlFileException {
    try {
      return LocalDate.parse(value.text());
    } catch (DateTimeException e) {
      throw value.error("Expected a date such as 2026-12-24, but found '" + value.text() + "'.");
    }
  }

  static LocalTime time(YamlValue value, String text) throws YamlFileException {
    try {
      if (TIME.matcher(text).matches()) {
        return LocalTime.parse(text);
      }
    } catch (DateTimeException e) {
      // Said below.
    }
    throw value.error("Expected a time such as '09:00', but found '" + text + "'.");
  }

  /** The first instant of a time: an RFC 3339 time itself, or the beginning of a day. */
  static Instant from(YamlValue value, ZoneId zone) throws YamlFileException {
    return isDate(value) ? date(value).atStartOfDay(zone).toInstant() : instant(value);
  }

  /** The first instant after a time: an RFC 3339 time itself, or the end of a day. */
  static Instant until(YamlValue value, ZoneId zone) throws YamlFileException {
    return isDate(value) ? date(value).plusDays(1).atStartOfDay(zone).toInstant() : instant(value);
  }

  private static boolean isDate(YamlValue value) throws YamlFileException {
    return DATE.matcher(value.text()).matches();
  }

  private static Instant instant(YamlValue value) throws YamlFileException {
    try {
      return OffsetDateTime.parse(value.text()).toInstant();
    } catch (DateTimeException e) {
      throw value.error(
          "Expected a date such as 2026-12-24 or a time such as 2026-12-24T09:00:00+01:00, but"
              + " found '"
              + value.text()
              + "'.");
    }
  }

  /** A day of the week, such as {@code mon}. */
  static DayOfWeek day(YamlValue value, String text) throws YamlFileException {
    int day = DAYS.indexOf(text);
    if (day < 0) {
      throw value.error(
          "Expected a day as one of " + String.join(", ", DAYS) + ", but found '" + text + "'.");
    }
    return DayOfWeek.of(day + 1);
  }

  /** A day of the week, or all from one to another: {@code mon-fri}. */
  static Set<DayOfWeek> days(YamlValue value) throws YamlFileException {
    String[] ends = value.text().split("-", -1);
    if (ends.length > 2) {
      throw value.error("Expected days such as mon-fri, but found '" + value.text() + "'.");
    }
    DayOfWeek day = day(value, ends[0]);
    DayOfWeek last = day(value, ends[ends.length - 1]);
    Set<DayOfWeek> days = EnumSet.of(day);
    while (day != last) {
      day = day.plus(1);
      days.add(day);
    }
    return days;
  }
}
