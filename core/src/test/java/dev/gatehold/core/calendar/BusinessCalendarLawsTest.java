package dev.gatehold.core.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.gatehold.core.cast.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * What holds of every calendar, in every zone and since the days when each town had its own time.
 */
class BusinessCalendarLawsTest {
  private static final int CASES = 20_000;
  private static final Instant BEGIN = Instant.parse("1880-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2100-01-01T00:00:00Z");
  private static final Duration TICK = Duration.ofMillis(1);
  private static final List<String> ZONES =
      List.copyOf(new TreeSet<>(ZoneId.getAvailableZoneIds()));

  @Test
  void plus_gives_the_first_instant_with_that_much_between() {
    law(each -> {
      Instant due = each.calendar.plus(each.from, each.time);
      assertThat(due).isAfterOrEqualTo(each.from);
      assertThat(each.calendar.between(each.from, due)).isEqualTo(each.time);
      assertThat(each.calendar.isOpen(due.minus(TICK))).isTrue();
    });
  }

  @Test
  void minus_gives_the_last_instant_with_that_much_between() {
    law(each -> {
      Instant start = each.calendar.minus(each.from, each.time);
      assertThat(start).isBeforeOrEqualTo(each.from);
      assertThat(each.calendar.between(start, each.from)).isEqualTo(each.time);
      assertThat(each.calendar.isOpen(start)).isTrue();
    });
  }

  @Test
  void minus_undoes_plus_from_an_open_instant_and_plus_undoes_minus_from_a_due_one() {
    law(each -> {
      Instant open = each.calendar.plus(each.from, Duration.ZERO);
      assertThat(each.calendar.isOpen(open)).isTrue();
      Instant due = each.calendar.plus(open, each.time);
      assertThat(each.calendar.minus(due, each.time)).isEqualTo(open);
      assertThat(each.calendar.plus(each.calendar.minus(due, each.more), each.more)).isEqualTo(due);
    });
  }

  @Test
  void zero_gives_the_nearest_open_instant() {
    law(each -> {
      Instant next = each.calendar.plus(each.from, Duration.ZERO);
      Instant last = each.calendar.minus(each.from, Duration.ZERO);
      assertThat(each.calendar.between(last, next)).isZero();
      if (each.calendar.isOpen(each.from)) {
        assertThat(List.of(last, next)).containsOnly(each.from);
      } else {
        assertThat(last).isBeforeOrEqualTo(each.from);
        assertThat(next).isAfter(each.from);
        assertThat(each.calendar.isOpen(next)).isTrue();
        assertThat(each.calendar.isOpen(next.minus(TICK))).isFalse();
        assertThat(each.calendar.isOpen(last)).isFalse();
        assertThat(each.calendar.isOpen(last.minus(TICK))).isTrue();
      }
    });
  }

  @Test
  void one_after_the_other_is_both_at_once() {
    law(each -> {
      Instant due = each.calendar.plus(each.from, each.time);
      Duration both = each.time.plus(each.more);
      assertThat(each.calendar.plus(due, each.more)).isEqualTo(each.calendar.plus(each.from, both));
      Instant start = each.calendar.minus(each.from, each.time);
      assertThat(each.calendar.minus(start, each.more))
          .isEqualTo(each.calendar.minus(each.from, both));
      assertThat(each.calendar.between(start, due))
          .isEqualTo(
              each.calendar.between(start, each.from).plus(each.calendar.between(each.from, due)));
      assertThat(each.calendar.between(due, start))
          .isEqualTo(each.calendar.between(start, due).negated());
    });
  }

  @Test
  void later_or_longer_never_gives_an_earlier_deadline() {
    law(each -> {
      Instant later = each.from.plus(each.step);
      for (Duration time : List.of(Duration.ZERO, each.time)) {
        Instant due = each.calendar.plus(each.from, time);
        assertThat(each.calendar.plus(later, time)).isAfterOrEqualTo(due);
        assertThat(each.calendar.plus(each.from, time.plus(each.step))).isAfterOrEqualTo(due);
        Instant start = each.calendar.minus(later, time);
        assertThat(each.calendar.minus(each.from, time)).isBeforeOrEqualTo(start);
        assertThat(each.calendar.minus(later, time.plus(each.step))).isBeforeOrEqualTo(start);
      }
      assertThat(each.calendar.between(each.from, later)).isBetween(Duration.ZERO, each.step);
    });
  }

  @Test
  void what_is_finer_than_a_millisecond_never_shortens_a_deadline() {
    law(each -> {
      Instant from = each.from.plusNanos(each.step.toNanosPart() % 1_000_000);
      Duration time = each.time.plusNanos(each.step.toSeconds() % 1_000_000);
      Instant due = each.calendar.plus(from, time);
      assertThat(due).isEqualTo(due.truncatedTo(ChronoUnit.MILLIS));
      assertThat(due).isAfterOrEqualTo(from.plus(time));
      assertThat(due)
          .isBetween(
              each.calendar.plus(each.from, each.time),
              each.calendar.plus(each.from.plus(TICK), each.time.plus(TICK)));
      assertThat(each.calendar.minus(from, time))
          .isBetween(
              each.calendar.minus(each.from, each.time.plus(TICK)),
              each.calendar.minus(from, each.time));
    });
  }

  /**
   * One calendar and one deadline.
   *
   * @param time more than nothing, as is {@code more}
   * @param step zero or more, to the nanosecond
   */
  private record Case(
      BusinessCalendar calendar, Instant from, Duration time, Duration more, Duration step) {
    static Case random(SplittableRandom random) {
      ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
      Instant from = instant(random, zone);
      Set<LocalDate> holidays = new HashSet<>();
      for (int i = 0; i < 8; i++) {
        holidays.add(from.atZone(zone).toLocalDate().plusDays(random.nextInt(-8, 9)));
      }
      return new Case(
          Plan.random(random).calendar(zone, holidays),
          from,
          duration(random),
          duration(random),
          Duration.ofNanos(random.nextLong(1L << random.nextInt(1, 48))));
    }

    /** Any millisecond, half of them within two days of a change of the clock if there is one. */
    private static Instant instant(SplittableRandom random, ZoneId zone) {
      Instant any = BEGIN.plusMillis(random.nextLong(Duration.between(BEGIN, END).toMillis()));
      ZoneOffsetTransition change = zone.getRules().nextTransition(any);
      if (change == null || random.nextBoolean()) {
        return any;
      }
      Duration near = Duration.ofDays(2);
      return change.getInstant().minus(near).plusMillis(random.nextLong(2 * near.toMillis()));
    }

    /** From a millisecond to about ten days, short ones as often as long ones. */
    private static Duration duration(SplittableRandom random) {
      return Duration.ofMillis(1 + random.nextLong(1L << random.nextInt(1, 30)));
    }
  }

  private static void law(Consumer<Case> law) {
    long seed = Seeds.seed();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < CASES; i++) {
      Case each = Case.random(random);
      try {
        law.accept(each);
      } catch (AssertionError | IllegalArgumentException broken) {
        fail("Seed " + seed + ", case " + i + ": " + each, broken);
      }
    }
  }
}
