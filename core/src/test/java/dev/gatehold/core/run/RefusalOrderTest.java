package dev.gatehold.core.run;

import static dev.gatehold.core.cast.Cast.ALICE;
import static dev.gatehold.core.cast.Cast.BOB;
import static dev.gatehold.core.cast.Cast.BOT;
import static dev.gatehold.core.cast.Cast.CAROL;
import static dev.gatehold.core.cast.Cast.DAN;
import static dev.gatehold.core.cast.Cast.EVE;
import static dev.gatehold.core.cast.Cast.PIPELINE;
import static dev.gatehold.core.cast.Flows.expression;
import static dev.gatehold.core.cast.Flows.flow;
import static dev.gatehold.core.cast.Flows.gate;
import static dev.gatehold.core.cast.Flows.people;
import static dev.gatehold.core.cast.Flows.stages;
import static dev.gatehold.core.run.Story.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.cast.Flows.GateDraft;
import dev.gatehold.core.flow.Template;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Command.RecordDecision;
import dev.gatehold.core.run.Command.WithdrawDecision;
import dev.gatehold.core.run.Refusal.Code;
import dev.gatehold.core.value.Digest;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** In each case two reasons hold, and the earlier in the order of precedence is told. */
class RefusalOrderTest {
  private static final Digest OTHER = Digest.of("another subject");

  @Test
  void closed_comes_before_not_a_person() {
    Story story = open(gate("review", 1)).approves(BOB, "review");
    decision(story, BOT, Verdict.APPROVE, OTHER, null).thenRefused(Code.REQUEST_CLOSED);
  }

  @Test
  void closed_by_silence_comes_before_not_a_person() {
    Story story = open(gate("review", 1).expires(Duration.ofHours(1), "expired"));
    decision(story.at(Duration.ofHours(1)), BOT, Verdict.APPROVE, OTHER, null)
        .thenRefused(Code.REQUEST_CLOSED);
  }

  @Test
  void unknown_comes_before_not_a_person() {
    open(gate("review", 1))
        .when(new RecordDecision("nowhere", Verdict.APPROVE.word(), OTHER, null, Map.of()), BOT)
        .thenRefused(Code.REQUEST_UNKNOWN);
  }

  @Test
  void not_a_person_comes_before_excluded() {
    Story story = given(flow(gate("review", 1).step())).startedBy(BOT, Map.of());
    decision(story, BOT, Verdict.APPROVE, OTHER, null).thenRefused(Code.DECIDER_NOT_A_PERSON);
    Story service = given(flow(gate("review", 1).step())).startedBy(PIPELINE, Map.of());
    decision(service, PIPELINE, Verdict.REJECT, OTHER, null).thenRefused(Code.DECIDER_NOT_A_PERSON);
  }

  @Test
  void not_a_person_comes_before_not_eligible() {
    Principal stray = Principal.agent("stray", "eve");
    decision(open(gate("review", 1)), stray, Verdict.APPROVE, OTHER, null)
        .thenRefused(Code.DECIDER_NOT_A_PERSON);
  }

  @Test
  void excluded_comes_before_not_eligible() {
    Story story = open(gate("review", 1).excludes(Template.text("eve")));
    decision(story, EVE, Verdict.APPROVE, OTHER, null).thenRefused(Code.DECIDER_EXCLUDED);
  }

  @Test
  void excluded_comes_before_a_stage_that_is_not_open() {
    Story story = open(staged().excludes(Template.text("dan")));
    decision(story, DAN, Verdict.APPROVE, OTHER, null).thenRefused(Code.DECIDER_EXCLUDED);
  }

  @Test
  void not_eligible_comes_before_another_subject() {
    decision(open(gate("review", 1)), EVE, Verdict.APPROVE, OTHER, null)
        .thenRefused(Code.DECIDER_NOT_ELIGIBLE);
  }

  @Test
  void a_stage_that_is_not_open_comes_before_another_subject() {
    decision(open(staged()), DAN, Verdict.APPROVE, OTHER, null).thenRefused(Code.STAGE_NOT_OPEN);
  }

  @Test
  void another_subject_comes_before_missing_evidence() {
    Story story = open(blind(gate("review", 1)));
    decision(story, BOB, Verdict.APPROVE, OTHER, null).thenRefused(Code.SUBJECT_STALE);
  }

