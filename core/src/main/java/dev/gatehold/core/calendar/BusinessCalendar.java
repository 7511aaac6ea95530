package dev.gatehold.core.calendar;

import dev.gatehold.core.value.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * When a place works: an instant is open when the wall clock of the zone then reads a time inside a
 * window and a date that is no holiday.
 *
 * <p>Nothing else decides. An hour that the clock skips in spring is not there to be counted, one
 * that it shows twice in autumn counts twice, and a holiday closes its own date from midnight to
 * midnight, whenever the windows that reach into it begin.
 *
 * <p>All results are exact to the millisecond; finer parts of an argument are rounded so that at
 * least the time asked for lies between.
 *
 * @param weekly at least one; windows may touch and overlap, and time in several counts once
 * @param holidays local dates
 */
public record BusinessCalendar(
    String name, ZoneId zone, List<Window> weekly, Set<LocalDate> holidays) {
  /** How far a calendar looks: 20 years. */
  public static final Duration HORIZON = Duration.ofDays(7305);

  /**
   * Checks the shape.
   *
   * @throws IllegalArgumentException without windows
   */
  public BusinessCalendar {
    weekly = List.copyOf(weekly);
    holidays = Collections.unmodifiableSet(new TreeSet<>(holidays));
    if (weekly.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected calendar '"
              + name
              + "' to open at least once a week, but it has no open hours. Add some, such as"
              + " Monday 08:00-17:00.");
    }
  }

  /** Whether this instant is open. A window's first instant is, its closing time no longer. */
  public boolean isOpen(Instant instant) {
    return openTime().at(instant.toEpochMilli());
  }

  /**
   * The first instant at which this much open time has passed since {@code from}: the closing time
   * itself when a window is just used up. Zero gives {@code from} when that is open, otherwise the
   * next opening. A later {@code from} or a longer time never gives an earlier result.
   *
   * @throws IllegalArgumentException for a negative time, or when there is not that much within
   *     {@link #HORIZON}
   */
  public Instant plus(Instant from, Duration businessTime) {
    long needed = needed(businessTime);
    long start = roundedUp(from);
    return Instant.ofEpochMilli(
        openTime()
            .after(start, needed, start + HORIZON.toMillis())
            .orElseThrow(() -> tooLittle(businessTime, "after", from)));
  }

  /**
   * The last instant from which this much open time is left until {@code from}. Zero gives {@code
   * from} when that is open or a closing time, otherwise the last closing time. An earlier {@code
   * from} or a longer time never gives a later result.
   *
   * @throws IllegalArgumentException for a negative time, or when there is not that much within
   *     {@link #HORIZON}
   */
  public Instant minus(Instant from, Duration businessTime) {
    long needed = needed(businessTime);
    long end = from.toEpochMilli();
    if (needed == 0 && openTime().at(end)) {
      return Instant.ofEpochMilli(end);
    }
    return Instant.ofEpochMilli(
        openTime()
            .before(end, needed, end - HORIZON.toMillis())
            .orElseThrow(() -> tooLittle(businessTime, "before", from)));
  }

  /**
   * The open time from {@code from} until before {@code to}; negative when {@code to} is the
   * earlier one.
   *
   * @throws IllegalArgumentException when they lie further apart than {@link #HORIZON}
   */
  public Duration between(Instant from, Instant to) {
    if (Duration.between(from, to).abs().compareTo(HORIZON) > 0) {
      throw new IllegalArgumentException(
          "Expected two instants at most 20 years apart, but found " + from + " and " + to + ".");
    }
    if (to.isBefore(from)) {
      return between(to, from).negated();
    }
    return Duration.ofMillis(openTime().sum(from.toEpochMilli(), to.toEpochMilli()));
  }

  private OpenTime openTime() {
    return new OpenTime(zone, weekly, holidays);
  }

  private static long needed(Duration businessTime) {
    if (businessTime.isNegative()) {
      throw new IllegalArgumentException(
          "Expected a business time of zero or more, but found '"
              + businessTime
              + "'. Count the other way instead.");
    }
    if (businessTime.compareTo(HORIZON) > 0) {
      return HORIZON.toMillis() + 1;
    }
    return businessTime.plusNanos(999_999).toMillis();
  }

  private static long roundedUp(Instant instant) {
    return instant.plusNanos(999_999).toEpochMilli();
  }

  private IllegalArgumentException tooLittle(Duration needed, String side, Instant from) {
    return new IllegalArgumentException(
        "Expected calendar '"
            + name
            + "' to have "
            + Durations.format(needed)
            + " of open time within 20 years "
            + side
            + " "
            + from
            + ", but it has less. Ask for less, or give it more open hours or fewer holidays.");
  }
}
