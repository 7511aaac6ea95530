package dev.gatehold.core.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Set;

/**
 * Counts open time the slow and certain way: it reads the clock of the zone at every minute of a
 * span and asks whether the place is open then. Instants are milliseconds from the span's begin.
 * Right where the clock changes at whole minutes only, as it does everywhere today.
 */
final class MinuteByMinute {
  static final long MINUTE = 60_000;

  private final int[] minuteOfWeek;
  private final long[] dates;

  MinuteByMinute(ZoneId zone, Instant begin, int minutes) {
    minuteOfWeek = new int[minutes];
    dates = new long[minutes];
    for (int i = 0; i < minutes; i++) {
      LocalDateTime shown =
          LocalDateTime.ofInstant(Instant.ofEpochMilli(begin.toEpochMilli() + i * MINUTE), zone);
      minuteOfWeek[i] =
          Plan.minuteOfWeek(shown.getDayOfWeek(), shown.getHour() * 60 + shown.getMinute());
      dates[i] = shown.toLocalDate().toEpochDay();
    }
  }

  Count count(Plan plan, Set<LocalDate> holidays) {
    boolean[] week = plan.openMinutesOfWeek();
    long[] closed = holidays.stream().mapToLong(LocalDate::toEpochDay).toArray();
    int[] passed = new int[minuteOfWeek.length + 1];
    int[] open = new int[minuteOfWeek.length];
    int found = 0;
    for (int i = 0; i < minuteOfWeek.length; i++) {
      passed[i] = found;
      if (week[minuteOfWeek[i]] && !contains(closed, dates[i])) {
        open[found++] = i;
      }
    }
    passed[minuteOfWeek.length] = found;
    return new Count(passed, Arrays.copyOf(open, found));
  }

  private static boolean contains(long[] days, long day) {
    for (long each : days) {
      if (each == day) {
        return true;
      }
    }
    return false;
  }

  /**
   * What was seen: how many open minutes passed before each minute, and which minutes these are.
   */
  static final class Count {
    private final int[] passed;
    private final int[] open;

    private Count(int[] passed, int[] open) {
      this.passed = passed;
      this.open = open;
    }

    long total() {
      return open.length * MINUTE;
    }

    boolean isOpen(long at) {
      int minute = (int) (at / MINUTE);
      return minute + 1 < passed.length && passed[minute + 1] > passed[minute];
    }

    /** The open time from the begin of the span. */
    long until(long at) {
      return passed[(int) (at / MINUTE)] * MINUTE + (isOpen(at) ? at % MINUTE : 0);
    }

    /**
     * The first instant where the open time since {@code from} is this much; -1 when that is after
     * the span.
     */
    long plus(long from, long time) {
      if (time == 0 && isOpen(from)) {
        return from;
      }
      long sum = until(from) + time;
      int minute = (int) ((time == 0 ? sum : sum - 1) / MINUTE);
      return minute < open.length ? open[minute] * MINUTE + sum - minute * MINUTE : -1;
    }

    /**
     * The last instant where the open time until {@code from} is still this much; -1 when that is
     * before the span.
     */
    long minus(long from, long time) {
      if (time == 0 && isOpen(from)) {
        return from;
      }
      long sum = until(from) - time;
      if (sum < 0 || (time == 0 && sum == 0)) {
        return -1;
      }
      int minute = (int) ((time == 0 ? sum - 1 : sum) / MINUTE);
      return open[minute] * MINUTE + sum - minute * MINUTE;
    }
  }
}
