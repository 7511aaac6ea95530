package dev.gatehold.core.calendar;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When a notification goes out to a person who wants quiet hours or a digest. */
public final class Delivery {
  private Delivery() {}

  /**
   * What a person wants.
   *
   * @param quiet null when they may be notified around the clock
   * @param digest null when they want each notification by itself
   */
  public record Preferences(ZoneId zone, @Nullable Quiet quiet, @Nullable Digest digest) {}

  /**
   * Hours of every day without notifications, to the minute, by the person's wall clock.
   *
   * @param until the first minute after them; on the next day when earlier than {@code from}
   */
  public record Quiet(LocalTime from, LocalTime until) {
    /**
     * Checks the shape.
     *
     * @throws IllegalArgumentException when they would never end, or for times with seconds
     */
    public Quiet {
      Window.wholeMinutes(from);
      Window.wholeMinutes(until);
      if (from.equals(until)) {
        throw new IllegalArgumentException(
            "Expected quiet hours that end, but they begin and end at "
                + from
                + ". Choose another end, or turn notifications off.");
      }
    }

    /** Whoever is quiet for a part of each day is open for the rest of it. */
    private BusinessCalendar rest(ZoneId zone) {
      List<Window> rest =
          Stream.of(DayOfWeek.values()).map(day -> new Window(day, until, from)).toList();
      return new BusinessCalendar("outside of quiet hours", zone, rest, Set.of());
    }
  }

  /**
   * All notifications together at one time.
   *
   * @param days at least one
   * @param at the local time; where the clock jumps over it, at the jump, and where it comes twice,
   *     at the first
   */
  public record Digest(Set<DayOfWeek> days, LocalTime at) {
    /**
     * Checks the shape.
     *
     * @throws IllegalArgumentException without days
     */
    public Digest {
      days = Collections.unmodifiableSet(new TreeSet<>(days));
      if (days.isEmpty()) {
        throw new IllegalArgumentException(
            "Expected a digest to have days, but it has none. Choose at least one day of the"
                + " week, or no digest.");
      }
    }
  }

  /**
   * When a notification that arises now goes out: an urgent one at once, otherwise with the next
   * digest where the person wants one (at the time they chose, quiet or not), otherwise at once, or
   * when the quiet hours end. Never before {@code now}, and one that arises later never goes out
   * earlier.
   */
  public static Instant at(Instant now, Preferences preferences, boolean urgent) {
    if (urgent) {
      return now;
    }
    if (preferences.digest() != null) {
      return next(preferences.digest(), preferences.zone(), now);
    }
    if (preferences.quiet() != null) {
      return afterQuiet(preferences.quiet().rest(preferences.zone()), now);
    }
    return now;
  }

  private static Instant afterQuiet(BusinessCalendar rest, Instant now) {
    return rest.isOpen(now) ? now : rest.plus(now, Duration.ZERO);
  }

  private static Instant next(Digest digest, ZoneId zone, Instant now) {
    // A time of yesterday that the clock jumped over is due at the jump, which may be today.
    LocalDate date = now.atZone(zone).toLocalDate().minusDays(1);
    while (true) {
      if (digest.days().contains(date.getDayOfWeek())) {
        Instant due = WallClock.first(date.atTime(digest.at()), zone);
        if (!due.isBefore(now)) {
          return due;
        }
      }
      date = date.plusDays(1);
    }
  }
}