  @Test
  void another_subject_comes_before_a_repeated_decision() {
    Story story = open(gate("review", 2)).approves(BOB, "review");
    decision(story, BOB, Verdict.APPROVE, OTHER, null).thenRefused(Code.SUBJECT_STALE);
  }

  @Test
  void missing_evidence_comes_before_a_missing_comment() {
    Story story = open(blind(gate("review", 1)).commentOn("approve"));
    decision(story, BOB, Verdict.APPROVE, story.shown("review"), null)
        .thenRefused(Code.EVIDENCE_MISSING);
  }

  @Test
  void a_repeated_decision_comes_before_a_missing_comment() {
    Story story = open(gate("review", 2).commentOn("approve")).approves(BOB, "review");
    decision(story, BOB, Verdict.APPROVE, story.shown("review"), null)
        .thenRefused(Code.DECISION_REPEATED);
  }

  @Test
  void a_missing_comment_comes_before_a_form_that_does_not_fit() {
    Story story = open(gate("review", 1).commentOn("approve", "reject").asks("window"));
    decision(story, BOB, Verdict.APPROVE, story.shown("review"), " ")
        .thenRefused(Code.COMMENT_MISSING);
    decision(story, BOB, Verdict.REJECT, story.shown("review"), null)
        .thenRefused(Code.COMMENT_MISSING);
    decision(story, BOB, Verdict.APPROVE, story.shown("review"), "fine")
        .thenRefused(Code.FORM_INVALID);
    // The values of the form are part of an agreement only.
    decision(story, BOB, Verdict.REJECT, story.shown("review"), "no")
        .thenEvents(
            "bob said reject to review", "review is rejected, round 1", "run ended rejected");
  }

  @Test
  void withdrawing_is_refused_as_closed_then_not_a_person_then_absent() {
    Story story = open(gate("review", 1));
    story.when(new WithdrawDecision("review"), BOT).thenRefused(Code.DECIDER_NOT_A_PERSON);
    story.when(new WithdrawDecision("review"), BOB).thenRefused(Code.DECISION_ABSENT);
    story.when(new WithdrawDecision("nowhere"), BOT).thenRefused(Code.REQUEST_UNKNOWN);
    story.approves(CAROL, "review");
    story.when(new WithdrawDecision("review"), BOT).thenRefused(Code.REQUEST_CLOSED);
  }

  @Test
  void whoever_asks_why_not_hears_the_reason_that_a_decision_would_hear() {
    Story story = open(blind(staged()));
    assertThat(whyNot(story, ALICE)).isEqualTo(Code.DECIDER_EXCLUDED);
    assertThat(whyNot(story, BOT)).isEqualTo(Code.DECIDER_NOT_A_PERSON);
    assertThat(whyNot(story, EVE)).isEqualTo(Code.DECIDER_NOT_ELIGIBLE);
    assertThat(whyNot(story, DAN)).isEqualTo(Code.STAGE_NOT_OPEN);
    assertThat(whyNot(story, BOB)).isEqualTo(Code.EVIDENCE_MISSING);
    assertThat(whyNot(open(staged()), BOB)).isNull();
    assertThat(whyNot(open(gate("review", 1)).approves(BOB, "review"), BOB))
        .isEqualTo(Code.REQUEST_CLOSED);
    assertThat(whyNot(given(flow()), BOB)).isEqualTo(Code.RUN_UNKNOWN);
  }

  private static @Nullable Code whyNot(Story story, Principal actor) {
    return story
        .machine()
        .whyNotApprove(story.state(), "review", story.context(actor))
        .map(Refusal::code)
        .orElse(null);
  }

  private static Story open(GateDraft gate) {
    return given(flow(gate.step())).started(Map.of());
  }

  private static GateDraft staged() {
    return gate("review", stages(people(1, "group:sre"), people(1, "group:security")));
  }

  private static GateDraft blind(GateDraft gate) {
    return gate.shows("Plan", expression("steps.plan.output"), true);
  }

  private static Story decision(
      Story story, Principal person, Verdict verdict, Digest shown, @Nullable String comment) {
    return story.when(
        new RecordDecision("review", verdict.word(), shown, comment, Map.of()), person);
  }
}
