package dev.gatehold.core.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehold.core.calendar.Rotation.RoundRobin;
import dev.gatehold.core.calendar.Rotation.Weekly;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RotationTest {
  private static final List<String> TEAM = List.of("alice", "bob", "carol");

  private static Weekly weekly(String zone, String start, String handover, int every) {
    return new Weekly(
        "sre", TEAM, ZoneId.of(zone), LocalDate.parse(start), LocalTime.parse(handover), every);
  }

  @ParameterizedTest
  @CsvSource({
    // before the start already the first
    "1, 2020-01-01T00:00+01:00,           alice",
    "1, 2026-03-02T08:59:59.999+01:00,    alice",
    "1, 2026-03-02T09:00+01:00,           alice",
    // a turn ends at the handover, not at midnight
    "1, 2026-03-09T08:59:59.999999999+01:00, alice",
    "1, 2026-03-09T09:00+01:00,           bob",
    "1, 2026-03-15T23:00+01:00,           bob",
    "1, 2026-03-16T09:00+01:00,           carol",
    "1, 2026-03-23T09:00+01:00,           alice",
    // the local time stays when the clock changes
    "1, 2026-03-30T08:59+02:00,           alice",
    "1, 2026-03-30T09:00+02:00,           bob",
    "1, 2026-10-26T08:59+01:00,           alice",
    "1, 2026-10-26T09:00+01:00,           bob",
    // turns of two weeks
    "2, 2026-03-16T08:59+01:00,           alice",
    "2, 2026-03-16T09:00+01:00,           bob",
    "2, 2026-03-29T12:00+02:00,           bob",
    "2, 2026-03-30T09:00+02:00,           carol",
    "2, 2026-04-13T09:00+02:00,           alice",
    // a thousand years on
    "1, 3026-03-04T09:00+01:00,           bob"
  })
  void hands_over_every_so_many_weeks(int every, OffsetDateTime at, String person) {
    Weekly rotation = weekly("Europe/Berlin", "2026-03-02", "09:00", every);
    assertThat(rotation.at(at.toInstant())).isEqualTo(person);
  }

  @ParameterizedTest
  @CsvSource({
    // 02:30 does not exist on that night, or comes twice
    "Europe/Berlin, 2026-03-22, 02:30, 2026-03-29T03:00+02:00",
    "Europe/Berlin, 2026-10-18, 02:30, 2026-10-25T02:30+02:00",
    "Australia/Lord_Howe, 2026-09-27, 02:15, 2026-10-04T02:30+11:00",
    "America/Havana, 2026-03-01, 00:00, 2026-03-08T01:00-04:00",
    "Africa/Juba, 2021-01-24, 23:30, 2021-01-31T23:30+03:00",
    // at a minute past midnight the clock went back into the day before
    "America/St_Johns, 2010-10-31, 00:00, 2010-11-07T00:00-02:30",
    // that Friday did not exist
    "Pacific/Apia, 2011-12-23, 12:00, 2011-12-31T00:00+14:00"
  })
  void hands_over_once_when_the_clock_changes(
      String zone, String start, String handover, OffsetDateTime second) {
    Weekly rotation = weekly(zone, start, handover, 1);
    Instant instant = second.toInstant();
    assertThat(rotation.at(instant.minusNanos(1))).isEqualTo("alice");
    assertThat(rotation.at(instant)).isEqualTo("bob");
    for (int minutes = 0; minutes <= 180; minutes++) {
      assertThat(rotation.at(instant.plus(Duration.ofMinutes(minutes)))).isEqualTo("bob");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Europe/Berlin",
        "Australia/Lord_Howe",
        "Pacific/Chatham",
        "Pacific/Apia",
        "America/Havana",
        "Antarctica/Troll",
        "Africa/Cairo",
        "Asia/Kathmandu"
      })
  void gives_whom_watching_the_clock_for_a_year_gives(String zone) {
    for (String handover : List.of("00:00", "02:15", "23:45")) {
      Weekly rotation = weekly(zone, "2026-01-04", handover, 1);
      LocalDateTime next = LocalDateTime.parse("2026-01-11T" + handover);
      Instant now = Instant.parse("2026-01-06T00:00:00Z");
      int turn = 0;
      for (int quarter = 0; quarter < 366 * 24 * 4; quarter++) {
        now = now.plus(Duration.ofMinutes(15));
        if (!LocalDateTime.ofInstant(now, ZoneId.of(zone)).isBefore(next)) {
          next = next.plusWeeks(1);
          turn++;
        }
        if (!rotation.at(now).equals(TEAM.get(turn % 3))) {
          assertThat(rotation.at(now)).as("%s %s", rotation, now).isEqualTo(TEAM.get(turn % 3));
        }
      }
      assertThat(turn).isEqualTo(52);
    }
  }

  @Test
  void takes_turns() {
    RoundRobin rotation = new RoundRobin("triage", TEAM);
    assertThat(LongStream.range(0, 7).mapToObj(rotation::at))
        .containsExactly("alice", "bob", "carol", "alice", "bob", "carol", "alice");
    assertThat(rotation.at(Long.MAX_VALUE)).isEqualTo("bob");
  }

  @Test
  void one_person_may_have_every_turn_or_two_of_three() {
    assertThat(new RoundRobin("r", List.of("alice")).at(41)).isEqualTo("alice");
    RoundRobin twice = new RoundRobin("r", List.of("alice", "bob", "alice"));
    assertThat(LongStream.range(0, 4).mapToObj(twice::at))
        .containsExactly("alice", "bob", "alice", "alice");
  }

  @Test
  void refuses_negative_turns() {
    RoundRobin rotation = new RoundRobin("triage", TEAM);
    assertThatThrownBy(() -> rotation.at(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Expected the turns of rotation 'triage' from 0 on, but found -1.");
  }

  @Test
  void needs_members() {
    String message =
        "Expected rotation 'sre' to have members, but it has none. Name at least one person.";
    assertThatThrownBy(() -> new RoundRobin("sre", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThatThrownBy(() ->
            new Weekly("sre", List.of(), ZoneId.of("UTC"), LocalDate.EPOCH, LocalTime.NOON, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void needs_turns_of_a_week_at_least() {
    assertThatThrownBy(() -> weekly("UTC", "2026-03-02", "09:00", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Expected turns of rotation 'sre' to last 1 week or more, but found 0.");
  }
}
