package dev.gatehold.core.run;

import static dev.gatehold.core.cast.Cast.ALICE;
import static dev.gatehold.core.cast.Cast.BOB;
import static dev.gatehold.core.cast.Cast.CAROL;
import static dev.gatehold.core.cast.Cast.DAN;
import static dev.gatehold.core.cast.Flows.about;
import static dev.gatehold.core.cast.Flows.all;
import static dev.gatehold.core.cast.Flows.expression;
import static dev.gatehold.core.cast.Flows.flow;
import static dev.gatehold.core.cast.Flows.gate;
import static dev.gatehold.core.cast.Flows.people;
import static dev.gatehold.core.cast.Flows.set;
import static dev.gatehold.core.cast.Flows.work;
import static dev.gatehold.core.run.Story.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.approval.Decision;
import dev.gatehold.core.approval.Evidence;
import dev.gatehold.core.approval.Feedback;
import dev.gatehold.core.cast.Fields;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.Rework.Keep;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Refusal.Code;
import dev.gatehold.core.run.StepState.AwaitingApproval;
import dev.gatehold.core.run.StepState.AwaitingRework;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Changes are requested, somebody resubmits, people look again. */
class ReworkTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private static Story reworking() {
    return given(flow(gate("review", 2).rework(3, Keep.NONE).step(), work("ship")))
        .started(Map.of("text", "first"));
  }

  private static AwaitingApproval open(Story story) {
    return (AwaitingApproval) story.step("review");
  }

  @Test
  void a_round_of_changes_ends_with_a_new_round_in_which_everybody_is_asked_again() {
    Story story =
        reworking()
            .approves(BOB, "review")
            .requestsChanges(CAROL, "review", "too long")
            .thenEvents(
                "carol said request_changes to review", "review wants rework by alice, round 1")
            .thenSteps("review changes_requested");
    story
        .resubmits(ALICE, "review", Map.of("text", "second"))
        .thenEvents("review resubmitted by alice, changed [text]", "review asks, round 2");
    assertThat(open(story).decisions()).isEmpty();
    assertThat(story.facts().input()).isEqualTo(Map.of("text", "second"));
    story
        .approves(BOB, "review")
        .approves(CAROL, "review")
        .thenSteps("review approved", "ship working");
  }

  @Test
  void the_feedback_is_data_for_those_who_come_after() {
    Story story =
        reworking()
            .at(HOUR)
            .requestsChanges(CAROL, "review", "too long")
            .resubmits(ALICE, "review", null)
            .requestsChanges(BOB, "review", "too short");
    Feedback first =
        new Feedback(
            1, "carol", "too long", Map.of(), dev.gatehold.core.cast.Cast.START.plus(HOUR));
    Feedback second = new Feedback(2, "bob", "too short", Map.of(), first.at());
    assertThat(((AwaitingRework) story.step("review")).dossier().feedback())
        .containsExactly(first, second);
    assertThat(story.seen()).contains("comment=too long").contains("comment=too short");
  }

  @Test
  void only_the_one_who_was_named_resubmits_in_person_or_through_an_agent() {
    Principal agent = Principal.agent("writer", "alice");
    Story story = reworking().requestsChanges(CAROL, "review", "too long");
    story
        .resubmits(BOB, "review", null)
        .thenRefused(Code.REWORK_OF_ANOTHER)
        .approves(BOB, "review")
        .thenRefused(Code.REWORK_AWAITED)
        .resubmits(agent, "review", null)
        .thenEvents("review resubmitted by writer, changed []", "review asks, round 2")
        .resubmits(ALICE, "review", null)
        .thenRefused(Code.REWORK_NOT_AWAITED);
  }

  @Test
  void somebody_else_than_the_requester_may_be_named() {
    given(flow(gate("review", 1).rework("user:dan", 3, Keep.NONE, null).step()))
        .started(Map.of())
        .requestsChanges(BOB, "review", "ask dan")
        .thenEvents("bob said request_changes to review", "review wants rework by dan, round 1")
        .resubmits(ALICE, "review", null)
        .thenRefused(Code.REWORK_OF_ANOTHER)
        .resubmits(DAN, "review", null);
  }

  @Test
  void rounds_are_bounded_and_in_the_last_one_only_yes_and_no_are_left() {
    Story story = given(flow(gate("review", 1).rework(2, Keep.NONE).step())).started(Map.of());
    story
        .requestsChanges(BOB, "review", "again")
        .resubmits(ALICE, "review", null)
        .requestsChanges(BOB, "review", "and again")
        .thenRefused(Code.CHOICE_UNKNOWN)
        .rejects(BOB, "review")
        .thenEvents(
            "bob said reject to review", "review is rejected, round 2", "run ended rejected");
  }

  @Test
  void a_request_for_changes_says_what_is_to_be_changed() {
    reworking().requestsChanges(CAROL, "review", " ").thenRefused(Code.COMMENT_MISSING);
  }

  @Test
  void an_input_that_does_not_fit_is_refused_and_nothing_is_lost() {
    Flow picky =
        new Flow(
            "release",
            "Release",
            Fields.required("text"),
            List.of(gate("review", 1).rework(3, Keep.NONE).step()));
    Story story =
        given(picky).started(Map.of("text", "first")).requestsChanges(BOB, "review", "better");
    story
        .resubmits(ALICE, "review", Map.of("other", 1))
        .thenRefused(Code.INPUT_INVALID)
        .resubmits(ALICE, "review", Map.of("text", "second"));
  }

  @Test
  void what_is_different_is_shown_as_evidence() {
    Story story =
        given(
                flow(
                    gate("review", 1)
                        .covers("ship")
                        .shows("Plan", expression("input.text"), true)
                        .rework(3, Keep.NONE)
                        .step(),
                    work("ship", expression("input.text"))))
            .started(Map.of("text", "first", "other", 1))
            .requestsChanges(BOB, "review", "better")
            .resubmits(ALICE, "review", Map.of("text", "second", "more", true));
    Evidence difference = story.request("review").evidence().getLast();
    assertThat(difference.title()).isEqualTo("Changed since the round before");
    assertThat(String.valueOf(difference.content()))
        .contains("{what=input: text, before=first, after=second}")
        .contains("{what=input: other, before=1, after=null}")
        .contains("{what=input: more, before=null, after=true}")
        .contains("{what=evidence: Plan, before=first, after=second}")
        .contains("{what=ship: version, before=first, after=second}");
  }

  @Test
  void steps_before_the_gate_are_done_again_where_the_flow_says_so() {
    Story story =
        given(
                flow(
                    work("fetch"),
                    set("text", "value", expression("input.text")),
                    work("draft"),
                    gate("review", 1).rework("requester", 3, Keep.NONE, "text").step(),
                    work("ship")))
            .started(Map.of("text", "first"))
            .completes("fetch", 1)
            .completes("draft", 1)
            .requestsChanges(BOB, "review", "better");
    story
        .resubmits(ALICE, "review", Map.of("text", "second"))
        .thenEvents(
            "review resubmitted by alice, changed [text]",
            "text completed",
            "draft started, attempt 2")
        .thenEffects("run draft, attempt 2")
        .completes("draft", 1)
        .thenRefused(Code.ATTEMPT_OVER)
        .completes("draft", 2)
        .thenEvents("draft completed", "review asks, round 2");
  }

  @Test
  void approvals_of_parts_whose_subject_did_not_change_stay_and_count_only_there() {
    Story story =
        given(
                flow(
                    gate(
                            "review",
                            all(
                                about(expression("input.budget"), people(1, "user:bob")),
                                about(
                                    expression("input.text"), people(1, "user:carol", "user:bob"))))
                        .rework(3, Keep.UNAFFECTED)
                        .step()))
            .started(Map.of("budget", 5, "text", "first"))
            .approves(BOB, "review")
            .requestsChanges(CAROL, "review", "the text is bad")
            .resubmits(ALICE, "review", Map.of("budget", 5, "text", "second"));
    assertThat(open(story).decisions()).extracting(Decision::person).containsExactly("bob");
    assertThat(open(story).decisions().getFirst().kept())
        .isEqualTo(new Decision.Kept(1, java.util.Set.of(0)));
    story
        .approves(CAROL, "review")
        .thenEvents(
            "carol said approve to review", "review is approved, round 2", "run ended completed");
  }

  @Test
  void a_kept_approval_falls_when_what_it_judged_changes() {
    Story story =
        given(
                flow(
                    gate(
                            "review",
                            all(
                                about(expression("input.budget"), people(1, "user:bob")),
                                about(expression("input.text"), people(1, "user:carol"))))
                        .rework(3, Keep.UNAFFECTED)
                        .step()))
            .started(Map.of("budget", 5, "text", "first"))
            .approves(BOB, "review")
            .requestsChanges(CAROL, "review", "too dear")
            .resubmits(ALICE, "review", Map.of("budget", 4, "text", "first"));
    assertThat(open(story).decisions()).isEmpty();
  }

  @Test
  void whose_approval_is_kept_for_one_part_can_still_approve_for_another() {
    Story story =
        given(
                flow(
                    gate(
                            "review",
                            all(
                                about(
                                    expression("input.budget"),
                                    people(1, "user:bob", "user:carol")),
                                about(expression("input.text"), people(1, "user:bob"))))
                        .rework(3, Keep.UNAFFECTED)
                        .step()))
            .started(Map.of("budget", 5, "text", "first"))
            .approves(BOB, "review")
            .requestsChanges(CAROL, "review", "the text is bad")
            .resubmits(ALICE, "review", Map.of("budget", 5, "text", "second"))
            .thenEvents("review resubmitted by alice, changed [text]", "review asks, round 2");
    assertThat(
            open(story)
                .evaluator(story.context(BOB).directory(), story.context(BOB).now())
                .evaluate()
                .parts()
                .getLast()
                .candidates())
        .containsExactly("bob");
    story
        .approves(CAROL, "review")
        .approves(BOB, "review")
        .thenEvents(
            "bob said approve to review", "review is approved, round 2", "run ended completed");
  }

  @Test
  void an_earlier_gate_asks_again_when_the_input_it_agreed_to_changes_and_not_otherwise() {
    for (boolean changes : List.of(true, false)) {
      given(
              flow(
                  gate("first", people(1, "group:security")).step(),
                  gate("review", 1).rework("requester", 3, Keep.NONE, "first").step(),
                  work("ship")))
          .started(Map.of("text", "first"))
          .approves(DAN, "first")
          .requestsChanges(BOB, "review", "better")
          .resubmits(ALICE, "review", Map.of("text", changes ? "second" : "first"))
          .thenSteps("first awaiting_approval", "review reopened");
      given(
              flow(
                  gate("first", people(1, "group:security")).step(),
                  gate("review", 1).rework(3, Keep.NONE).step()))
          .started(Map.of("text", "first"))
          .approves(DAN, "first")
          .requestsChanges(BOB, "review", "better")
          .resubmits(ALICE, "review", Map.of("text", changes ? "second" : "first"))
          .thenSteps(
              changes ? "first awaiting_approval" : "first approved",
              changes ? "review reopened" : "review awaiting_approval");
    }
  }

  @Test
  void kept_approvals_alone_never_close_a_gate() {
    Story story =
        given(flow(gate("review", people(1, "group:sre")).rework(3, Keep.UNAFFECTED).step()))
            .started(Map.of("text", "first"))
            .requestsChanges(BOB, "review", "better")
            .resubmits(ALICE, "review", null)
            .thenEvents("review resubmitted by alice, changed []", "review asks, round 2");
    assertThat(open(story).decisions()).isEmpty();
  }

  @Test
  void silence_of_the_one_who_should_resubmit_never_approves() {
    given(flow(gate("review", 1).expires(HOUR, "approved").rework(3, Keep.NONE).step()))
        .started(Map.of())
        .requestsChanges(BOB, "review", "better")
        .at(HOUR.minusMillis(1))
        .timePasses(HOUR)
        .thenEvents("review is expired, round 1", "run ended rejected");
  }

  @Test
  void without_rework_a_request_for_changes_is_the_outcome() {
    given(
            flow(
                gate("review", 1).changes().then("changes_requested", work("tell")).step(),
                work("ship")))
        .started(Map.of())
        .requestsChanges(BOB, "review", "not like this")
        .thenEvents(
            "bob said request_changes to review",
            "review is changes_requested, round 1",
            "tell started, attempt 1");
  }

  @Test
  void a_run_that_waits_for_rework_can_be_cancelled() {
    reworking()
        .requestsChanges(CAROL, "review", "too long")
        .cancelled(ALICE, null)
        .thenEvents("review is cancelled, round 1", "run ended cancelled");
  }
}
