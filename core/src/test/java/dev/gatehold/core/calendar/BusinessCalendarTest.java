package dev.gatehold.core.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BusinessCalendarTest {
  private static final Set<DayOfWeek> WEEKDAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
  private static final Set<DayOfWeek> EVERY_DAY = EnumSet.allOf(DayOfWeek.class);

  private static final BusinessCalendar OFFICE =
      calendar("Europe/Berlin", WEEKDAYS, List.of("09:00-17:00"), "2026-12-25", "2026-12-28");

  private static BusinessCalendar calendar(
      String zone, Set<DayOfWeek> days, List<String> hours, String... holidays) {
    return new BusinessCalendar(
        "office",
        ZoneId.of(zone),
        days.stream().flatMap(day -> hours.stream().map(each -> Window.parse(day, each))).toList(),
        Stream.of(holidays).map(LocalDate::parse).collect(Collectors.toSet()));
  }

  /** Open every day at these hours, except on these dates. */
  private static BusinessCalendar daily(String zone, String hours, String... holidays) {
    return calendar(zone, EVERY_DAY, List.of(hours.split(" ")), holidays);
  }

  @ParameterizedTest
  @CsvSource({
    // within a day, up to its closing time, and past it
    "2026-11-18T10:00+01:00,     PT2H,      2026-11-18T12:00+01:00",
    "2026-11-18T10:00+01:00,     PT7H,      2026-11-18T17:00+01:00",
    "2026-11-18T10:00+01:00,     PT7H0.001S, 2026-11-19T09:00:00.001+01:00",
    "2026-11-18T10:00:30.250+01:00, PT8H,   2026-11-19T10:00:30.250+01:00",
    // outside of the hours
    "2026-11-18T06:00+01:00,     PT1H,      2026-11-18T10:00+01:00",
    "2026-11-18T20:00+01:00,     PT1H,      2026-11-19T10:00+01:00",
    // over a weekend, over holidays, and for weeks
    "2026-11-20T16:00+01:00,     PT2H,      2026-11-23T10:00+01:00",
    "2026-12-24T16:00+01:00,     PT2H,      2026-12-29T10:00+01:00",
    "2026-11-16T09:00+01:00,     PT80H,     2026-11-27T17:00+01:00",
    // no time at all
    "2026-11-18T10:00+01:00,     PT0S,      2026-11-18T10:00+01:00",
    "2026-11-18T09:00+01:00,     PT0S,      2026-11-18T09:00+01:00",
    "2026-11-18T17:00+01:00,     PT0S,      2026-11-19T09:00+01:00",
    "2026-11-20T18:00+01:00,     PT0S,      2026-11-23T09:00+01:00",
    // what is finer than a millisecond is rounded up
    "2026-11-18T10:00:00.000000001+01:00, PT0S, 2026-11-18T10:00:00.001+01:00",
    "2026-11-18T10:00+01:00, PT0.000000001S,    2026-11-18T10:00:00.001+01:00"
  })
  void counts_on_through_office_hours(OffsetDateTime from, Duration time, OffsetDateTime due) {
    assertThat(OFFICE.plus(from.toInstant(), time)).isEqualTo(due.toInstant());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-18T12:00+01:00,     PT2H,      2026-11-18T10:00+01:00",
    "2026-11-18T12:00+01:00,     PT3H,      2026-11-18T09:00+01:00",
    "2026-11-18T12:00+01:00,     PT3H0.001S, 2026-11-17T16:59:59.999+01:00",
    "2026-11-18T20:00+01:00,     PT1H,      2026-11-18T16:00+01:00",
    "2026-11-23T10:00+01:00,     PT2H,      2026-11-20T16:00+01:00",
    "2026-12-29T09:30+01:00,     PT1H,      2026-12-24T16:30+01:00",
    "2026-11-18T10:00+01:00,     PT0S,      2026-11-18T10:00+01:00",
    "2026-11-18T09:00+01:00,     PT0S,      2026-11-18T09:00+01:00",
    "2026-11-18T17:00+01:00,     PT0S,      2026-11-18T17:00+01:00",
    "2026-11-18T08:59+01:00,     PT0S,      2026-11-17T17:00+01:00",
    "2026-11-18T10:00:00.000999999+01:00, PT0S, 2026-11-18T10:00+01:00",
    "2026-11-18T10:00+01:00, PT0.000000001S,    2026-11-18T09:59:59.999+01:00"
  })
  void counts_back_through_office_hours(OffsetDateTime from, Duration time, OffsetDateTime start) {
    assertThat(OFFICE.minus(from.toInstant(), time)).isEqualTo(start.toInstant());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-18T10:00+01:00, 2026-11-18T12:00+01:00, PT2H",
    "2026-11-20T16:00+01:00, 2026-11-23T10:00+01:00, PT2H",
    "2026-11-21T00:00+01:00, 2026-11-22T00:00+01:00, PT0S",
    "2026-11-23T10:00+01:00, 2026-11-20T16:00+01:00, PT-2H",
    "2026-11-18T10:00+01:00, 2026-11-18T10:00:00.001+01:00, PT0.001S"
  })
  void measures_office_hours(OffsetDateTime from, OffsetDateTime to, Duration open) {
    assertThat(OFFICE.between(from.toInstant(), to.toInstant())).isEqualTo(open);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-18T08:59:59.999999999+01:00, false",
    "2026-11-18T09:00+01:00, true",
    "2026-11-18T16:59:59.999999999+01:00, true",
    "2026-11-18T17:00+01:00, false",
    "2026-11-21T12:00+01:00, false",
    "2026-12-25T12:00+01:00, false"
  })
  void opens_with_the_first_instant_and_closes_before_the_last(OffsetDateTime at, boolean open) {
    assertThat(OFFICE.isOpen(at.toInstant())).isEqualTo(open);
  }

  /** The hours of each day, and the open time of a span that they make. */
  @ParameterizedTest
  @CsvSource({
    // over midnight, to midnight, around the clock
    "Europe/Berlin, 22:00-06:00, 2026-11-18T00:00+01:00, 2026-11-19T00:00+01:00, PT8H",
    "Europe/Berlin, 22:00-06:00, 2026-11-18T21:00+01:00, 2026-11-19T07:00+01:00, PT8H",
    "Europe/Berlin, 20:00-24:00, 2026-11-18T12:00+01:00, 2026-11-19T12:00+01:00, PT4H",
    "Europe/Berlin, 20:00-00:00, 2026-11-18T12:00+01:00, 2026-11-19T12:00+01:00, PT4H",
    "Europe/Berlin, 00:00-24:00, 2026-11-18T00:00+01:00, 2026-11-25T00:00+01:00, PT168H",
    "Europe/Berlin, 09:00-09:00, 2026-11-18T00:00+01:00, 2026-11-25T00:00+01:00, PT168H",
    // windows that touch and overlap count once
    "UTC, 09:00-12:00 12:00-17:00, 2026-11-18T00:00Z, 2026-11-19T00:00Z, PT8H",
    "UTC, 11:00-17:00 09:00-12:00, 2026-11-18T00:00Z, 2026-11-19T00:00Z, PT8H",
    "UTC, 09:00-17:00 10:00-11:00 16:00-18:00, 2026-11-18T00:00Z, 2026-11-19T00:00Z, PT9H",
    "UTC, 22:00-06:00 05:00-08:00, 2026-11-18T20:00Z, 2026-11-19T20:00Z, PT10H",
    "UTC, 22:00-06:00 22:00-06:00, 2026-11-18T20:00Z, 2026-11-19T20:00Z, PT8H",
    // the night in spring that lacks an hour, and that in autumn that has one more
    "Europe/Berlin, 22:00-06:00, 2026-03-28T20:00+01:00, 2026-03-29T20:00+02:00, PT7H",
    "Europe/Berlin, 22:00-06:00, 2026-10-24T20:00+02:00, 2026-10-25T20:00+01:00, PT9H",
    "America/New_York, 22:00-06:00, 2026-03-07T20:00-05:00, 2026-03-08T20:00-04:00, PT7H",
    // hours that the clock skips, in part and altogether
    "Europe/Berlin, 02:30-05:00, 2026-03-29T00:00+01:00, 2026-03-30T00:00+02:00, PT2H",
    "Europe/Berlin, 01:00-02:30, 2026-03-29T00:00+01:00, 2026-03-30T00:00+02:00, PT1H",
    "Europe/Berlin, 02:10-02:50, 2026-03-29T00:00+01:00, 2026-03-30T00:00+02:00, PT0S",
    // hours that it shows twice, in part and altogether
    "Europe/Berlin, 01:00-02:30, 2026-10-25T00:00+02:00, 2026-10-26T00:00+01:00, PT2H",
    "Europe/Berlin, 02:10-02:50, 2026-10-25T00:00+02:00, 2026-10-26T00:00+01:00, PT1H20M",
    "Europe/Berlin, 02:30-04:00, 2026-10-25T00:00+02:00, 2026-10-26T00:00+01:00, PT2H",
    // Lord Howe moves by half an hour, the station Troll by two hours, Casey by three at 00:01
    "Australia/Lord_Howe, 22:00-06:00, 2026-10-03T20:00+10:30, 2026-10-04T20:00+11:00, PT7H30M",
    "Australia/Lord_Howe, 22:00-06:00, 2026-04-04T20:00+11:00, 2026-04-05T20:00+10:30, PT8H30M",
    "Antarctica/Troll, 22:00-06:00, 2026-03-28T20:00Z, 2026-03-29T20:00+02:00, PT6H",
    "Antarctica/Casey, 00:00-04:00, 2020-10-03T12:00+08:00, 2020-10-04T12:00+11:00, PT1H",
    // Chatham's clock changes at a quarter to three
    "Pacific/Chatham, 02:30-03:30, 2026-09-26T12:00+12:45, 2026-09-27T12:00+13:45, PT15M",
    // in Havana the day begins at one o'clock, in Juba it once ended twice
    "America/Havana, 22:00-06:00, 2026-03-07T20:00-05:00, 2026-03-08T20:00-04:00, PT7H",
    "Africa/Juba, 23:30-00:30, 2021-01-31T12:00+03:00, 2021-02-01T12:00+02:00, PT1H30M",
    // Samoa had no 30 December 2011
    "Pacific/Apia, 22:00-06:00, 2011-12-29T20:00-10:00, 2011-12-31T20:00+14:00, PT8H",
    "Pacific/Apia, 09:00-17:00, 2011-12-29T08:00-10:00, 2011-12-31T20:00+14:00, PT16H",
    // Liberia's clock was 44 minutes and 30 seconds behind
    "Africa/Monrovia, 00:00-01:00, 1972-01-06T22:00-00:44:30, 1972-01-07T22:00Z, PT15M30S"
  })
  void follows_the_clock_on_the_wall(
      String zone, String hours, OffsetDateTime from, OffsetDateTime to, Duration open) {
    assertThat(daily(zone, hours).between(from.toInstant(), to.toInstant())).isEqualTo(open);
  }

  @ParameterizedTest
  @CsvSource({
    "FRIDAY, 2026-11-20, PT2H",
    "FRIDAY, 2026-11-21, PT6H",
    "FRIDAY, 2026-11-22, PT0S",
    "SUNDAY, 2026-11-22, PT2H",
    "SUNDAY, 2026-11-23, PT6H"
  })
  void a_night_belongs_to_the_day_on_which_it_begins(DayOfWeek day, LocalDate date, Duration open) {
    Instant midnight = date.atStartOfDay(ZoneOffset.UTC).toInstant();
    assertThat(
            calendar("UTC", Set.of(day), List.of("22:00-06:00"))
                .between(midnight, midnight.plus(Duration.ofDays(1))))
        .isEqualTo(open);
  }

  @ParameterizedTest
  @CsvSource({
    // the window that reaches into a holiday ends where the holiday begins
    "Europe/Berlin, 22:00-06:00, 2026-12-25, 2026-12-24T20:00+01:00, 2026-12-25T22:00+01:00, PT2H",
    // and the one that begins on it begins where it ends
    "Europe/Berlin, 22:00-06:00, 2026-12-25, 2026-12-25T12:00+01:00, 2026-12-26T12:00+01:00, PT6H",
    "Europe/Berlin, 00:00-24:00, 2026-12-25, 2026-12-24T00:00+01:00, 2026-12-27T00:00+01:00, PT48H",
    // a holiday is as long as its date: 23 and 25 hours, half an hour more, from one o'clock on
    "Europe/Berlin, 00:00-24:00, 2026-03-29, 2026-03-28T12:00+01:00, 2026-03-30T12:00+02:00, PT24H",
    "Europe/Berlin, 00:00-24:00, 2026-10-25, 2026-10-24T12:00+02:00, 2026-10-26T12:00+01:00, PT24H",
    "America/Havana, 00:00-24:00, 2026-03-08, 2026-03-07T12:00-05:00, 2026-03-09T12:00-04:00,"
        + " PT24H",
    // in Juba the last hour of 31 January 2021 came twice
    "Africa/Juba, 00:00-24:00, 2021-01-31, 2021-01-30T12:00+03:00, 2021-02-01T12:00+02:00, PT24H",
    "Africa/Juba, 00:00-24:00, 2021-02-01, 2021-01-31T12:00+03:00, 2021-02-02T12:00+02:00, PT25H",
    // in St. John's the day before came back a minute after it had ended
    "America/St_Johns, 00:00-24:00, 2010-11-07, 2010-11-06T12:00-02:30, 2010-11-07T12:00-03:30,"
        + " PT12H59M",
    // a holiday on a date that never was
    "Pacific/Apia, 22:00-06:00, 2011-12-30, 2011-12-29T20:00-10:00, 2011-12-31T20:00+14:00, PT8H"
  })
  void a_holiday_closes_its_own_date_and_nothing_else(
      String zone,
      String hours,
      String holiday,
      OffsetDateTime from,
      OffsetDateTime to,
      Duration open) {
    assertThat(daily(zone, hours, holiday).between(from.toInstant(), to.toInstant()))
        .isEqualTo(open);
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 02:30-05:00, 2026-03-29T00:00+01:00, PT0S,   2026-03-29T03:00+02:00",
    "Europe/Berlin, 22:00-06:00, 2026-03-28T22:00+01:00, PT5H,   2026-03-29T04:00+02:00",
    "Europe/Berlin, 22:00-06:00, 2026-10-24T22:00+02:00, PT5H,   2026-10-25T02:00+01:00",
    "Europe/Berlin, 01:00-02:30, 2026-10-25T01:00+02:00, PT1H30M, 2026-10-25T02:30+02:00",
    "Europe/Berlin, 01:00-02:30, 2026-10-25T01:00+02:00, PT1H31M, 2026-10-25T02:01+01:00",
    "Pacific/Apia,  22:00-06:00, 2011-12-29T22:00-10:00, PT3H,   2011-12-31T01:00+14:00"
  })
  void deadlines_pass_over_changes_of_the_clock(
      String zone, String hours, OffsetDateTime from, Duration time, OffsetDateTime due) {
    assertThat(daily(zone, hours).plus(from.toInstant(), time)).isEqualTo(due.toInstant());
  }

  @Test
  void is_refused_without_open_hours() {
    assertThatThrownBy(() -> new BusinessCalendar("office", ZoneId.of("UTC"), List.of(), Set.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Expected calendar 'office' to open at least once a week, but it has no open hours."
                + " Add some, such as Monday 08:00-17:00.");
  }

  @Test
  void refuses_to_count_a_negative_time() {
    Instant now = Instant.parse("2026-11-18T10:00:00Z");
    String message =
        "Expected a business time of zero or more, but found 'PT-1H'. Count the other way instead.";
    assertThatThrownBy(() -> OFFICE.plus(now, Duration.ofHours(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> OFFICE.minus(now, Duration.ofHours(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void finds_what_lies_within_twenty_years_and_says_when_nothing_does() {
    Instant now = Instant.parse("2026-11-18T00:00:00Z");
    BusinessCalendar always = daily("UTC", "00:00-24:00");
    Duration most = BusinessCalendar.HORIZON;
    assertThat(always.plus(now, most)).isEqualTo(now.plus(most));
    assertThat(always.minus(now, most)).isEqualTo(now.minus(most));
    assertThat(always.between(now, now.plus(most))).isEqualTo(most);

    assertThatThrownBy(() -> always.plus(now, most.plusNanos(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Expected calendar 'office' to have 7305d");
    assertThatThrownBy(() -> always.minus(now, Duration.ofSeconds(Long.MAX_VALUE)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> always.between(now, now.plus(most).plusNanos(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Expected two instants at most 20 years apart, but found 2026-11-18T00:00:00Z and"
                + " 2046-11-18T00:00:00.000000001Z.");
  }

  @Test
  void says_when_holidays_leave_no_time() {
    Set<LocalDate> holidays = new HashSet<>();
    LocalDate today = LocalDate.parse("2026-11-18");
    for (int i = -7400; i <= 7400; i++) {
      holidays.add(today.plusDays(i));
    }
    BusinessCalendar shut =
        new BusinessCalendar(
            "shut",
            ZoneId.of("Europe/Berlin"),
            List.of(Window.parse(DayOfWeek.MONDAY, "08:00-17:00")),
            holidays);
    Instant now = Instant.parse("2026-11-18T10:00:00Z");
    assertThatThrownBy(() -> shut.plus(now, Duration.ofHours(4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Expected calendar 'shut' to have 4h of open time within 20 years after"
                + " 2026-11-18T10:00:00Z, but it has less. Ask for less, or give it more open"
                + " hours or fewer holidays.");
    assertThatThrownBy(() -> shut.minus(now, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0s of open time within 20 years before 2026-11-18T10:00:00Z");
    assertThat(shut.between(now.minus(Duration.ofDays(7000)), now)).isZero();
  }
}
