package dev.gatehold.core.run;

import static dev.gatehold.core.cast.Cast.ALICE;
import static dev.gatehold.core.cast.Cast.BOB;
import static dev.gatehold.core.cast.Cast.BOT;
import static dev.gatehold.core.cast.Cast.CAROL;
import static dev.gatehold.core.cast.Cast.DAN;
import static dev.gatehold.core.cast.Cast.EVE;
import static dev.gatehold.core.cast.Flows.flow;
import static dev.gatehold.core.cast.Flows.gate;
import static dev.gatehold.core.cast.Flows.people;
import static dev.gatehold.core.cast.Flows.work;
import static dev.gatehold.core.run.Story.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.approval.Escalation;
import dev.gatehold.core.approval.Ladder.Mark;
import dev.gatehold.core.approval.Outcome;
import dev.gatehold.core.approval.Request.Deadline;
import dev.gatehold.core.calendar.BusinessCalendar;
import dev.gatehold.core.calendar.Window;
import dev.gatehold.core.cast.Cast;
import dev.gatehold.core.cast.Flows.GateDraft;
import dev.gatehold.core.cast.People;
import dev.gatehold.core.run.Refusal.Code;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What time brings to a request, and who comes in when nobody answers. */
class LadderTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration TICK = Duration.ofMillis(1);

  private static GateDraft timed() {
    return gate("review", 1)
        .due(HOUR.multipliedBy(4))
        .remind(HOUR.multipliedBy(2), false)
        .remind(Duration.ofMinutes(30), true)
        .escalate(null, Escalation.ADD, "user:eve")
        .escalate(HOUR.multipliedBy(8), Escalation.REPLACE, "group:security")
        .expires(HOUR.multipliedBy(24), "expired");
  }

  private static Story started(GateDraft gate) {
    return given(flow(gate.step())).started(Map.of());
  }

  @Test
  void everything_comes_at_its_time_and_only_then() {
    Story story = started(timed());
    Map<Duration, List<String>> expected =
        Map.of(
            HOUR.multipliedBy(2), List.of("review reminded"),
            Duration.ofMinutes(210), List.of("review reminded"),
            HOUR.multipliedBy(4), List.of("review overdue", "review escalated add user:eve"),
            HOUR.multipliedBy(8), List.of("review escalated replace group:security"),
            HOUR.multipliedBy(24), List.of("review is expired, round 1", "run ended rejected"));
    expected.keySet().stream()
        .sorted()
        .forEach(time -> {
          assertThat(story.state().nextDeadline()).isEqualTo(Cast.START.plus(time));
          story.timePasses(time.minus(TICK)).thenRefused(Code.NOTHING_DUE);
          story
              .timePasses(time)
              .thenEvents(expected.getOrDefault(time, List.of()).toArray(String[]::new));
        });
  }

  @Test
  void a_decision_at_the_deadline_is_too_late_and_one_just_before_is_not() {
    for (Duration late : List.of(Duration.ZERO, TICK)) {
      started(timed())
          .at(HOUR.multipliedBy(24).plus(late))
          .approves(BOB, "review")
          .thenRefused(Code.REQUEST_CLOSED);
    }
    started(timed())
        .at(HOUR.multipliedBy(24).minus(TICK))
        .approves(BOB, "review")
        .thenEvents(
            "bob said approve to review", "review is approved, round 1", "run ended completed");
  }

  @Test
  void no_timer_that_is_left_over_overturns_a_decision() {
    given(flow(timed().step(), work("ship")))
        .started(Map.of())
        .approves(BOB, "review")
        .timePasses(HOUR.multipliedBy(48))
        .thenRefused(Code.NOTHING_DUE)
        .thenSteps("review approved", "ship working");
  }

  @Test
  void after_a_downtime_reminders_are_one_and_a_gate_that_is_over_reminds_nobody() {
    started(
            gate("review", 1)
                .remind(HOUR, false)
                .remind(HOUR.multipliedBy(2), false)
                .remind(HOUR.multipliedBy(3), false))
        .timePasses(HOUR.multipliedBy(9))
        .thenEvents("review reminded");
    started(gate("review", 1).remind(HOUR, false).expires(HOUR.multipliedBy(2), "expired"))
        .timePasses(HOUR.multipliedBy(9))
        .thenEvents("review is expired, round 1", "run ended rejected");
  }

  @Test
  void rungs_that_a_downtime_swallowed_are_not_climbed_and_the_record_says_who_was_not_asked() {
    Story story =
        started(timed())
            .timePasses(HOUR.multipliedBy(30))
            .thenEvents(
                "review incident ladder.missed",
                "review is expired, round 1",
                "run ended rejected");
    assertThat(story.lastEvents().getFirst())
        .isInstanceOfSatisfying(
            RunEvent.IncidentRaised.class,
            raised ->
                assertThat(raised.incident().message())
                    .isEqualTo(
                        "Expected to ask user:eve at 2026-03-02T13:00:00Z and group:security at"
                            + " 2026-03-02T17:00:00Z, but time was not looked at before"
                            + " 2026-03-03T15:00:00Z, when silence had already ended the"
                            + " request."));
    assertThat(story.facts().incidents()).isEmpty();
  }

  @Test
  void a_rung_that_was_climbed_in_time_was_not_missed() {
    started(timed())
        .timePasses(HOUR.multipliedBy(4))
        .timePasses(HOUR.multipliedBy(8))
        .timePasses(HOUR.multipliedBy(30))
        .thenEvents("review is expired, round 1", "run ended rejected");
  }

  @Test
  void who_is_added_may_decide_from_then_on_besides_the_others() {
    Story story = started(timed());
    story
        .approves(EVE, "review")
        .thenRefused(Code.DECIDER_NOT_ELIGIBLE)
        .timePasses(HOUR.multipliedBy(4))
        .approves(EVE, "review")
        .thenEvents(
            "eve said approve to review", "review is approved, round 1", "run ended completed");
    started(timed()).timePasses(HOUR.multipliedBy(4)).approves(BOB, "review");
  }

  @Test
  void who_was_replaced_may_not_decide_any_more_and_what_they_said_before_counts() {
    Story story =
        started(gate("review", 2).escalate(HOUR, Escalation.REPLACE, "group:security"))
            .approves(BOB, "review")
            .timePasses(HOUR);
    story
        .approves(CAROL, "review")
        .thenRefused(Code.DECIDER_NOT_ELIGIBLE)
        .approves(DAN, "review")
        .thenEvents(
            "dan said approve to review", "review is approved, round 1", "run ended completed");
  }

  @Test
  void those_who_are_only_told_may_decide_no_more_than_before() {
    started(gate("review", 1).escalate(HOUR, Escalation.NOTIFY, "user:eve"))
        .timePasses(HOUR)
        .thenEvents("review escalated notify user:eve")
        .approves(EVE, "review")
        .thenRefused(Code.DECIDER_NOT_ELIGIBLE);
  }

  @Test
  void the_requester_never_comes_in_by_the_ladder() {
    started(gate("review", 1).escalate(HOUR, Escalation.ADD, "user:alice"))
        .timePasses(HOUR)
        .approves(ALICE, "review")
        .thenRefused(Code.DECIDER_EXCLUDED);
  }

  @Test
  void climbing_does_not_change_what_is_agreed_to() {
    Story story = started(timed());
    var shown = story.shown("review");
    story.timePasses(HOUR.multipliedBy(4));
    assertThat(story.shown("review")).isEqualTo(shown);
  }

  @Test
  void a_person_takes_the_request_up_now_and_time_does_not_take_it_there_again() {
    Story story = started(timed());
    story
        .escalates(BOB, "review")
        .thenEvents("review escalated add user:eve")
        .timePasses(HOUR.multipliedBy(4))
        .thenEvents("review reminded", "review overdue")
        .escalates(BOB, "review")
        .thenEvents("review escalated replace group:security")
        .escalates(DAN, "review")
        .thenRefused(Code.LADDER_ENDED)
        .escalates(BOT, "review")
        .thenRefused(Code.DECIDER_NOT_A_PERSON)
        .approves(DAN, "review");
  }

  @Test
  void without_a_ladder_nobody_escalates() {
    started(gate("review", 1)).escalates(BOB, "review").thenRefused(Code.CHOICE_UNKNOWN);
  }

  @Test
  void a_gate_that_nobody_can_pass_goes_up_its_ladder_at_once_and_never_widens_otherwise() {
    given(
            flow(
                gate("review", people(1, "group:nobody"))
                    .escalate(HOUR, Escalation.NOTIFY, "user:eve")
                    .escalate(HOUR.multipliedBy(2), Escalation.ADD, "user:dan")
                    .step()))
        .started(Map.of())
        .thenEvents(
            "run started by alice",
            "review asks, round 1",
            "review escalated notify user:eve",
            "review escalated add user:dan")
        .approves(DAN, "review");
    Story stuck = given(flow(gate("review", people(1, "group:nobody")).step())).started(Map.of());
    stuck.thenEvents(
        "run started by alice", "review asks, round 1", "review incident request.impossible");
    assertThat(stuck.facts().incidents()).hasSize(1);
    Stream.of(BOB, DAN, EVE)
        .forEach(each -> stuck.approves(each, "review").thenRefused(Code.DECIDER_NOT_ELIGIBLE));
  }

  @Test
  void spans_are_counted_in_the_hours_of_the_calendar() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    List<Window> days =
        Stream.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY)
            .map(day -> Window.parse(day, "09:00-17:00"))
            .toList();
    BusinessCalendar office = new BusinessCalendar("office", berlin, days, Set.of());
    Story story =
        given(
                flow(
                    gate("review", 1)
                        .calendar("office")
                        .due(HOUR.multipliedBy(8))
                        .remind(HOUR, true)
                        .expires(HOUR.multipliedBy(12), "rejected")
                        .step()))
            .among(People.usual().calendar(office).directory())
            .started(Map.of());
    // Monday 10:00 in Berlin: seven hours are left of this day.
    assertThat(story.request("review").ladder().due())
        .isEqualTo(Instant.parse("2026-03-03T09:00:00Z"));
    assertThat(story.request("review").ladder().marks())
        .extracting(Mark::at)
        .containsExactly(
            Instant.parse("2026-03-03T08:00:00Z"), Instant.parse("2026-03-03T09:00:00Z"));
    assertThat(story.request("review").expiry())
        .isEqualTo(new Deadline(Instant.parse("2026-03-03T13:00:00Z"), Outcome.REJECTED));
  }

  @Test
  void a_calendar_that_is_not_there_keeps_the_gate_from_opening() {
    started(gate("review", 1).calendar("lunar").due(HOUR))
        .thenEvents(
            "run started by alice", "review failed for good, attempt 1", "run ended failed");
  }

  @Test
  void marks_at_or_after_the_end_fall() {
    Story story =
        started(
            gate("review", 1)
                .remind(HOUR, false)
                .remind(HOUR.multipliedBy(2), false)
                .escalate(HOUR, Escalation.ADD, "user:eve")
                .expires(HOUR, "expired"));
    assertThat(story.request("review").ladder().marks()).isEmpty();
    assertThat(story.request("review").ladder().rungs()).hasSize(1);
  }

  @Test
  void silence_becomes_what_the_flow_says() {
    for (String outcome : List.of("rejected", "cancelled", "expired")) {
      given(flow(gate("review", 1).expires(HOUR, outcome).then(outcome, work("tell")).step()))
          .started(Map.of())
          .timePasses(HOUR)
          .thenEvents("review is " + outcome + ", round 1", "tell started, attempt 1");
    }
  }
}
