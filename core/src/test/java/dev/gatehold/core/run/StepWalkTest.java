package dev.gatehold.core.run;

import static dev.gatehold.core.cast.Flows.choose;
import static dev.gatehold.core.cast.Flows.end;
import static dev.gatehold.core.cast.Flows.expression;
import static dev.gatehold.core.cast.Flows.flow;
import static dev.gatehold.core.cast.Flows.gate;
import static dev.gatehold.core.cast.Flows.retry;
import static dev.gatehold.core.cast.Flows.set;
import static dev.gatehold.core.cast.Flows.timeout;
import static dev.gatehold.core.cast.Flows.waitFor;
import static dev.gatehold.core.cast.Flows.waitUntil;
import static dev.gatehold.core.cast.Flows.when;
import static dev.gatehold.core.cast.Flows.work;
import static dev.gatehold.core.run.Story.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.cast.Cast;
import dev.gatehold.core.cast.Fields;
import dev.gatehold.core.cast.Formulas;
import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.flow.ExpressionException;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.flow.Template;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepWalkTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void a_flow_without_steps_is_completed_at_once() {
    given(flow()).started(Map.of()).thenEvents("run started by alice", "run ended completed");
  }

  @Test
  void work_starts_with_rendered_parameters_and_its_deadline_and_goes_on_when_it_is_done() {
    Story story =
        given(flow(timeout(MINUTE, work("build", expression("input.version"))), work("ship")))
            .started(Map.of("version", "4.2"))
            .thenEvents("run started by alice", "build started, attempt 1")
            .thenEffects("run build, attempt 1");
    assertThat(story.step("build"))
        .isEqualTo(
            new StepState.Working(
                1, "exec", Map.of("version", "4.2"), Cast.START.plus(MINUTE), Cast.START));
    assertThat(story.state().nextDeadline()).isEqualTo(Cast.START.plus(MINUTE));
    story
        .completes("build", 1)
        .thenEvents("build completed", "ship started, attempt 1")
        .completes("ship", 1)
        .thenEvents("ship completed", "run ended completed");
    assertThat(story.state().nextDeadline()).isNull();
  }

  @Test
  void set_remembers_values_that_later_steps_see() {
    Story story =
        given(
                flow(
                    set("plan", "size", expression("input.size")),
                    set("copy", "of", expression("steps.plan.output.size"))))
            .started(Map.of("size", 7))
            .thenEvents(
                "run started by alice", "plan completed", "copy completed", "run ended completed");
    assertThat(story.step("copy"))
        .isEqualTo(new StepState.Completed(0, Map.of("of", 7L), Cast.START));
  }

  @Test
  void a_step_whose_condition_is_false_is_skipped() {
    given(flow(when("input.wanted", work("build")), when("input.needed", work("ship"))))
        .started(Map.of("wanted", false, "needed", true))
        .thenEvents("run started by alice", "build skipped", "ship started, attempt 1")
        .thenSteps("build skipped", "ship working");
  }

  @Test
  void a_wait_ends_when_its_time_has_come_and_not_before() {
    given(flow(waitFor("pause", "1m")))
        .started(Map.of())
        .thenEvents("run started by alice", "pause waits until 2026-03-02T09:01:00Z")
        .timePasses(MINUTE.minusMillis(1))
        .thenRefused(Refusal.Code.NOTHING_DUE)
        .timePasses(MINUTE)
        .thenEvents("pause completed", "run ended completed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2026-03-02T09:00:00Z", "2026-03-02T08:59:59+00:00", "1999-01-01T00:00:00Z"})
  void a_wait_until_now_or_the_past_is_over_at_once(String instant) {
    given(flow(waitUntil("pause", instant)))
        .started(Map.of())
        .thenEvents("run started by alice", "pause completed", "run ended completed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tomorrow",
        "2026-03-02",
        "+999999999-01-01T00:00:00Z",
        "2500-01-01T00:00:00Z",
        "2026-03-02T10:00:00"
      })
  void a_wait_for_something_that_is_no_instant_or_too_far_fails_the_run(String instant) {
    given(flow(waitUntil("pause", instant)))
        .started(Map.of())
        .thenEvents("run started by alice", "pause failed for good, attempt 1", "run ended failed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-5s", "PT9223372036854775807S", "999999999d"})
  void a_wait_of_something_that_is_no_duration_or_too_long_fails_the_run(String duration) {
    given(flow(waitFor("pause", duration)))
        .started(Map.of())
        .thenEvents("run started by alice", "pause failed for good, attempt 1", "run ended failed");
  }

  @Test
  void instants_of_waits_are_whole_milliseconds() {
    given(flow(waitUntil("pause", "2026-03-02T09:00:01.0019Z")))
        .started(Map.of())
        .thenEvents("run started by alice", "pause waits until 2026-03-02T09:00:01.001Z");
  }

  @Test
  void a_failure_that_another_attempt_could_mend_is_retried_with_growing_pauses_up_to_the_limit() {
    Step build = retry(3, Duration.ofMinutes(3), work("build"));
    given(flow(build))
        .started(Map.of())
        .fails("build", 1, true)
        .thenEvents("build failed, attempt 1, again at 2026-03-02T09:03:00Z")
        .thenEffects()
        .timePasses(Duration.ofMinutes(3))
        .thenEvents("build started, attempt 2")
        .thenEffects("run build, attempt 2")
        .fails("build", 2, true)
        // Twice the pause would be six minutes; five is the limit.
        .thenEvents("build failed, attempt 2, again at 2026-03-02T09:08:00Z")
        .timePasses(Duration.ofMinutes(8))
        .fails("build", 3, true)
        .thenEvents("build failed for good, attempt 3", "run ended failed");
  }

  @Test
  void a_failure_that_no_other_attempt_could_mend_is_not_retried() {
    Story story =
        given(flow(retry(3, MINUTE, work("build")), work("ship")))
            .started(Map.of())
            .fails("build", 1, false)
            .thenEvents("build failed for good, attempt 1", "run ended failed");
    assertThat(story.state())
        .isInstanceOfSatisfying(
            RunState.Ended.class,
            ended ->
                assertThat(ended.reason())
                    .isEqualTo("step 'build' failed: Expected exit code 0, but found 1."));
  }

  @Test
  void an_attempt_that_takes_too_long_is_stopped_and_repeated() {
    Story story =
        given(flow(timeout(MINUTE, retry(2, MINUTE, work("build")))))
            .started(Map.of())
            .timePasses(MINUTE)
            .thenEvents("build failed, attempt 1, again at 2026-03-02T09:02:00Z")
            .thenEffects("stop build, attempt 1")
            .completes("build", 1)
            .thenRefused(Refusal.Code.ATTEMPT_OVER)
            .timePasses(Duration.ofMinutes(2))
            .thenEffects("run build, attempt 2")
            .timePasses(Duration.ofMinutes(3))
            .thenEvents("build failed for good, attempt 2", "run ended failed")
            .thenEffects("stop build, attempt 2");
    assertThat(story.step("build"))
        .isInstanceOfSatisfying(
            StepState.Failed.class,
            failed ->
                assertThat(failed.failure())
                    .isEqualTo(
                        new Failure(
                            "step.timeout",
                            "Expected a result within the step's timeout, but there was none after"
                                + " 1m.",
                            true)));
  }

  @Test
  void a_result_that_comes_before_the_timer_wins_even_after_the_deadline() {
    given(flow(timeout(MINUTE, work("build"))))
        .started(Map.of())
        .at(MINUTE.plusSeconds(1))
        .completes("build", 1)
        .thenEvents("build completed", "run ended completed");
  }

  @Test
  void a_switch_takes_the_first_case_that_holds_also_inside_another() {
    Flow nested =
        flow(
            choose(
                "size",
                "input.big",
                List.of(choose("risk", "input.risky", List.of(work("drill")), work("check"))),
                work("skip_it")),
            work("ship"));
    given(nested)
        .started(Map.of("big", true, "risky", false))
        .thenEvents(
            "run started by alice",
            "size took case-1",
            "risk took else",
            "check started, attempt 1")
        .completes("check", 1)
        .thenEvents("check completed", "ship started, attempt 1");
    given(nested)
        .started(Map.of("big", false))
        .thenEvents("run started by alice", "size took else", "skip_it started, attempt 1");
  }

  @Test
  void an_end_in_a_branch_ends_the_whole_run() {
    Story story =
        given(
                flow(
                    choose(
                        "sure",
                        "input.empty",
                        List.of(end("stop", Ending.COMPLETED, "nothing to do"), work("never"))),
                    work("ship")))
            .started(Map.of("empty", true))
            .thenEvents("run started by alice", "sure took case-1", "run ended completed");
    assertThat(story.state())
        .isInstanceOfSatisfying(
            RunState.Ended.class, ended -> assertThat(ended.reason()).isEqualTo("nothing to do"));
  }

  @Test
  void whatever_cannot_be_evaluated_fails_its_step_and_the_run() {
    List<Step> broken =
        List.of(
            when("input.none", work("it")),
            when("input.text", work("it")),
            work("it", expression("input.none")),
            set("it", "value", expression("input.none")),
            waitFor("it", ""),
            choose("it", "input.none", List.of()),
            gate("it", 1).titled(expression("input.none")).step());
    for (Step step : broken) {
      given(flow(step, work("ship")))
          .started(Map.of("text", "no condition"))
          .thenEvents("run started by alice", "it failed for good, attempt 1", "run ended failed")
          .thenEffects();
    }
  }

  @Test
  void parameters_that_cannot_be_rendered_for_a_retry_fail_the_step() {
    Template onlyFirst = expression("first");
    Formulas formulas =
        new Formulas()
            .with(
                "first",
                scope -> {
                  if (scope.variables().get("steps") instanceof Map<?, ?> steps
                      && !steps.isEmpty()) {
                    throw new ExpressionException("first", "gone");
                  }
                  return "4.2";
                });
    given(flow(retry(2, MINUTE, work("build", onlyFirst))), formulas)
        .started(Map.of())
        .fails("build", 1, true)
        .timePasses(MINUTE)
        .thenEvents("build failed for good, attempt 2", "run ended failed");
  }

  @Test
  void an_input_that_does_not_fit_is_refused_with_what_is_wrong() {
    Flow picky = new Flow("release", "Release", Fields.required("version"), List.of());
    given(picky)
        .started(Map.of())
        .thenRefusedWith(
            "Expected an input that fits flow 'release'. 'version' is missing. Correct the"
                + " input and try again.");
  }

  @Test
  void cancelling_stops_work_and_says_who_and_why() {
    Story story =
        given(flow(work("build")))
            .started(Map.of())
            .cancelled(Cast.BOT, "wrong branch")
            .thenEvents("build stopped", "run ended cancelled")
            .thenEffects("stop build, attempt 1");
    assertThat(story.state())
        .isInstanceOfSatisfying(
            RunState.Ended.class,
            ended -> assertThat(ended.reason()).isEqualTo("cancelled by bob: wrong branch"));
    given(flow(waitFor("pause", "1h")))
        .started(Map.of())
        .cancelled(Cast.PIPELINE, " ")
        .thenEvents("pause stopped", "run ended cancelled")
        .thenEffects();
  }
}
