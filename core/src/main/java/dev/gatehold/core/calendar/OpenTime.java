package dev.gatehold.core.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The open time of a calendar on the line of instants, which are epoch milliseconds here.
 *
 * <p>It walks slices: the parts of local dates in which the offset stays the same. Within a slice
 * the wall clock runs evenly, so that nothing in it has to know of changes of the clock.
 */
record OpenTime(ZoneRules rules, List<Window> weekly, Set<LocalDate> holidays) {
  private static final long DAY = 24 * 60 * 60 * 1000L;

  OpenTime(ZoneId zone, List<Window> weekly, Set<LocalDate> holidays) {
    this(zone.getRules(), weekly, holidays);
  }

  /** Time from an instant until before another one. */
  private record Stretch(long from, long until) {
    long length() {
      return until - from;
    }

    Stretch within(long first, long end) {
      return new Stretch(Math.max(from, first), Math.min(until, end));
    }
  }

  /** A stretch of one local date and one offset; {@code midnight} is where the date would begin. */
  private record Slice(LocalDate date, long midnight, Stretch stretch) {}

  boolean at(long instant) {
    return sum(instant, instant + 1) == 1;
  }

  long sum(long from, long until) {
    long sum = 0;
    Slice slice = sliceAt(from);
    while (slice.stretch.from < until) {
      for (Stretch open : open(slice, from, until)) {
        sum += open.length();
      }
      slice = sliceAt(slice.stretch.until);
    }
    return sum;
  }

  /** Where this much open time has passed since {@code from}; empty when not before the limit. */
  OptionalLong after(long from, long needed, long limit) {
    long left = needed;
    Slice slice = sliceAt(from);
    while (slice.stretch.from < limit) {
      for (Stretch open : open(slice, from, limit)) {
        if (open.length() >= left) {
          return OptionalLong.of(open.from + left);
        }
        left -= open.length();
      }
      slice = sliceAt(slice.stretch.until);
    }
    return OptionalLong.empty();
  }

  /** Where this much open time is left until {@code until}; empty when not after the limit. */
  OptionalLong before(long until, long needed, long limit) {
    long left = needed;
    Slice slice = sliceAt(until - 1);
    while (slice.stretch.until > limit) {
      for (Stretch open : open(slice, limit, until).reversed()) {
        if (open.length() >= left) {
          return OptionalLong.of(open.until - left);
        }
        left -= open.length();
      }
      slice = sliceAt(slice.stretch.from - 1);
    }
    return OptionalLong.empty();
  }

  private Slice sliceAt(long millis) {
    Instant instant = Instant.ofEpochMilli(millis);
    long offset = rules.getOffset(instant).getTotalSeconds() * 1000L;
    long day = Math.floorDiv(millis + offset, DAY);
    long midnight = day * DAY - offset;
    Stretch stretch = new Stretch(midnight, midnight + DAY);
    ZoneOffsetTransition last = rules.previousTransition(instant.plusMillis(1));
    ZoneOffsetTransition next = rules.nextTransition(instant);
    return new Slice(
        LocalDate.ofEpochDay(day),
        midnight,
        stretch.within(
            last == null ? stretch.from : last.getInstant().toEpochMilli(),
            next == null ? stretch.until : next.getInstant().toEpochMilli()));
  }

  private List<Stretch> open(Slice slice, long first, long end) {
    if (holidays.contains(slice.date)) {
      return List.of();
    }
    Stretch seen = slice.stretch.within(first, end);
    List<Stretch> open = new ArrayList<>();
    for (Stretch hours : hoursOn(slice.date.getDayOfWeek())) {
      Stretch part =
          new Stretch(slice.midnight + hours.from, slice.midnight + hours.until)
              .within(seen.from, seen.until);
      if (part.length() > 0) {
        open.add(part);
      }
    }
    return open;
  }

  /** The open hours of a day of the week in order, without overlaps, counted from its midnight. */
  private List<Stretch> hoursOn(DayOfWeek day) {
    List<Stretch> hours = new ArrayList<>();
    for (Window window : weekly) {
      if (window.day() == day) {
        hours.add(
            new Stretch(
                millis(window.opens()), window.overMidnight() ? DAY : millis(window.closes())));
      }
      if (window.overMidnight() && window.day().plus(1) == day) {
        hours.add(new Stretch(0, millis(window.closes())));
      }
    }
    hours.sort(Comparator.comparingLong(Stretch::from));
    long end = 0;
    for (int i = 0; i < hours.size(); i++) {
      Stretch unseen = hours.get(i).within(end, DAY);
      hours.set(i, unseen);
      end = Math.max(end, unseen.until);
    }
    return hours;
  }

  private static long millis(LocalTime time) {
    return time.toSecondOfDay() * 1000L;
  }
}
