package dev.gatehold.core.run;

import static dev.gatehold.core.cast.Cast.BOB;
import static dev.gatehold.core.cast.Cast.CAROL;
import static dev.gatehold.core.cast.Flows.choose;
import static dev.gatehold.core.cast.Flows.expression;
import static dev.gatehold.core.cast.Flows.flow;
import static dev.gatehold.core.cast.Flows.gate;
import static dev.gatehold.core.cast.Flows.retry;
import static dev.gatehold.core.cast.Flows.timeout;
import static dev.gatehold.core.cast.Flows.work;
import static dev.gatehold.core.run.Story.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.cast.Cast;
import dev.gatehold.core.cast.Formulas;
import dev.gatehold.core.flow.ExpressionException;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.run.Command.RecordDecision;
import dev.gatehold.core.run.Refusal.Code;
import dev.gatehold.core.value.Digest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a covered step does is what was agreed, or people are asked again. */
class CoveredStepTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** The value that the expression {@code version} has right now; null makes it fail. */
  private @Nullable String version = "4.2";

  private final Formulas formulas =
      new Formulas()
          .with(
              "version",
              _ -> {
                if (version == null) {
                  throw new ExpressionException("version", "there is none");
                }
                return version;
              });

  private Story covering() {
    return given(
            flow(
                gate("review", 1).covers("apply").step(),
                work("prepare"),
                timeout(MINUTE, retry(3, MINUTE, work("apply", expression("version")))),
                work("tell")),
            formulas)
        .started(Map.of());
  }

  @Test
  void the_parameters_of_a_covered_step_are_rendered_and_shown_when_the_gate_opens() {
    Story story = covering();
    assertThat(story.request("review").subject().coveredParameters("apply"))
        .isEqualTo(Map.of("version", "4.2"));
    assertThat(story.request("review").subject().coveredParameters("tell")).isNull();
  }

  @Test
  void a_step_that_does_what_was_agreed_starts() {
    covering()
        .approves(BOB, "review")
        .completes("prepare", 1)
        .thenEvents("prepare completed", "apply started, attempt 1");
  }

  @Test
  void a_step_that_would_do_something_else_does_not_start_and_people_are_asked_again() {
    Story story = covering();
    Digest first = story.shown("review");
    story.approves(BOB, "review");
    version = "6.6.6";
    story
        .completes("prepare", 1)
        .thenEvents(
            "prepare completed", "review reopened by apply, round 1", "review asks, round 2")
        .thenEffects()
        .thenSteps("review awaiting_approval", "prepare completed");
    assertThat(story.lastEvents().get(1))
        .isEqualTo(
            new RunEvent.ApprovalReopened(
                "review",
                1,
                "apply",
                "what it would do ("
                    + Digest.ofJson(Map.of("version", "6.6.6")).brief()
                    + ") is not what was agreed ("
                    + Digest.ofJson(Map.of("version", "4.2")).brief()
                    + ")",
                Cast.START));
    story
        .when(new RecordDecision("review", Verdict.APPROVE.word(), first, null, Map.of()), CAROL)
        .thenRefused(Code.SUBJECT_STALE)
        .approves(CAROL, "review")
        .thenEvents(
            "carol said approve to review",
            "review is approved, round 2",
            "apply started, attempt 1");
    assertThat(story.step("apply"))
        .isInstanceOfSatisfying(
            StepState.Working.class,
            working -> assertThat(working.parameters()).isEqualTo(Map.of("version", "6.6.6")));
  }

  @Test
  void a_new_round_has_another_digest_even_when_it_shows_the_same() {
    Story story = covering();
    Digest first = story.shown("review");
    story.approves(BOB, "review");
    version = "6.6.6";
    story.completes("prepare", 1);
    Digest second = story.shown("review");
    version = "4.2";
    story
        .approves(BOB, "review")
        .thenEvents(
            "bob said approve to review",
            "review is approved, round 2",
            "review reopened by apply, round 2",
            "review asks, round 3");
    assertThat(story.shown("review")).isNotIn(first, second);
  }

  @Test
  void a_rejection_of_the_new_round_ends_the_run() {
    Story story = covering().approves(BOB, "review");
    version = "6.6.6";
    story
        .completes("prepare", 1)
        .rejects(CAROL, "review")
        .thenEvents(
            "carol said reject to review", "review is rejected, round 2", "run ended rejected");
  }

  @Test
  void a_retry_that_would_do_something_else_asks_again_and_counts_attempts_on() {
    Story story = covering().approves(BOB, "review").completes("prepare", 1);
    story.timePasses(MINUTE).thenEffects("stop apply, attempt 1");
    version = "6.6.6";
    story
        .timePasses(MINUTE.multipliedBy(2))
        .thenEvents("review reopened by apply, round 1", "review asks, round 2")
        .thenSteps("review awaiting_approval", "prepare completed", "apply held")
        // Nothing may start the step but the new agreement: no timer is left.
        .timePasses(Duration.ofDays(1))
        .thenRefused(Code.NOTHING_DUE)
        .approves(CAROL, "review")
        .thenEvents(
            "carol said approve to review",
            "review is approved, round 2",
            "apply started, attempt 2")
        .completes("apply", 1)
        .thenRefused(Code.ATTEMPT_OVER)
        .completes("apply", 2)
        .thenEvents("apply completed", "tell started, attempt 1");
  }

  @Test
  void a_held_step_that_differs_once_more_asks_once_more() {
    Story story = covering().approves(BOB, "review").completes("prepare", 1);
    story.fails("apply", 1, true);
    version = "5";
    story.timePasses(MINUTE);
    version = "6";
    story
        .approves(BOB, "review")
        .thenEvents(
            "bob said approve to review",
            "review is approved, round 2",
            "review reopened by apply, round 2",
            "review asks, round 3")
        .thenSteps("review awaiting_approval", "prepare completed", "apply held")
        .approves(BOB, "review")
        .thenEvents(
            "bob said approve to review",
            "review is approved, round 3",
            "apply started, attempt 2");
  }

  @Test
  void a_new_round_that_cannot_be_rendered_fails_the_run_instead_of_hanging() {
    Formulas brittle =
        new Formulas()
            .with("version", _ -> version)
            .with(
                "title",
                scope ->
                    Objects.equals(version, "4.2")
                        ? "Release"
                        : Formulas.follow("steps.nowhere", scope));
    given(
            flow(
                gate("review", 1).titled(expression("title")).covers("apply").step(),
                work("prepare"),
                work("apply", expression("version"))),
            brittle)
        .started(Map.of())
        .approves(BOB, "review");
    Story story =
        given(
                flow(
                    gate("review", 1).titled(expression("title")).covers("apply").step(),
                    work("prepare"),
                    retry(2, MINUTE, work("apply", expression("version")))),
                brittle)
            .started(Map.of())
            .approves(BOB, "review")
            .completes("prepare", 1)
            .fails("apply", 1, true);
    version = "6.6.6";
    story
        .timePasses(MINUTE)
        .thenEvents(
            "review reopened by apply, round 1",
            "review failed for good, attempt 2",
            "apply stopped",
            "run ended failed")
        .thenEffects();
  }

  @Test
  void a_covered_step_that_can_no_longer_be_rendered_fails_and_is_not_agreed_to() {
    Story story = covering().approves(BOB, "review");
    version = null;
    story
        .completes("prepare", 1)
        .thenEvents("prepare completed", "apply failed for good, attempt 1", "run ended failed")
        .thenEffects();
  }

  @Test
  void every_gate_that_covers_a_step_is_asked_again() {
    Flow twice =
        flow(
            gate("review", 1).covers("apply").step(),
            gate("release", 1).covers("apply").step(),
            work("prepare"),
            work("apply", expression("version")));
    Story story =
        given(twice, formulas).started(Map.of()).approves(BOB, "review").approves(BOB, "release");
    version = "6.6.6";
    story
        .completes("prepare", 1)
        .thenEvents(
            "prepare completed", "review reopened by apply, round 1", "review asks, round 2")
        .approves(BOB, "review")
        .thenEvents(
            "bob said approve to review",
            "review is approved, round 2",
            "release reopened by apply, round 1",
            "release asks, round 2")
        .approves(BOB, "release")
        .thenEvents(
            "bob said approve to release",
            "release is approved, round 2",
            "apply started, attempt 1");
  }

  @Test
  void a_covered_step_inside_a_switch_asks_the_gate_before_the_switch_again() {
    Flow nested =
        flow(
            gate("review", 1).covers("apply").step(),
            choose(
                "where", "true", List.of(work("prepare"), work("apply", expression("version")))));
    Story story = given(nested, formulas).started(Map.of()).approves(BOB, "review");
    version = "6.6.6";
    story
        .completes("prepare", 1)
        .thenEvents(
            "prepare completed", "review reopened by apply, round 1", "review asks, round 2")
        .approves(BOB, "review")
        .thenEvents(
            "bob said approve to review",
            "review is approved, round 2",
            "apply started, attempt 1");
  }

  @Test
  void a_covered_step_in_the_branch_of_its_gate_asks_again_too() {
    Flow branching =
        flow(
            gate("review", 1)
                .covers("apply")
                .then("approved", work("prepare"), work("apply", expression("version")))
                .step());
    Story story = given(branching, formulas).started(Map.of()).approves(BOB, "review");
    version = "6.6.6";
    story
        .completes("prepare", 1)
        .approves(BOB, "review")
        .thenEvents(
            "bob said approve to review",
            "review is approved, round 2",
            "apply started, attempt 1");
  }
}
