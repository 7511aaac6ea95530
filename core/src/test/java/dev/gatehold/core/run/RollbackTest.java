package dev.gatehold.core.run;

import static dev.gatehold.core.cast.Cast.ALICE;
import static dev.gatehold.core.cast.Cast.BOB;
import static dev.gatehold.core.cast.Cast.BOT;
import static dev.gatehold.core.cast.Flows.each;
import static dev.gatehold.core.cast.Flows.expression;
import static dev.gatehold.core.cast.Flows.flow;
import static dev.gatehold.core.cast.Flows.gate;
import static dev.gatehold.core.cast.Flows.onError;
import static dev.gatehold.core.cast.Flows.retry;
import static dev.gatehold.core.cast.Flows.timeout;
import static dev.gatehold.core.cast.Flows.undone;
import static dev.gatehold.core.cast.Flows.work;
import static dev.gatehold.core.run.Story.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.cast.Formulas;
import dev.gatehold.core.flow.OnError;
import dev.gatehold.core.flow.Rework.Keep;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.run.Command.PauseRun;
import dev.gatehold.core.run.Command.ResumeRun;
import dev.gatehold.core.run.Command.RetryStep;
import dev.gatehold.core.run.Command.SkipStep;
import dev.gatehold.core.run.Refusal.Code;
import dev.gatehold.core.run.RunState.Ended;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a run undoes when it does not complete, and what somebody who looks after runs can do. */
class RollbackTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static Step made(String id) {
    return undone(expression("steps." + id + ".output.ok"), work(id));
  }

  @Test
  void a_run_that_fails_undoes_what_it_did_the_last_first_with_what_was_known_then() {
    Story story =
        given(flow(made("a"), made("b"), work("c")))
            .started(Map.of())
            .when(new Command.CompleteStep("a", 1, Map.of("ok", "x")), ALICE)
            .thenEvents("a completed", "a.rollback planned", "b started, attempt 1")
            .when(new Command.CompleteStep("b", 1, Map.of("ok", "y")), ALICE)
            .fails("c", 1, false)
            .thenEvents(
                "c failed for good, attempt 1",
                "rollback as failed",
                "b.rollback started, attempt 1");
    assertThat(story.step("b.rollback"))
        .isInstanceOfSatisfying(
            StepState.Working.class,
            undo -> assertThat(undo.parameters()).isEqualTo(Map.of("version", "y")));
    story
        .completes("b.rollback", 1)
        .thenEvents("b.rollback completed", "a.rollback started, attempt 1")
        .completes("a.rollback", 1)
        .thenEvents("a.rollback completed", "run ended failed");
    assertThat(story.state())
        .isInstanceOfSatisfying(
            Ended.class, ended -> assertThat(ended.reason()).contains("step 'c' failed"));
  }

  @Test
  void a_run_that_is_rejected_or_cancelled_undoes_too_and_one_that_completes_does_not() {
    Step[] steps = {undone(expression("input.v"), work("a")), gate("ask", 1).step()};
    given(flow(steps))
        .started(Map.of("v", 1))
        .completes("a", 1)
        .rejects(BOB, "ask")
        .thenEvents(
            "bob said reject to ask",
            "ask is rejected, round 1",
            "rollback as rejected",
            "a.rollback started, attempt 1")
        .completes("a.rollback", 1)
        .thenEvents("a.rollback completed", "run ended rejected");
    given(flow(steps))
        .started(Map.of("v", 1))
        .completes("a", 1)
        .cancelled(ALICE, null)
        .thenEvents(
            "ask is cancelled, round 1", "rollback as cancelled", "a.rollback started, attempt 1")
        .cancelled(ALICE, null)
        .thenRefused(Code.RUN_ENDING)
        .completes("a.rollback", 1)
        .thenEvents("a.rollback completed", "run ended cancelled");
    given(flow(steps))
        .started(Map.of("v", 1))
        .completes("a", 1)
        .approves(BOB, "ask")
        .thenEvents("bob said approve to ask", "ask is approved, round 1", "run ended completed");
  }

  @Test
  void what_did_not_complete_is_not_undone() {
    given(flow(undone(expression("input.v"), work("a"))))
        .started(Map.of("v", 1))
        .fails("a", 1, false)
        .thenEvents("a failed for good, attempt 1", "run ended failed");
  }

  @Test
  void a_rollback_that_keeps_failing_waits_for_a_hand_and_nothing_before_it_is_undone() {
    Step first = undone(expression("input.v"), work("first"));
    Step second = undone(expression("input.v"), retry(2, MINUTE, work("second")));
    Story story =
        given(flow(first, second, work("third")))
            .started(Map.of("v", 1))
            .completes("first", 1)
            .completes("second", 1)
            .fails("third", 1, false)
            .fails("second.rollback", 1, true)
            .timePasses(MINUTE)
            .fails("second.rollback", 2, true)
            .thenEvents(
                "second.rollback stuck, attempt 2", "second.rollback incident rollback.stuck");
    assertThat(story.facts().incidents()).hasSize(1);
    story
        .when(new RetryStep("second.rollback"), BOT)
        .thenEvents("second.rollback started, attempt 3");
    assertThat(story.facts().incidents()).isEmpty();
    story
        .fails("second.rollback", 3, true)
        .when(new SkipStep("second.rollback", "done by hand"), BOB)
        .thenEvents("second.rollback skipped", "first.rollback started, attempt 1");
  }

  @Test
  void work_of_every_lap_is_undone_and_work_that_was_done_again_is_undone_twice() {
    given(
            flow(
                each("loop", "input.items", 1, 0, undone(expression("lap.item"), work("a"))),
                work("b")))
        .started(Map.of("items", List.of("x", "y")))
        .completes("a@1", 1)
        .completes("a@2", 1)
        .fails("b", 1, false)
        .thenEvents(
            "b failed for good, attempt 1", "rollback as failed", "a@2.rollback started, attempt 1")
        .completes("a@2.rollback", 1)
        .thenEvents("a@2.rollback completed", "a@1.rollback started, attempt 1");
    given(
            flow(
                undone(expression("input.v"), work("a")),
                gate("ask", 1).rework("requester", 3, Keep.NONE, "a").step()))
        .started(Map.of("v", 1))
        .completes("a", 1)
        .requestsChanges(BOB, "ask", "again")
        .resubmits(ALICE, "ask", null)
        .completes("a", 2)
        .thenEvents("a completed", "a.rollback-2 planned", "ask asks, round 2")
        .rejects(BOB, "ask")
        .completes("a.rollback-2", 1)
        .thenEvents("a.rollback-2 completed", "a.rollback started, attempt 1");
  }

  @Test
  void how_to_undo_must_be_known_when_the_step_is_done_or_somebody_is_told() {
    given(flow(undone(expression("input.missing"), work("a")), work("b")))
        .started(Map.of())
        .completes("a", 1)
        .thenEvents("a completed", "a incident rollback.unknown", "b started, attempt 1");
  }

  @Test
  void a_step_that_holds_waits_for_a_hand_instead_of_failing_the_run() {
    Story story =
        given(flow(onError(new OnError.Hold(), work("a")), work("b")))
            .started(Map.of())
            .fails("a", 1, false)
            .thenEvents("a stuck, attempt 1", "a incident step.stuck");
    assertThat(story.state().nextDeadline()).isNull();
    story
        .when(new RetryStep("a"), ALICE)
        .thenEvents("a started, attempt 2")
        .fails("a", 2, false)
        .when(new SkipStep("a", " "), BOB)
        .thenRefused(Code.REASON_MISSING)
        .when(new SkipStep("a", "not needed today"), BOT)
        .thenRefused(Code.STEP_NOT_SKIPPABLE)
        .when(new SkipStep("a", "not needed today"), BOB)
        .thenEvents("a skipped", "b started, attempt 1");
    assertThat(story.step("a"))
        .isEqualTo(new StepState.Skipped(2, "skipped by bob: not needed today"));
    assertThat(story.facts().incidents()).isEmpty();
  }

  @Test
  void a_stuck_step_that_would_do_something_else_by_now_is_agreed_to_anew() {
    long[] version = {1};
    Formulas formulas = new Formulas().with("version", _ -> version[0]);
    Step covered = onError(new OnError.Hold(), work("a", expression("version")));
    Story story =
        given(flow(gate("ask", 1).covers("a").step(), covered), formulas)
            .started(Map.of())
            .approves(BOB, "ask")
            .fails("a", 1, false);
    version[0] = 2;
    story
        .when(new RetryStep("a"), ALICE)
        .thenEvents("ask reopened by a, round 1", "ask asks, round 2")
        .thenSteps("ask awaiting_approval", "a held");
    assertThat(story.facts().incidents()).isEmpty();
    story.approves(BOB, "ask").completes("a", 2).thenEvents("a completed", "run ended completed");
  }

  @Test
  void no_hand_leads_past_a_gate() {
    Story story = given(flow(gate("ask", 1).step(), work("b"))).started(Map.of());
    story
        .when(new SkipStep("ask", "we are in a hurry"), ALICE)
        .thenRefused(Code.STEP_NOT_SKIPPABLE)
        .when(new RetryStep("ask"), ALICE)
        .thenRefused(Code.STEP_NOT_RETRYABLE);
  }

  @Test
  void a_paused_run_begins_nothing_and_takes_results_and_decisions() {
    Story story =
        given(flow(retry(2, MINUTE, work("a")), gate("ask", 1).step(), timeout(MINUTE, work("b"))))
            .started(Map.of())
            .when(new PauseRun("a look"), BOB)
            .thenEvents("paused by bob")
            .fails("a", 1, true)
            .timePasses(MINUTE)
            .thenRefused(Code.NOTHING_DUE);
    assertThat(story.state().nextDeadline()).isNull();
    story
        .when(new ResumeRun(), BOB)
        .thenEvents("resumed by bob")
        .timePasses(MINUTE)
        .thenEvents("a started, attempt 2")
        .completes("a", 2)
        .when(new PauseRun(null), BOB)
        .approves(BOB, "ask")
        .thenEvents("bob said approve to ask", "ask is approved, round 1")
        .when(new ResumeRun(), ALICE)
        .thenEvents("resumed by alice", "b started, attempt 1");
  }
}
