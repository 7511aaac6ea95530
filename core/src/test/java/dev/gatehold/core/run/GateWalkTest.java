package dev.gatehold.core.run;

import static dev.gatehold.core.cast.Cast.ALICE;
import static dev.gatehold.core.cast.Cast.BOB;
import static dev.gatehold.core.cast.Cast.CAROL;
import static dev.gatehold.core.cast.Cast.DAN;
import static dev.gatehold.core.cast.Cast.PIPELINE;
import static dev.gatehold.core.cast.Flows.all;
import static dev.gatehold.core.cast.Flows.choose;
import static dev.gatehold.core.cast.Flows.end;
import static dev.gatehold.core.cast.Flows.expression;
import static dev.gatehold.core.cast.Flows.flow;
import static dev.gatehold.core.cast.Flows.gate;
import static dev.gatehold.core.cast.Flows.labelled;
import static dev.gatehold.core.cast.Flows.people;
import static dev.gatehold.core.cast.Flows.stages;
import static dev.gatehold.core.cast.Flows.when;
import static dev.gatehold.core.cast.Flows.work;
import static dev.gatehold.core.run.Story.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.approval.Decision;
import dev.gatehold.core.approval.Evaluation;
import dev.gatehold.core.approval.Exclusion;
import dev.gatehold.core.approval.Outcome;
import dev.gatehold.core.approval.Request;
import dev.gatehold.core.approval.Roster;
import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.cast.Cast;
import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.Requires;
import dev.gatehold.core.flow.Requires.People;
import dev.gatehold.core.people.Membership;
import dev.gatehold.core.run.Refusal.Code;
import dev.gatehold.core.run.StepState.Decided;
import dev.gatehold.core.value.Digest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GateWalkTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void a_gate_asks_and_goes_on_when_enough_different_people_approved() {
    given(flow(gate("review", 2).step(), work("ship")))
        .started(Map.of())
        .thenEvents("run started by alice", "review asks, round 1")
        .thenEffects()
        .approves(BOB, "review")
        .thenEvents("bob said approve to review")
        .approves(CAROL, "review")
        .thenEvents(
            "carol said approve to review",
            "review is approved, round 1",
            "ship started, attempt 1")
        .thenEffects("run ship, attempt 1");
  }

  @Test
  void a_request_records_who_could_decide_and_who_never_counts_when_it_opened() {
    Request request =
        given(flow(gate("review", all2()).titled(expression("input.title")).step()))
            .started(Map.of("title", " Rotate\n  keys "))
            .request("review");
    assertThat(request.title()).isEqualTo("Rotate keys");
    assertThat(request.eligible())
        .isEqualTo(
            Map.of(
                "group:sre", new Roster(2, Digest.of("bob\ncarol\n"), List.of("bob", "carol")),
                "group:security", new Roster(1, Digest.of("dan\n"), List.of("dan"))));
    assertThat(request.excluded().keySet()).containsExactly("alice");
    assertThat(request.excluded().get("alice"))
        .isEqualTo(new Exclusion("requested this", Set.of("group:sre")));
    assertThat(request.openedAt()).isEqualTo(Cast.START);
    assertThat(request.subject().digest()).isEqualTo(Digest.ofJson(request.subject().content()));
  }

  private static Requires all2() {
    return all(people(2, "group:sre"), people(1, "group:security"));
  }

  @Test
  void a_decision_records_the_groups_of_its_moment_and_what_was_shown() {
    Story story =
        given(flow(gate("review", 2).asks("window").step()))
            .started(Map.of())
            .at(HOUR)
            .decides(BOB, "review", Verdict.APPROVE, "fine", Map.of("window", "tonight"));
    assertThat(story.lastEvents())
        .containsExactly(
            new RunEvent.DecisionRecorded(
                "review",
                1,
                new Decision(
                    "bob",
                    null,
                    new Membership(Set.of("sre"), Set.of(), Set.of()),
                    List.of(),
                    "approve",
                    Verdict.APPROVE,
                    "fine",
                    Map.of("window", "tonight"),
                    story.shown("review"),
                    Cast.START.plus(HOUR),
                    null)));
  }

  @Test
  void one_rejection_ends_the_gate_and_the_run() {
    Story story =
        given(flow(gate("review", 2).step(), work("ship")))
            .started(Map.of())
            .approves(BOB, "review")
            .rejects(CAROL, "review")
            .thenEvents(
                "carol said reject to review", "review is rejected, round 1", "run ended rejected")
            .thenEffects();
    assertThat(story.state())
        .isInstanceOfSatisfying(
            RunState.Ended.class,
            ended -> assertThat(ended.reason()).isEqualTo("gate 'review' was rejected"));
    assertThat(story.step("review"))
        .isInstanceOfSatisfying(
            Decided.class,
            decided -> assertThat(decided.evaluation().counted()).containsExactly("bob"));
  }

  @Test
  void the_branch_of_an_approval_leads_past_the_gate_and_that_of_a_rejection_does_not() {
    Flow branching =
        flow(
            gate("review", 1).then("approved", work("tag")).then("rejected", work("tell")).step(),
            work("ship"));
    given(branching)
        .started(Map.of())
        .approves(BOB, "review")
        .completes("tag", 1)
        .thenEvents("tag completed", "ship started, attempt 1");
    given(branching)
        .started(Map.of())
        .rejects(BOB, "review")
        .thenEvents(
            "bob said reject to review", "review is rejected, round 1", "tell started, attempt 1")
        .completes("tell", 1)
        .thenEvents("tell completed", "run ended rejected");
  }

  @Test
  void a_rejection_inside_a_switch_ends_the_whole_run() {
    given(
            flow(
                choose(
                    "risky",
                    "true",
                    List.of(
                        choose(
                            "very",
                            "true",
                            List.of(
                                gate("review", 1).then("rejected", work("tell")).step(),
                                work("drill")))),
                    work("other")),
                work("ship")))
        .started(Map.of())
        .rejects(BOB, "review")
        .completes("tell", 1)
        .thenEvents("tell completed", "run ended rejected");
  }

  @Test
  void a_gate_inside_the_branch_of_a_rejection_cannot_lead_past_the_outer_gate() {
    given(flow(gate("review", 1).then("rejected", gate("appeal", 1).step()).step(), work("ship")))
        .started(Map.of())
        .rejects(BOB, "review")
        .approves(CAROL, "appeal")
        .thenEvents(
            "carol said approve to appeal", "appeal is approved, round 1", "run ended rejected");
  }

  @Test
  void an_end_in_a_branch_says_how_the_run_ends() {
    given(
            flow(
                gate("review", 1)
                    .then("rejected", end("stop", Ending.COMPLETED, "as wished"))
                    .step(),
                work("ship")))
        .started(Map.of())
        .rejects(BOB, "review")
        .thenEvents(
            "bob said reject to review", "review is rejected, round 1", "run ended completed");
  }

  @Test
  void silence_becomes_what_the_flow_says_and_approves_only_where_that_is_spelled_out() {
    Map<String, List<String>> eventsAfter =
        Map.of(
            "expired", List.of("review is expired, round 1", "run ended rejected"),
            "rejected", List.of("review is rejected, round 1", "run ended rejected"),
            "cancelled", List.of("review is cancelled, round 1", "run ended rejected"),
            "approved", List.of("review is approved, round 1", "ship started, attempt 1"));
    eventsAfter.forEach((outcome, events) ->
        given(flow(gate("review", 2).expires(HOUR, outcome).step(), work("ship")))
            .started(Map.of())
            .approves(BOB, "review")
            .timePasses(HOUR)
            .thenEvents(events.toArray(String[]::new)));
  }

  @Test
  void a_gate_without_expiry_stays_closed_for_ever() {
    given(flow(gate("review", 1).step(), work("ship")))
        .started(Map.of())
        .timePasses(Duration.ofDays(36_500))
        .thenRefused(Code.NOTHING_DUE)
        .thenSteps("review awaiting_approval");
  }

  @Test
  void a_decision_counts_until_the_millisecond_before_the_deadline() {
    Flow expiring = flow(gate("review", 1).expires(HOUR, "expired").step(), work("ship"));
    given(expiring)
        .started(Map.of())
        .at(HOUR.minusMillis(1))
        .approves(BOB, "review")
        .thenEvents(
            "bob said approve to review", "review is approved, round 1", "ship started, attempt 1")
        .timePasses(HOUR)
        .thenRefused(Code.NOTHING_DUE);
    for (Duration late : List.of(HOUR, HOUR.plusMillis(1))) {
      given(expiring)
          .started(Map.of())
          .at(late)
          .approves(BOB, "review")
          .thenRefused(Code.REQUEST_CLOSED)
          .timePasses(late)
          .thenEvents("review is expired, round 1", "run ended rejected");
    }
    given(expiring).started(Map.of()).timePasses(HOUR.minusMillis(1)).thenRefused(Code.NOTHING_DUE);
  }

  @Test
  void nothing_is_withdrawn_after_the_deadline() {
    given(flow(gate("review", 2).expires(HOUR, "expired").step()))
        .started(Map.of())
        .approves(BOB, "review")
        .at(HOUR)
        .withdraws(BOB, "review")
        .thenRefused(Code.REQUEST_CLOSED);
  }

  @Test
  void missing_required_evidence_blocks_approvals_also_by_silence_and_not_rejections() {
    Flow showing =
        flow(
            gate("review", 1)
                .shows("Plan", expression("input.diff"), true)
                .expires(HOUR, "approved")
                .step(),
            work("ship"));
    given(showing)
        .started(Map.of("diff", "-a +b"))
        .approves(BOB, "review")
        .thenEvents(
            "bob said approve to review", "review is approved, round 1", "ship started, attempt 1");
    given(showing)
        .started(Map.of("diff", "-a +b"))
        .timePasses(HOUR)
        .thenSteps("review approved", "ship working");
    Map<String, Object> nothing = new HashMap<>();
    nothing.put("diff", null);
    for (Map<String, Object> without : List.of(Map.<String, Object>of(), nothing)) {
      given(showing)
          .started(without)
          .approves(BOB, "review")
          .thenRefused(Code.EVIDENCE_MISSING)
          .rejects(BOB, "review")
          .thenEvents(
              "bob said reject to review", "review is rejected, round 1", "run ended rejected");
      given(showing)
          .started(without)
          .timePasses(HOUR)
          .thenEvents("review is expired, round 1", "run ended rejected");
    }
  }

  @Test
  void missing_evidence_that_is_not_required_blocks_nothing() {
    given(flow(gate("review", 1).shows("Log", expression("input.log"), false).step()))
        .started(Map.of())
        .approves(BOB, "review")
        .thenEvents(
            "bob said approve to review", "review is approved, round 1", "run ended completed");
  }

  @Test
  void a_withdrawn_approval_no_longer_counts_and_can_be_given_again() {
    given(flow(gate("review", 2).step()))
        .started(Map.of())
        .approves(BOB, "review")
        .withdraws(BOB, "review")
        .thenEvents("bob withdrew from review")
        .approves(CAROL, "review")
        .thenEvents("carol said approve to review")
        .withdraws(BOB, "review")
        .thenRefused(Code.DECISION_ABSENT)
        .approves(BOB, "review")
        .thenEvents(
            "bob said approve to review", "review is approved, round 1", "run ended completed");
  }

  @Test
  void an_approval_can_become_a_rejection_and_both_are_kept() {
    Story story =
        given(flow(gate("review", 2).step()))
            .started(Map.of())
            .approves(BOB, "review")
            .approves(BOB, "review")
            .thenRefused(Code.DECISION_REPEATED)
            .rejects(BOB, "review")
            .thenEvents(
                "bob said reject to review", "review is rejected, round 1", "run ended rejected");
    assertThat(story.step("review"))
        .isInstanceOfSatisfying(
            Decided.class,
            decided -> {
              assertThat(decided.decisions()).hasSize(2);
              assertThat(decided.standing()).hasSize(1);
              assertThat(decided.standing().getFirst().verdict()).isEqualTo(Verdict.REJECT);
            });
  }

  @Test
  void who_may_decide_is_judged_at_the_decision_and_then_stands() {
    Story story =
        given(flow(gate("review", 2).step()))
            .started(Map.of())
            .among(Cast.directory(Map.of("sre", Set.of("carol", "eve"))))
            .approves(BOB, "review")
            .thenRefused(Code.DECIDER_NOT_ELIGIBLE)
            .approves(Cast.EVE, "review")
            .thenEvents("eve said approve to review")
            .among(Cast.directory(Map.of("sre", Set.of("carol"))))
            .approves(CAROL, "review")
            .thenEvents(
                "carol said approve to review",
                "review is approved, round 1",
                "run ended completed");
    assertThat(story.step("review"))
        .isInstanceOfSatisfying(
            Decided.class,
            decided -> assertThat(decided.evaluation().counted()).containsExactly("carol", "eve"));
  }

  @Test
  void a_later_stage_waits_for_the_earlier() {
    given(flow(gate("review", stages(people(1, "group:sre"), people(1, "group:security"))).step()))
        .started(Map.of())
        .approves(DAN, "review")
        .thenRefused(Code.STAGE_NOT_OPEN)
        .rejects(DAN, "review")
        .thenRefused(Code.STAGE_NOT_OPEN)
        .approves(BOB, "review")
        .thenEvents("bob said approve to review")
        .approves(DAN, "review")
        .thenEvents(
            "dan said approve to review", "review is approved, round 1", "run ended completed");
  }

  @Test
  void a_part_whose_condition_is_false_does_not_ask_anybody() {
    People security = (People) labelled("Security", 1, "group:security");
    Flow risky =
        flow(gate("review", all(people(1, "group:sre"), when("input.risky", security))).step());
    given(risky)
        .started(Map.of("risky", false))
        .approves(DAN, "review")
        .thenRefusedWith(
            "Expected somebody of group:sre, but 'dan' is not. Ask one of the people who are"
                + " needed, or have the membership changed.")
        .approves(BOB, "review")
        .thenEvents(
            "bob said approve to review", "review is approved, round 1", "run ended completed");
    given(risky)
        .started(Map.of("risky", true))
        .approves(BOB, "review")
        .thenEvents("bob said approve to review");
  }

  @Test
  void a_requirement_that_does_not_apply_at_all_is_never_approved() {
    People nobody = (People) people(1, "group:sre");
    Story story =
        given(flow(gate("review", when("false", nobody)).step(), work("ship")))
            .started(Map.of())
            .approves(BOB, "review")
            .thenRefused(Code.DECIDER_NOT_ELIGIBLE)
            .thenSteps("review awaiting_approval");
    assertThat(story.state().nextDeadline()).isNull();
  }

  @Test
  void cancelling_closes_an_open_gate() {
    given(flow(gate("review", 2).step()))
        .started(Map.of())
        .approves(BOB, "review")
        .cancelled(PIPELINE, null)
        .thenEvents("review is cancelled, round 1", "run ended cancelled")
        .approves(CAROL, "review")
        .thenRefusedWith(
            "Expected request 'review' to be open, but it is cancelled. The outcome is final; start"
                + " a new run to ask again.");
  }

  @Test
  void cancelling_after_the_deadline_keeps_the_outcome_that_silence_brought() {
    given(flow(gate("review", 2).expires(HOUR, "rejected").step()))
        .started(Map.of())
        .at(HOUR)
        .approves(BOB, "review")
        .thenRefused(Code.REQUEST_CLOSED)
        .cancelled(ALICE, null)
        .thenEvents("review is rejected, round 1", "run ended cancelled");
  }

  @Test
  void a_late_decision_is_told_the_outcome_that_stands_and_who_brought_it_about() {
    given(flow(gate("review", 1).step(), work("ship")))
        .started(Map.of())
        .approves(BOB, "review")
        .rejects(CAROL, "review")
        .thenRefusedWith(
            "Expected request 'review' to be open, but it is approved by bob. The outcome is final;"
                + " start a new run to ask again.");
  }

  @Test
  void the_evaluation_of_an_outcome_is_kept_with_it() {
    Story story =
        given(flow(gate("review", 2).step()))
            .started(Map.of())
            .approves(BOB, "review")
            .approves(CAROL, "review");
    assertThat(story.step("review"))
        .isInstanceOfSatisfying(
            Decided.class,
            decided -> {
              assertThat(decided.outcome()).isEqualTo(Outcome.APPROVED);
              assertThat(decided.evaluation().status()).isEqualTo(Evaluation.Status.MET);
              assertThat(decided.evaluation().sentence())
                  .isEqualTo("approved by 2 of 2 (bob and carol)");
            });
  }
}
