package dev.gatehold.core.run;

import static dev.gatehold.core.cast.Cast.ALICE;
import static dev.gatehold.core.cast.Cast.BOB;
import static dev.gatehold.core.cast.Cast.CAROL;
import static dev.gatehold.core.cast.Cast.DAN;
import static dev.gatehold.core.cast.Cast.EVE;
import static dev.gatehold.core.cast.Flows.all;
import static dev.gatehold.core.cast.Flows.expression;
import static dev.gatehold.core.cast.Flows.flow;
import static dev.gatehold.core.cast.Flows.gate;
import static dev.gatehold.core.cast.Flows.people;
import static dev.gatehold.core.cast.Flows.stages;
import static dev.gatehold.core.cast.Flows.when;
import static dev.gatehold.core.cast.Flows.work;
import static dev.gatehold.core.run.Story.given;

import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.flow.Requires.People;
import dev.gatehold.core.run.Command.RecordDecision;
import dev.gatehold.core.value.Digest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Refusals as they are read; those of the requester, agents and late decisions stand elsewhere. */
class RefusalTextTest {
  @Test
  void of_a_stranger_names_whom_the_gate_asks() {
    given(flow(gate("review", all(people(1, "group:sre"), people(1, "user:dan"))).step()))
        .started(Map.of())
        .approves(EVE, "review")
        .thenRefusedWith(
            "Expected somebody of group:sre or user:dan, but 'eve' is not. Ask one of the people"
                + " who are needed, or have the membership changed.");
  }

  @Test
  void of_anybody_where_no_part_applies() {
    People nobody = (People) people(1, "group:sre");
    given(flow(gate("review", when("false", nobody)).step()))
        .started(Map.of())
        .approves(BOB, "review")
        .thenRefusedWith(
            "Expected a requirement that asks somebody, but no part of it applies. Cancel the run,"
                + " and have the flow corrected.");
  }

  @Test
  void of_a_later_stage() {
    given(flow(gate("review", stages(people(1, "group:sre"), people(1, "user:dan"))).step()))
        .started(Map.of())
        .approves(DAN, "review")
        .thenRefusedWith(
            "Expected the stage of 'dan' to be open, but an earlier stage is not met yet. Wait"
                + " until the earlier stage has approved.");
  }

  @Test
  void of_another_subject_shows_both_digests() {
    Story story = given(flow(gate("review", 1).step())).started(Map.of());
    String now = story.shown("review").brief();
    story
        .when(
            new RecordDecision("review", Verdict.APPROVE.word(), Digest.of("abc"), null, Map.of()),
            BOB)
        .thenRefusedWith(
            "Expected a decision on the subject as it is now ("
                + now
                + "), but it was made on ba7816bf8f01. Look at request 'review' again and decide on"
                + " what it shows now.");
  }

  @Test
  void of_missing_evidence() {
    given(flow(gate("review", 1).shows("Plan", expression("input.diff"), true).step()))
        .started(Map.of())
        .approves(BOB, "review")
        .thenRefusedWith(
            "Expected the required evidence 'Plan' to be there, but it is missing: Expected to"
                + " evaluate 'input.diff', but: there is no 'diff'. Reject the request, or cancel"
                + " the run and start it again with the evidence.");
  }

  @Test
  void of_what_was_said_before_or_not_at_all() {
    given(flow(gate("review", 2).step()))
        .started(Map.of())
        .approves(BOB, "review")
        .approves(BOB, "review")
        .thenRefusedWith(
            "Expected a new decision of 'bob' on request 'review', but bob said approve already, at"
                + " 2026-03-02T09:00:00Z. That decision stands; withdraw it or decide otherwise to"
                + " change it.")
        .withdraws(CAROL, "review")
        .thenRefusedWith(
            "Expected a decision of 'carol' on request 'review', but there is none. There is"
                + " nothing to withdraw.");
  }

  @Test
  void of_missing_words() {
    given(flow(gate("review", 1).commentOn("reject").asks("window", "risk").step()))
        .started(Map.of())
        .decides(BOB, "review", Verdict.REJECT, null, Map.of())
        .thenRefusedWith(
            "Expected a comment with 'reject', but there is none. Say why in a comment.")
        .approves(BOB, "review")
        .thenRefusedWith(
            "Expected form values that fit. 'window' is missing. 'risk' is missing. Correct the"
                + " values and decide again.");
  }

  @Test
  void of_a_request_that_is_closed_says_what_it_became() {
    Duration hour = Duration.ofHours(1);
    given(flow(gate("review", 2).expires(hour, "expired").step()))
        .started(Map.of())
        .approves(BOB, "review")
        .at(hour)
        .approves(CAROL, "review")
        .thenRefusedWith(
            "Expected request 'review' to be open, but it is expired. The outcome is final; start a"
                + " new run to ask again.");
    given(flow(gate("review", 2).step()))
        .started(Map.of())
        .approves(BOB, "review")
        .rejects(CAROL, "review")
        .approves(CAROL, "review")
        .thenRefusedWith(
            "Expected request 'review' to be open, but it is rejected by carol. The outcome is"
                + " final; start a new run to ask again.");
  }

  @Test
  void of_results_timers_and_runs_that_are_over() {
    given(flow(work("build")))
        .started(Map.of())
        .completes("build", 2)
        .thenRefusedWith(
            "Expected attempt 2 of step 'build' to be at work, but it is not. Its result no longer"
                + " counts; look at the run to see what came instead.")
        .timePasses(Duration.ofDays(1))
        .thenRefusedWith(
            "Expected a deadline that has passed, but there is none. There is nothing to do.")
        .completes("build", 1)
        .cancelled(ALICE, null)
        .thenRefusedWith(
            "Expected run 'run-1' to be under way, but it has ended: completed. Its record stays as"
                + " it is; start a new run to do it again.");
  }
}
