package dev.gatehold.core.run;

import static dev.gatehold.core.cast.Cast.ALICE;
import static dev.gatehold.core.cast.Cast.BOB;
import static dev.gatehold.core.cast.Cast.CAROL;
import static dev.gatehold.core.cast.Cast.DAN;
import static dev.gatehold.core.cast.Flows.about;
import static dev.gatehold.core.cast.Flows.expression;
import static dev.gatehold.core.cast.Flows.flow;
import static dev.gatehold.core.cast.Flows.gate;
import static dev.gatehold.core.cast.Flows.people;
import static dev.gatehold.core.cast.Flows.quota;
import static dev.gatehold.core.cast.Flows.some;
import static dev.gatehold.core.run.Story.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.approval.Requirement;
import dev.gatehold.core.calendar.Rotation;
import dev.gatehold.core.cast.People;
import dev.gatehold.core.flow.Requires;
import dev.gatehold.core.flow.Requires.Quota;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Refusal.Code;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How many, and from where. */
class QuotaTest {
  private static Story asking(Requires requires, People people) {
    return given(flow(gate("review", requires).step())).among(people.directory()).started(Map.of());
  }

  private static Requirement.People leaf(Story story) {
    return story.request("review").leaves().findFirst().orElseThrow();
  }

  @Test
  void all_means_everybody_who_may_when_the_gate_opens() {
    Story story = asking(quota(new Quota.Everyone(), "group:sre"), People.usual());
    assertThat(leaf(story).count()).as("alice asked for it and does not count").isEqualTo(2);
    story
        .approves(BOB, "review")
        .thenEvents("bob said approve to review")
        .approves(CAROL, "review")
        .thenEvents(
            "carol said approve to review", "review is approved, round 1", "run ended completed");
  }

  @Test
  void who_joins_later_does_not_raise_the_number_and_may_help_to_reach_it() {
    Story story = asking(quota(new Quota.Everyone(), "group:sre"), People.usual());
    story
        .approves(BOB, "review")
        .among(People.usual().group("sre", "alice", "bob", "dan").directory())
        .approves(DAN, "review")
        .thenEvents(
            "dan said approve to review", "review is approved, round 1", "run ended completed");
  }

  @Test
  void who_leaves_later_does_not_lower_the_number() {
    Story story = asking(quota(new Quota.Everyone(), "group:sre"), People.usual());
    story
        .among(People.usual().group("sre", "alice", "bob").directory())
        .approves(BOB, "review")
        .thenEvents("bob said approve to review", "review incident request.impossible");
  }

  @Test
  void a_share_is_rounded_up() {
    People five = People.usual().group("board", "b1", "b2", "b3", "b4", "b5");
    assertThat(leaf(asking(quota(new Quota.Percent(60), "group:board"), five)).count())
        .isEqualTo(3);
    assertThat(leaf(asking(quota(new Quota.Percent(61), "group:board"), five)).count())
        .isEqualTo(4);
    assertThat(leaf(asking(quota(new Quota.Percent(1), "group:board"), five)).count()).isEqualTo(1);
    assertThat(leaf(asking(quota(new Quota.Percent(100), "group:board"), five)).quota())
        .isEqualTo("100%");
  }

  @Test
  void some_of_the_parts_are_enough_and_nobody_fills_two_of_them() {
    Requires twoOfThree =
        some(2, people(1, "group:sre"), people(1, "group:security"), people(1, "user:bob"));
    asking(twoOfThree, People.usual())
        .approves(BOB, "review")
        .thenEvents("bob said approve to review")
        .approves(CAROL, "review")
        .thenEvents(
            "carol said approve to review", "review is approved, round 1", "run ended completed");
  }

  @Test
  void roles_admit_their_holders_of_the_moment_of_the_decision() {
    Story story =
        asking(people(1, "role:lead"), People.usual().role("lead", "dan"))
            .approves(BOB, "review")
            .thenRefused(Code.DECIDER_NOT_ELIGIBLE);
    story
        .among(People.usual().role("lead", "bob").directory())
        .approves(DAN, "review")
        .thenRefused(Code.DECIDER_NOT_ELIGIBLE)
        .approves(BOB, "review")
        .thenEvents(
            "bob said approve to review", "review is approved, round 1", "run ended completed");
  }

