package dev.gatehold.core.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** A week's open hours in plain numbers, from which a calendar and its oracle are made. */
record Plan(String name, List<Hours> hours) {
  static final int DAY = 24 * 60;
  static final int WEEK = 7 * DAY;

  /** Minutes of the day; {@code opens} equal to {@code closes} is 24 hours. */
  record Hours(DayOfWeek day, int opens, int closes) {
    /** Whether the clock is inside these hours, by how long ago it showed their beginning. */
    boolean reach(int minuteOfWeek) {
      int began = minuteOfWeek(day, opens);
      int length = closes > opens ? closes - opens : closes + DAY - opens;
      return Math.floorMod(minuteOfWeek - began, WEEK) < length;
    }
  }

  static final Plan OFFICE = daily("office", 5, 9 * 60, 17 * 60);
  static final Plan NIGHT = daily("night", 7, 22 * 60, 6 * 60);
  static final Plan ALWAYS = daily("always", 7, 0, 0);
  static final Plan SMALL_HOURS = daily("small hours", 7, 30, 2 * 60 + 30);

  private static Plan daily(String name, int days, int opens, int closes) {
    return new Plan(
        name,
        Stream.of(DayOfWeek.values())
            .limit(days)
            .map(day -> new Hours(day, opens, closes))
            .toList());
  }

  static int minuteOfWeek(DayOfWeek day, int minute) {
    return (day.getValue() - 1) * DAY + minute;
  }

  /**
   * One to nine windows anywhere, that touch, overlap and run over midnight as it happens; one of
   * them of an hour at least, so that weeks of open time are found within 20 years.
   */
  static Plan random(SplittableRandom random) {
    List<Hours> hours = new ArrayList<>();
    int opens = minute(random);
    hours.add(new Hours(day(random), opens, (opens + 60 + random.nextInt(DAY - 60)) % DAY));
    int more = random.nextInt(9);
    for (int i = 0; i < more; i++) {
      hours.add(new Hours(day(random), minute(random), minute(random)));
    }
    return new Plan("random", hours);
  }

  private static DayOfWeek day(SplittableRandom random) {
    return DayOfWeek.of(1 + random.nextInt(7));
  }

  private static int minute(SplittableRandom random) {
    return random.nextBoolean() ? random.nextInt(DAY) : 30 * random.nextInt(DAY / 30);
  }

  boolean[] openMinutesOfWeek() {
    boolean[] open = new boolean[WEEK];
    for (int minute = 0; minute < WEEK; minute++) {
      for (Hours each : hours) {
        open[minute] |= each.reach(minute);
      }
    }
    return open;
  }

  BusinessCalendar calendar(ZoneId zone, Set<LocalDate> holidays) {
    return new BusinessCalendar(
        name,
        zone,
        hours.stream()
            .map(each -> new Window(each.day(), time(each.opens()), time(each.closes())))
            .toList(),
        holidays);
  }

  private static LocalTime time(int minute) {
    return LocalTime.of(minute / 60, minute % 60);
  }
}
