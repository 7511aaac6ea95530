package dev.gatehold.core.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.gatehold.core.calendar.MinuteByMinute.Count;
import dev.gatehold.core.cast.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Deadlines around every change of every clock on earth from 2020 to 2035, compared with {@link
 * MinuteByMinute}.
 */
class BusinessCalendarOracleTest {
  private static final Instant BEGIN = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2036-01-01T00:00:00Z");
  private static final Duration BEFORE = Duration.ofDays(3);
  private static final int SPAN = 6 * Plan.DAY;
  private static final int DEADLINES = 170;

  private final long seed = Seeds.seed();
  private final SplittableRandom random = new SplittableRandom(seed);
  private int compared;

  @Test
  void a_million_deadlines_are_those_that_are_found_minute_by_minute() {
    for (Map.Entry<Clock, List<String>> zones : clocks().entrySet()) {
      ZoneId zone = ZoneId.of(zones.getValue().getFirst());
      for (Instant moment : moments(zones.getKey())) {
        compareAround(zone, moment);
      }
    }
    assertThat(compared).isGreaterThanOrEqualTo(1_000_000);
  }

  @Test
  void deadlines_months_ahead_are_those_that_are_found_minute_by_minute() {
    for (String id : List.of("Europe/Berlin", "Australia/Lord_Howe", "America/Sao_Paulo")) {
      ZoneId zone = ZoneId.of(id);
      int minutes = 400 * Plan.DAY;
      MinuteByMinute year = new MinuteByMinute(zone, BEGIN, minutes);
      for (Plan plan : List.of(Plan.OFFICE, Plan.NIGHT, Plan.random(random))) {
        compare(zone, BEGIN, minutes, year, plan, holidaysAfter(BEGIN, zone, 400));
      }
    }
    assertThat(compared).isGreaterThan(1_000);
  }

  @Test
  void every_zone_and_every_change_is_looked_at() {
    Map<Clock, List<String>> clocks = clocks();
    assertThat(clocks.values().stream().flatMap(List::stream))
        .containsExactlyInAnyOrderElementsOf(ZoneId.getAvailableZoneIds());
    clocks.forEach((clock, zones) -> {
      for (String zone : zones) {
        assertThat(Clock.of(ZoneId.of(zone))).as(zone).isEqualTo(clock);
      }
      for (ZoneOffsetTransition change : clock.changes()) {
        assertThat(change.toEpochSecond() % 60).as("%s %s", zones, change).isZero();
      }
    });
    assertThat(clocks.keySet().stream().mapToInt(clock -> clock.changes().size()).sum())
        .isGreaterThan(1_000);
  }

  /** All that a zone's clock does in these years; zones that share it need one look only. */
  private record Clock(int offset, List<ZoneOffsetTransition> changes) {
    static Clock of(ZoneId zone) {
      ZoneRules rules = zone.getRules();
      List<ZoneOffsetTransition> changes = new ArrayList<>();
      ZoneOffsetTransition next = rules.nextTransition(BEGIN);
      while (next != null && next.getInstant().isBefore(END)) {
        changes.add(next);
        next = rules.nextTransition(next.getInstant());
      }
      return new Clock(rules.getOffset(BEGIN).getTotalSeconds(), changes);
    }
  }

  private static Map<Clock, List<String>> clocks() {
    Map<Clock, List<String>> clocks = new LinkedHashMap<>();
    for (String id : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
      clocks.computeIfAbsent(Clock.of(ZoneId.of(id)), _ -> new ArrayList<>()).add(id);
    }
    return clocks;
  }

  private List<Instant> moments(Clock clock) {
    List<Instant> moments =
        new ArrayList<>(clock.changes().stream().map(ZoneOffsetTransition::getInstant).toList());
    long minutes = Duration.between(BEGIN, END).toMinutes();
    moments.add(BEGIN.plus(Duration.ofMinutes(random.nextLong(minutes))));
    return moments;
  }

  private void compareAround(ZoneId zone, Instant moment) {
    Instant begin = moment.minus(BEFORE);
    MinuteByMinute span = new MinuteByMinute(zone, begin, SPAN);
    List<Plan> plans =
        List.of(Plan.OFFICE, Plan.NIGHT, Plan.ALWAYS, Plan.SMALL_HOURS, Plan.random(random));
    for (Plan plan : plans) {
      compare(zone, begin, SPAN, span, plan, holidaysAfter(begin, zone, 7));
    }
  }

  private Set<LocalDate> holidaysAfter(Instant begin, ZoneId zone, int days) {
    Set<LocalDate> holidays = new HashSet<>();
    LocalDate first = begin.atZone(zone).toLocalDate();
    for (int i = 0; i < days; i++) {
      if (random.nextInt(6) == 0) {
        holidays.add(first.plusDays(i));
      }
    }
    return holidays;
  }

  private void compare(
      ZoneId zone,
      Instant begin,
      int minutes,
      MinuteByMinute span,
      Plan plan,
      Set<LocalDate> holidays) {
    Count count = span.count(plan, holidays);
    BusinessCalendar calendar = plan.calendar(zone, holidays);
    for (int i = 0; i < DEADLINES; i++) {
      compareOne(new Case(calendar, begin, moment(minutes)), count);
    }
  }

  private void compareOne(Case one, Count count) {
    Instant from = one.at(one.from);
    long passed = count.until(one.from);
    Duration ahead = time(count.total() - passed);
    long due = count.plus(one.from, ahead.toMillis());
    if (due >= 0) {
      check(one, ahead, one.at(due), one.calendar.plus(from, ahead));
      Duration open = Duration.ofMillis(count.until(due) - passed);
      check(one, ahead, open, one.calendar.between(from, one.at(due)));
      compared++;
    }
    Duration back = time(passed);
    long start = count.minus(one.from, back.toMillis());
    if (start >= 0) {
      check(one, back.negated(), one.at(start), one.calendar.minus(from, back));
    }
  }

  /** Any millisecond of the span, half of them whole minutes and a quarter near its middle. */
  private long moment(int minutes) {
    int minute =
        random.nextInt(4) == 0 ? minutes / 2 - 240 + random.nextInt(480) : random.nextInt(minutes);
    return minute * MinuteByMinute.MINUTE + millis();
  }

  /** Up to this much, mostly whole minutes and now and then all of it or nothing. */
  private Duration time(long most) {
    long minutes = random.nextLong(most / MinuteByMinute.MINUTE + 1);
    return Duration.ofMillis(Math.min(most, minutes * MinuteByMinute.MINUTE + millis()));
  }

  private long millis() {
    return random.nextBoolean() ? 0 : random.nextLong(MinuteByMinute.MINUTE);
  }

  private record Case(BusinessCalendar calendar, Instant begin, long from) {
    Instant at(long millis) {
      return begin.plusMillis(millis);
    }
  }

  private void check(Case one, Duration time, Object expected, Object found) {
    if (!found.equals(expected)) {
      fail(
          "Seed %d: expected %s with %s to give %s, but found %s, by %s",
          seed, one.at(one.from), time, expected, found, one.calendar);
    }
  }
}