  @Test
  void the_managers_of_the_requester_are_looked_up_when_the_gate_opens() {
    People line =
        People.usual().related("alice", "manager", "dan").related("dan", "manager", "eve");
    Story story = asking(people(1, "requester.manager"), line);
    assertThat(leaf(story).name()).isEqualTo("requester.manager (dan)");
    story.approves(BOB, "review").thenRefused(Code.DECIDER_NOT_ELIGIBLE).approves(DAN, "review");
    asking(people(1, "requester.manager.manager"), line)
        .approves(Principal.person("eve"), "review")
        .thenEvents(
            "eve said approve to review", "review is approved, round 1", "run ended completed");
    asking(people(1, "manager(dan)"), line).approves(Principal.person("eve"), "review");
  }

  @Test
  void a_requester_without_a_manager_opens_a_gate_that_nobody_can_pass_and_says_so() {
    asking(people(1, "requester.manager"), People.usual())
        .thenEvents(
            "run started by alice", "review asks, round 1", "review incident request.impossible");
  }

  @Test
  void whoever_is_on_call_at_the_moment_decides() {
    Rotation weekly =
        new Rotation.Weekly(
            "oncall",
            List.of("bob", "carol"),
            ZoneOffset.UTC,
            LocalDate.of(2026, 3, 2),
            LocalTime.of(9, 0),
            1);
    Story story = asking(people(1, "rotation:oncall"), People.usual().rotation(weekly));
    story
        .approves(CAROL, "review")
        .thenRefused(Code.DECIDER_NOT_ELIGIBLE)
        .at(Duration.ofDays(7).minusMillis(1))
        .approves(CAROL, "review")
        .thenRefused(Code.DECIDER_NOT_ELIGIBLE)
        .at(Duration.ofDays(7))
        .approves(BOB, "review")
        .thenRefused(Code.DECIDER_NOT_ELIGIBLE)
        .approves(CAROL, "review")
        .thenEvents(
            "carol said approve to review", "review is approved, round 1", "run ended completed");
  }

  @Test
  void a_round_robin_asks_the_next_in_turn_who_is_there_and_may_count() {
    Rotation robin = new Rotation.RoundRobin("reviewers", List.of("alice", "bob", "carol", "dan"));
    People people = People.usual().rotation(robin).away("carol", null);
    for (var expected : Map.of(0L, "bob", 1L, "bob", 2L, "dan", 3L, "dan", 4L, "bob").entrySet()) {
      Story story =
          given(flow(gate("review", people(1, "rotation:reviewers")).step()))
              .among(people.directory())
              .afterTurns("reviewers", expected.getKey())
              .started(Map.of());
      assertThat(leaf(story).name())
          .as("turn %d: alice requests, carol is away", expected.getKey())
          .isEqualTo("rotation:reviewers (" + expected.getValue() + ")");
    }
  }

  @Test
  void an_approver_of_the_data_may_be_any_kind_of_source_but_not_a_lookup_in_disguise() {
    Requires requires =
        new Requires.People(
            null, List.of(expression("input.who")), new Quota.Count(1), null, List.of());
    given(flow(gate("review", requires).step()))
        .started(Map.of("who", "requester.manager=mallory"))
        .thenEvents(
            "run started by alice", "review failed for good, attempt 1", "run ended failed");
  }

  @Test
  void too_deep_and_too_wide_requirements_keep_the_gate_from_opening() {
    Requires deep = people(1, "group:sre");
    for (int i = 0; i <= Requires.MAX_DEPTH; i++) {
      deep = new Requires.All(List.of(deep));
    }
    Requires wide =
        new Requires.All(
            java.util.Collections.nCopies(Requires.MAX_PARTS + 1, people(1, "group:sre")));
    for (Requires tooMuch : List.of(deep, wide)) {
      given(flow(gate("review", tooMuch).step()))
          .started(Map.of())
          .thenEvents(
              "run started by alice", "review failed for good, attempt 1", "run ended failed");
    }
  }

  @Test
  void what_a_part_judges_is_recorded_with_it() {
    Story story =
        given(
                flow(
                    gate("review", about(expression("input.budget"), people(1, "group:sre")))
                        .step()))
            .started(Map.of("budget", 7));
    assertThat(leaf(story).about()).isEqualTo(dev.gatehold.core.value.Digest.ofJson(List.of(7L)));
    assertThat(ALICE.id()).isEqualTo("alice");
  }
}
