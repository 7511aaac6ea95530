package dev.gatehold.core.calendar;

import static java.time.temporal.ChronoUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehold.core.calendar.Delivery.Digest;
import dev.gatehold.core.calendar.Delivery.Preferences;
import dev.gatehold.core.calendar.Delivery.Quiet;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Quiet NIGHT = new Quiet(LocalTime.of(22, 0), LocalTime.of(7, 0));
  private static final Digest EARLY =
      new Digest(EnumSet.allOf(DayOfWeek.class), LocalTime.of(6, 30));

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 22:00, 07:00, 2026-11-18T12:00:00.000000001+01:00,"
        + " 2026-11-18T12:00:00.000000001+01:00",
    "Europe/Berlin, 22:00, 07:00, 2026-11-18T21:59:59.999999999+01:00,"
        + " 2026-11-18T21:59:59.999999999+01:00",
    "Europe/Berlin, 22:00, 07:00, 2026-11-18T22:00+01:00, 2026-11-19T07:00+01:00",
    "Europe/Berlin, 22:00, 07:00, 2026-11-18T22:00:00.000000001+01:00, 2026-11-19T07:00+01:00",
    "Europe/Berlin, 22:00, 07:00, 2026-11-19T06:59:59.999999999+01:00, 2026-11-19T07:00+01:00",
    "Europe/Berlin, 22:00, 07:00, 2026-11-19T07:00+01:00, 2026-11-19T07:00+01:00",
    // within one day, and up to midnight
    "Europe/Berlin, 12:00, 13:00, 2026-11-18T12:30+01:00, 2026-11-18T13:00+01:00",
    "Europe/Berlin, 12:00, 13:00, 2026-11-18T23:00+01:00, 2026-11-18T23:00+01:00",
    "Europe/Berlin, 20:00, 00:00, 2026-11-18T23:00+01:00, 2026-11-19T00:00+01:00",
    "Europe/Berlin, 00:00, 06:00, 2026-11-19T00:00+01:00, 2026-11-19T06:00+01:00",
    // a shorter and a longer night
    "Europe/Berlin, 22:00, 07:00, 2026-03-28T23:00+01:00, 2026-03-29T07:00+02:00",
    "Europe/Berlin, 22:00, 07:00, 2026-10-24T23:00+02:00, 2026-10-25T07:00+01:00",
    // an end that the clock jumps over, and one that it shows twice
    "Europe/Berlin, 22:00, 02:30, 2026-03-29T01:00+01:00, 2026-03-29T03:00+02:00",
    "Europe/Berlin, 22:00, 02:30, 2026-10-25T01:00+02:00, 2026-10-25T02:30+02:00",
    "Europe/Berlin, 22:00, 02:30, 2026-10-25T02:10+01:00, 2026-10-25T02:30+01:00",
    // a night with a day in the middle that did not exist
    "Pacific/Apia, 22:00, 07:00, 2011-12-29T23:00-10:00, 2011-12-31T07:00+14:00"
  })
  void waits_for_the_end_of_quiet_hours(
      String zone, LocalTime from, LocalTime until, OffsetDateTime now, OffsetDateTime out) {
    Preferences preferences = new Preferences(ZoneId.of(zone), new Quiet(from, until), null);
    assertThat(Delivery.at(now.toInstant(), preferences, false)).isEqualTo(out.toInstant());
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, MONDAY FRIDAY, 09:00, 2026-11-18T12:00+01:00, 2026-11-20T09:00+01:00",
    "Europe/Berlin, MONDAY FRIDAY, 09:00, 2026-11-20T09:00+01:00, 2026-11-20T09:00+01:00",
    "Europe/Berlin, MONDAY FRIDAY, 09:00, 2026-11-20T09:00:00.000000001+01:00,"
        + " 2026-11-23T09:00+01:00",
    "Europe/Berlin, FRIDAY, 09:00, 2026-11-20T10:00+01:00, 2026-11-27T09:00+01:00",
    "Europe/Berlin, MONDAY, 09:00, 2026-03-23T10:00+01:00, 2026-03-30T09:00+02:00",
    // a time that the clock jumps over, and one that it shows twice
    "Europe/Berlin, SUNDAY, 02:30, 2026-03-28T10:00+01:00, 2026-03-29T03:00+02:00",
    "Europe/Berlin, SUNDAY, 02:30, 2026-10-25T02:00+02:00, 2026-10-25T02:30+02:00",
    "Europe/Berlin, SUNDAY, 02:30, 2026-10-25T02:10+01:00, 2026-11-01T02:30+01:00",
    // it came before the clock went back into the day before
    "America/St_Johns, SUNDAY, 00:00, 2010-11-06T23:30-03:30, 2010-11-14T00:00-03:30",
    // jumped over at the end of the day, so that it is due as the next one begins
    "America/Nuuk, SATURDAY, 23:30, 2024-03-31T00:00-01:00, 2024-03-31T00:00-01:00",
    "Pacific/Apia, FRIDAY, 09:00, 2011-12-29T12:00-10:00, 2011-12-31T00:00+14:00",
    "Pacific/Apia, FRIDAY, 09:00, 2011-12-31T00:00+14:00, 2011-12-31T00:00+14:00",
    "Pacific/Apia, FRIDAY, 09:00, 2011-12-31T00:00:00.001+14:00, 2012-01-06T09:00+14:00"
  })
  void waits_for_the_next_digest(
      String zone, String days, LocalTime at, OffsetDateTime now, OffsetDateTime out) {
    Set<DayOfWeek> on =
        Stream.of(days.split(" ")).map(DayOfWeek::valueOf).collect(Collectors.toSet());
    Preferences preferences = new Preferences(ZoneId.of(zone), null, new Digest(on, at));
    assertThat(Delivery.at(now.toInstant(), preferences, false)).isEqualTo(out.toInstant());
  }

  @Test
  void goes_out_at_once_when_nothing_else_is_wanted() {
    Instant now = Instant.parse("2026-11-18T02:00:00.123456789Z");
    assertThat(Delivery.at(now, new Preferences(BERLIN, null, null), false)).isEqualTo(now);
  }

  @Test
  void goes_out_at_once_when_urgent() {
    Instant now = Instant.parse("2026-11-18T02:00:00.123456789Z");
    assertThat(Delivery.at(now, new Preferences(BERLIN, NIGHT, EARLY), true)).isEqualTo(now);
  }

  @Test
  void a_digest_comes_when_it_was_asked_for_even_in_quiet_hours() {
    Instant now = Instant.parse("2026-11-18T02:00:00Z");
    assertThat(Delivery.at(now, new Preferences(BERLIN, NIGHT, EARLY), false))
        .isEqualTo(Instant.parse("2026-11-18T05:30:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Europe/Berlin",
        "Australia/Lord_Howe",
        "Pacific/Chatham",
        "Pacific/Apia",
        "America/Nuuk",
        "America/Havana",
        "Antarctica/Troll",
        "Africa/Cairo"
      })
  void comes_when_watching_the_clock_says_so(String id) {
    ZoneId zone = ZoneId.of(id);
    for (LocalTime time : List.of(LocalTime.MIDNIGHT, LocalTime.of(2, 15), LocalTime.of(23, 45))) {
      Quiet quiet = new Quiet(time.minusHours(3), time);
      Digest digest = new Digest(Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), time);
      watch(new Preferences(zone, quiet, null), shown -> !inside(quiet, shown.toLocalTime()));
      watch(new Preferences(zone, null, digest), new DigestWatch(digest)::due);
    }
  }

  private static boolean inside(Quiet quiet, LocalTime time) {
    long since = Math.floorMod(quiet.from().until(time, MINUTES), 24 * 60L);
    return since < Math.floorMod(quiet.from().until(quiet.until(), MINUTES), 24 * 60L);
  }

  /** Tells for times shown one after the other whether a digest is due with this one. */
  private static final class DigestWatch {
    private final Digest digest;
    private LocalDate next = LocalDate.parse("2025-12-30");

    DigestWatch(Digest digest) {
      this.digest = digest;
    }

    boolean due(LocalDateTime shown) {
      boolean due = false;
      while (!shown.isBefore(next.atTime(digest.at()))) {
        due |= digest.days().contains(next.getDayOfWeek());
        next = next.plusDays(1);
      }
      return due;
    }
  }

  /** Looks at the clock every quarter of an hour of a year and remembers when things may go out. */
  private static void watch(Preferences preferences, Predicate<LocalDateTime> out) {
    Instant begin = Instant.parse("2026-01-01T00:00:00Z");
    List<Instant> waiting = new ArrayList<>();
    int delivered = 0;
    for (int quarter = 0; quarter < 366 * 24 * 4; quarter++) {
      Instant now = begin.plus(Duration.ofMinutes(15L * quarter));
      waiting.add(now);
      if (out.test(LocalDateTime.ofInstant(now, preferences.zone()))) {
        for (Instant each : waiting) {
          Instant found = Delivery.at(each, preferences, false);
          if (!found.equals(now)) {
            assertThat(found).as("%s of %s", preferences, each).isEqualTo(now);
          }
        }
        delivered += waiting.size();
        waiting.clear();
      }
    }
    assertThat(delivered).isGreaterThan(30_000);
  }

  @Test
  void quiet_hours_must_end() {
    assertThatThrownBy(() -> new Quiet(LocalTime.NOON, LocalTime.NOON))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Expected quiet hours that end, but they begin and end at 12:00. Choose another end,"
                + " or turn notifications off.");
  }

  @Test
  void quiet_hours_are_told_to_the_minute() {
    assertThatThrownBy(() -> new Quiet(LocalTime.NOON, LocalTime.of(23, 59, 59)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Expected a time in whole minutes, but found '23:59:59'.");
    assertThatThrownBy(() -> new Quiet(LocalTime.of(23, 59, 59), LocalTime.NOON))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_digest_needs_a_day() {
    assertThatThrownBy(() -> new Digest(Set.of(), LocalTime.NOON))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Expected a digest to have days, but it has none. Choose at least one day of the week,"
                + " or no digest.");
  }
}
