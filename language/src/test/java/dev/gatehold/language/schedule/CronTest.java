package dev.gatehold.language.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static List<String> dues(String cron, String after, int count) {
    Cron schedule = Cron.parse(cron);
    List<String> dues = new ArrayList<>();
    Instant at = Instant.parse(after);
    while (dues.size() < count && at != null) {
      at = schedule.next(at, BERLIN);
      dues.add(String.valueOf(at));
    }
    return dues;
  }

  @Test
  void it_goes_by_the_clock_on_the_wall() {
    assertThat(dues("30 6 * * MON-FRI", "2026-11-20T05:30:00Z", 2))
        .containsExactly("2026-11-23T05:30:00Z", "2026-11-24T05:30:00Z");
    assertThat(dues("0 6 * * *", "2027-03-27T04:00:00Z", 3))
        .containsExactly("2027-03-27T05:00:00Z", "2027-03-28T04:00:00Z", "2027-03-29T04:00:00Z");
    assertThat(dues("0 9 * * MON#1", "2026-11-22T00:00:00Z", 1))
        .containsExactly("2026-12-07T08:00:00Z");
  }

  @Test
  void a_time_that_the_clock_skips_is_due_once_right_after_the_jump() {
    assertThat(dues("30 2 * * *", "2027-03-27T00:00:00Z", 3))
        .containsExactly("2027-03-27T01:30:00Z", "2027-03-28T01:00:00Z", "2027-03-29T00:30:00Z");
    assertThat(dues("*/15 2,3 * * *", "2027-03-28T00:59:00Z", 3))
        .containsExactly("2027-03-28T01:00:00Z", "2027-03-28T01:15:00Z", "2027-03-28T01:30:00Z");
  }

  @Test
  void a_time_that_the_clock_shows_twice_is_due_once_at_the_first() {
    assertThat(dues("30 2 * * *", "2026-10-24T12:00:00Z", 2))
        .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
    // From within the second of the two equal hours.
    assertThat(dues("30 2 * * *", "2026-10-25T01:10:00Z", 1))
        .containsExactly("2026-10-26T01:30:00Z");
  }

  @Test
  void a_schedule_for_every_hour_is_due_in_both_equal_hours_and_makes_up_for_none() {
    assertThat(dues("30 * * * *", "2026-10-25T00:00:00Z", 4))
        .containsExactly(
            "2026-10-25T00:30:00Z",
            "2026-10-25T01:30:00Z",
            "2026-10-25T02:30:00Z",
            "2026-10-25T03:30:00Z");
    assertThat(dues("30 * * * *", "2027-03-28T00:00:00Z", 3))
        .containsExactly("2027-03-28T00:30:00Z", "2027-03-28T01:30:00Z", "2027-03-28T02:30:00Z");
    assertThat(dues("0 * * * *", "2027-03-28T00:30:00Z", 2))
        .containsExactly("2027-03-28T01:00:00Z", "2027-03-28T02:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "*/10 * * * *,2026-11-23T09:59:59Z,2026-11-23T09:50:00Z",
    "0 6 * * *,2026-11-23T05:00:00Z,2026-11-23T05:00:00Z",
    "0 6 * * *,2026-11-23T04:59:59Z,2026-11-22T05:00:00Z",
    "0 6 1 1 *,2026-11-23T04:59:59Z,2026-01-01T05:00:00Z",
    "0 6 29 2 *,2026-11-23T04:59:59Z,2024-02-29T05:00:00Z",
  })
  void the_latest_due_time_is_found_however_long_ago(String cron, String now, String latest) {
    assertThat(Cron.parse(cron).latest(Instant.parse(now), BERLIN))
        .isEqualTo(Instant.parse(latest));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "61 * * * * | 0 | Expected minutes as 0-59, but found '61'.",
        "0 24 * * * | 2 | Expected hours as 0-23, but found '24'.",
        "0 6 32 * * | 4 | Expected days of the month as 1-31, but found '32'.",
        "0 6 * JANN * | 6 | Expected months as 1-12 or JAN-DEC, but found 'JANN'.",
        "0 6 * * MON-FRY | 8 | Expected days of the week as 0-7 or MON-SUN, but found 'MON-FRY'.",
        "0 6 * * | 0 | Expected five fields (minute, hour, day of the month, month, day of the"
            + " week), but found 4.",
        "0 0 6 * * * | 0 | Expected five fields (minute, hour, day of the month, month, day of the"
            + " week), but found 6.",
        "0 6 30 2 * | 4 | Expected a day that exists, but no month has it.",
        "0 6 13 * FRI | 9 | Expected days of the month or days of the week, but found both:"
            + " programs do not agree whether one or both of them must fit.",
      })
  void what_is_wrong_is_told_with_its_place(String cron, int offset, String message) {
    assertThatExceptionOfType(CronException.class)
        .isThrownBy(() -> Cron.parse(cron))
        .satisfies(e -> assertThat(e.message()).isEqualTo(message))
        .satisfies(e -> assertThat(e.offset()).isEqualTo(offset));
  }

  @Test
  void a_name_that_is_nearly_right_is_suggested() {
    assertThatExceptionOfType(CronException.class)
        .isThrownBy(() -> Cron.parse("0 6 * * MON-FRY"))
        .satisfies(e -> assertThat(e.next()).isEqualTo("Did you mean 'FRI'?"));
  }
}
