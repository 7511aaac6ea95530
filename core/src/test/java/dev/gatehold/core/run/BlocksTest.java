package dev.gatehold.core.run;

import static dev.gatehold.core.cast.Cast.ALICE;
import static dev.gatehold.core.cast.Cast.BOB;
import static dev.gatehold.core.cast.Flows.collecting;
import static dev.gatehold.core.cast.Flows.each;
import static dev.gatehold.core.cast.Flows.end;
import static dev.gatehold.core.cast.Flows.expression;
import static dev.gatehold.core.cast.Flows.flow;
import static dev.gatehold.core.cast.Flows.gate;
import static dev.gatehold.core.cast.Flows.onError;
import static dev.gatehold.core.cast.Flows.parallel;
import static dev.gatehold.core.cast.Flows.repeat;
import static dev.gatehold.core.cast.Flows.retry;
import static dev.gatehold.core.cast.Flows.set;
import static dev.gatehold.core.cast.Flows.timeout;
import static dev.gatehold.core.cast.Flows.waitFor;
import static dev.gatehold.core.cast.Flows.when;
import static dev.gatehold.core.cast.Flows.work;
import static dev.gatehold.core.run.Story.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehold.core.cast.Formulas;
import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.OnError;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Command.CompleteStep;
import dev.gatehold.core.run.Command.SkipStep;
import dev.gatehold.core.run.Refusal.Code;
import dev.gatehold.core.run.StepState.Completed;
import dev.gatehold.core.run.StepState.Decided;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BlocksTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static Story threeItems(Step... steps) {
    return given(flow(steps)).started(Map.of("items", List.of("x", "y", "z")));
  }

  @Test
  void branches_start_together_and_the_run_goes_on_when_all_are_done() {
    given(flow(parallel("both", 2, List.of(List.of(work("a")), List.of(work("b")))), work("c")))
        .started(Map.of())
        .thenEvents(
            "run started by alice", "both forks", "a started, attempt 1", "b started, attempt 1")
        .completes("b", 1)
        .thenEvents("b completed")
        .completes("a", 1)
        .thenEvents("a completed", "both completed", "c started, attempt 1");
  }

  @Test
  void when_enough_branches_are_done_the_others_are_stopped_and_their_gates_closed() {
    Story story =
        given(
                flow(
                    parallel(
                        "race",
                        1,
                        List.of(
                            List.of(work("a")),
                            List.of(work("b")),
                            List.of(gate("ask", 1).step()))),
                    work("after")))
            .started(Map.of())
            .completes("b", 1)
            .thenEvents(
                "b completed",
                "ask is cancelled, round 1",
                "a stopped",
                "race completed",
                "after started, attempt 1")
            .thenEffects("stop a, attempt 1", "run after, attempt 1");
    assertThat(story.step("race"))
        .isInstanceOfSatisfying(
            Completed.class,
            race ->
                assertThat(race.output())
                    .isEqualTo(
                        Map.of(
                            "branches", Map.of("a", "stopped", "b", "completed", "c", "stopped"))));
  }

  @Test
  void a_failing_branch_is_borne_while_enough_others_can_still_be_done() {
    Flow flow =
        flow(parallel("race", 1, List.of(List.of(work("a")), List.of(work("b")))), work("c"));
    given(flow)
        .started(Map.of())
        .fails("a", 1, false)
        .thenEvents("a failed for good, attempt 1")
        .completes("b", 1)
        .thenEvents("b completed", "race completed", "c started, attempt 1");
    given(flow)
        .started(Map.of())
        .fails("a", 1, false)
        .fails("b", 1, false)
        .thenEvents("b failed for good, attempt 1", "race stopped", "run ended failed");
  }

  @Test
  void a_gate_that_is_rejected_in_a_needed_branch_rejects_the_run_whatever_handles_failures() {
    Step block = parallel("both", 2, List.of(List.of(work("a")), List.of(gate("ask", 1).step())));
    given(flow(onError(new OnError.Continue(), block), work("after")))
        .started(Map.of())
        .rejects(BOB, "ask")
        .thenEvents(
            "bob said reject to ask",
            "ask is rejected, round 1",
            "a stopped",
            "both stopped",
            "run ended rejected");
  }

  @Test
  void an_end_inside_of_a_branch_ends_the_run_and_stops_the_others() {
    given(
            flow(
                parallel(
                    "both",
                    2,
                    List.of(
                        List.of(work("a")),
                        List.of(work("b"), end("stop", Ending.COMPLETED, "enough"))))))
        .started(Map.of())
        .completes("b", 1)
        .thenEvents("b completed", "a stopped", "both stopped", "run ended completed");
  }

  @Test
  void a_loop_runs_its_laps_side_by_side_as_far_as_it_may_and_each_sees_its_own() {
    Story story =
        threeItems(
                collecting(
                    expression("steps.b.output.made"),
                    each(
                        "loop",
                        "input.items",
                        2,
                        0,
                        work("a", expression("lap.item")),
                        set("b", "made", expression("steps.a.output.ok")))))
            .thenEvents(
                "run started by alice",
                "loop loops",
                "loop lap 1",
                "a@1 started, attempt 1",
                "loop lap 2",
                "a@2 started, attempt 1");
    assertThat(story.step("a@2"))
        .isInstanceOfSatisfying(
            StepState.Working.class,
            a -> assertThat(a.parameters()).isEqualTo(Map.of("version", "y")));
    story
        .when(new Command.CompleteStep("a@2", 1, Map.of("ok", "second")), ALICE)
        .thenEvents(
            "a@2 completed",
            "b@2 completed",
            "loop lap 2 completed",
            "loop lap 3",
            "a@3 started, attempt 1")
        .thenSteps("loop running", "a@1 working", "a@3 working")
        .when(new Command.CompleteStep("a@3", 1, Map.of("ok", "third")), ALICE)
        .when(new Command.CompleteStep("a@1", 1, Map.of("ok", "first")), ALICE)
        .thenEvents(
            "a@1 completed",
            "b@1 completed",
            "loop lap 1 completed",
            "loop completed",
            "run ended completed");
    assertThat(story.step("loop"))
        .isInstanceOfSatisfying(
            Completed.class,
            loop ->
                assertThat(loop.output())
                    .isEqualTo(
                        Map.of(
                            "laps", 3L,
                            "results", List.of("first", "second", "third"),
                            "fallen", List.of())));
  }

  @Test
  void a_loop_over_nothing_is_done_at_once_and_one_over_no_list_fails() {
    given(flow(each("loop", "input.items", 1, 0, work("a"))))
        .started(Map.of("items", List.of()))
        .thenEvents("run started by alice", "loop loops", "loop completed", "run ended completed");
    given(flow(each("loop", "input.items", 1, 0, work("a"))))
        .started(Map.of("items", "none"))
        .thenEvents("run started by alice", "loop failed for good, attempt 1", "run ended failed");
  }

  @Test
  void laps_that_fail_or_are_rejected_are_borne_up_to_the_number_the_flow_says() {
    Story story =
        threeItems(each("loop", "input.items", 3, 1, gate("ask", 1).step(), work("a")))
            .rejects(BOB, "ask@2")
            .thenEvents(
                "bob said reject to ask@2", "ask@2 is rejected, round 1", "loop lap 2 rejected")
            .approves(BOB, "ask@1")
            .approves(BOB, "ask@3")
            .completes("a@1", 1);
    assertThat(story.facts().at("ask@2")).isInstanceOf(Decided.class);
    story
        .fails("a@3", 1, false)
        .thenEvents(
            "a@3 failed for good, attempt 1",
            "loop lap 3 failed",
            "loop stopped",
            "run ended rejected");
  }

  @Test
  void a_gate_in_a_lap_covers_the_step_of_its_own_lap() {
    Story story =
        given(
                flow(
                    each(
                        "loop",
                        "input.items",
                        3,
                        0,
                        gate("ask", 1).covers("a").step(),
                        work("a", expression("lap.item")))))
            .started(Map.of("items", List.of("x", "y")));
    assertThat(story.request("ask@1").subject().coveredParameters("a"))
        .isEqualTo(Map.of("version", "x"));
    assertThat(story.request("ask@2").subject().coveredParameters("a"))
        .isEqualTo(Map.of("version", "y"));
    assertThat(story.shown("ask@1")).isNotEqualTo(story.shown("ask@2"));
    story
        .approves(BOB, "ask@2")
        .thenEvents(
            "bob said approve to ask@2", "ask@2 is approved, round 1", "a@2 started, attempt 1");
  }

  @Test
  void what_a_lap_is_about_to_do_is_compared_with_what_was_agreed_in_that_lap() {
    long[] version = {1};
    Formulas formulas = new Formulas().with("version", _ -> version[0]);
    Story story =
        given(
                flow(
                    each(
                        "loop",
                        "input.items",
                        2,
                        0,
                        gate("ask", 1).covers("a").step(),
                        retry(2, MINUTE, work("a", expression("version"))))),
                formulas)
            .started(Map.of("items", List.of("x", "y")))
            .approves(BOB, "ask@2")
            .fails("a@2", 1, true);
    version[0] = 2;
    story
        .timePasses(MINUTE)
        .thenEvents("ask@2 reopened by a@2, round 1", "ask@2 asks, round 2")
        .thenSteps(
            "loop running", "ask@1 awaiting_approval", "ask@2 awaiting_approval", "a@2 held");
  }

  @Test
  void loops_in_loops_have_laps_of_their_own() {
    given(
            flow(
                each(
                    "outer",
                    "input.items",
                    1,
                    0,
                    each("inner", "input.items", 1, 0, work("a", expression("lap.item"))),
                    work("b"))))
        .started(Map.of("items", List.of("x", "y")))
        .completes("a@1.1", 1)
        .thenEvents(
            "a@1.1 completed",
            "inner@1 lap 1 completed",
            "inner@1 lap 2",
            "a@1.2 started, attempt 1")
        .completes("a@1.2", 1)
        .completes("b@1", 1)
        .thenEvents(
            "b@1 completed",
            "outer lap 1 completed",
            "outer lap 2",
            "inner@2 loops",
            "inner@2 lap 1",
            "a@2.1 started, attempt 1");
  }

  @Test
  void steps_are_repeated_until_the_condition_holds_and_see_what_the_lap_before_left() {
    Formulas formulas =
        new Formulas()
            .with("good", scope -> Long.valueOf(2).equals(Formulas.follow("lap.number", scope)));
    Story story =
        given(
                flow(
                    collecting(
                        expression("steps.a.output"),
                        repeat("again", "good", 5, work("a", expression("lap.last"))))),
                formulas)
            .started(Map.of())
            .completes("a@1", 1)
            .thenEvents(
                "a@1 completed", "again lap 1 completed", "again lap 2", "a@2 started, attempt 1");
    assertThat(story.step("a@2"))
        .isInstanceOfSatisfying(
            StepState.Working.class,
            a -> assertThat(a.parameters()).isEqualTo(Map.of("version", Map.of("ok", true))));
    story
        .completes("a@2", 1)
        .thenEvents(
            "a@2 completed", "again lap 2 completed", "again completed", "run ended completed");
  }

  @Test
  void a_repetition_is_bounded() {
    given(flow(repeat("again", "false", 2, work("a"))))
        .started(Map.of())
        .completes("a@1", 1)
        .completes("a@2", 1)
        .thenEvents(
            "a@2 completed",
            "again lap 2 completed",
            "again failed for good, attempt 1",
            "run ended failed");
  }

  @Test
  void a_failure_is_passed_over_or_handled_where_the_flow_says_so() {
    given(
            flow(
                onError(new OnError.Continue(), work("a")),
                work("b", expression("steps.a.error.code"))))
        .started(Map.of())
        .fails("a", 1, false)
        .thenEvents("a failed for good, attempt 1", "b started, attempt 1");
    given(flow(onError(new OnError.Handle(List.of(work("mend"))), work("a")), work("b")))
        .started(Map.of())
        .fails("a", 1, false)
        .thenEvents("a failed for good, attempt 1", "mend started, attempt 1")
        .completes("mend", 1)
        .thenEvents("mend completed", "b started, attempt 1");
  }

  @Test
  void what_fails_inside_of_a_block_is_handled_at_the_block() {
    Step block = parallel("both", 2, List.of(List.of(work("a")), List.of(work("b"))));
    given(flow(onError(new OnError.Handle(List.of(work("mend"))), block), work("after")))
        .started(Map.of())
        .fails("a", 1, false)
        .thenEvents(
            "a failed for good, attempt 1",
            "b stopped",
            "both failed for good, attempt 1",
            "mend started, attempt 1")
        .completes("mend", 1)
        .thenEvents("mend completed", "after started, attempt 1");
  }

  @Test
  void a_gate_that_cannot_ask_stops_the_run_whatever_the_flow_says_of_failures() {
    Step broken = gate("ask", 1).titled(expression("input.missing")).step();
    given(flow(onError(new OnError.Continue(), broken), work("after")))
        .started(Map.of())
        .thenEvents("run started by alice", "ask failed for good, attempt 1", "run ended failed");
  }

  @Test
  void a_block_that_takes_too_long_fails_with_all_that_is_in_it() {
    Step block = parallel("both", 2, List.of(List.of(work("a")), List.of(waitFor("pause", "1h"))));
    given(flow(onError(new OnError.Continue(), timeout(MINUTE, block)), work("after")))
        .started(Map.of())
        .timePasses(MINUTE)
        .thenEvents(
            "pause stopped",
            "a stopped",
            "both failed for good, attempt 1",
            "after started, attempt 1")
        .thenEffects("stop a, attempt 1", "run after, attempt 1");
  }

  @Test
  void of_deadlines_that_passed_together_the_earliest_counts() {
    Step block =
        parallel(
            "both",
            2,
            List.of(List.of(work("a")), List.of(gate("ask", 1).expires(MINUTE, "expired").step())));
    given(
            flow(
                onError(new OnError.Continue(), timeout(MINUTE.multipliedBy(2), block)),
                work("after")))
        .started(Map.of())
        .timePasses(Duration.ofHours(1))
        .thenEvents("ask is expired, round 1", "a stopped", "both stopped", "run ended rejected");
  }

  @Test
  void a_loop_over_a_resource_reads_its_lines_first() {
    Map<String, Object> lines = Map.of("resource", "sha256:1", "name", "regions.txt");
    given(flow(timeout(MINUTE, each("loop", "input.items", 1, 0, work("a")))))
        .started(Map.of("items", lines))
        .thenEvents("run started by alice", "loop started, attempt 1")
        .thenEffects("run loop, attempt 1")
        .when(new SkipStep("loop", "not today"), BOB)
        .thenRefused(Code.STEP_NOT_SKIPPABLE)
        .when(
            new CompleteStep("loop", 1, Map.of("items", List.of("north", "south"))),
            Principal.SYSTEM)
        .thenEvents("loop loops", "loop lap 1", "a@1 started, attempt 1")
        .timePasses(MINUTE)
        .thenEvents("a@1 stopped", "loop failed for good, attempt 1", "run ended failed");
  }

  @Test
  void lines_that_cannot_be_read_or_are_none_fail_the_loop() {
    Map<String, Object> lines = Map.of("resource", "sha256:1", "name", "regions.txt");
    Flow flow = flow(onError(new OnError.Continue(), each("loop", "input.items", 1, 0, work("a"))));
    given(flow)
        .started(Map.of("items", lines))
        .fails("loop", 1, true)
        .thenEvents("loop failed for good, attempt 1", "run ended completed");
    given(flow)
        .started(Map.of("items", lines))
        .when(new CompleteStep("loop", 1, Map.of("items", "north")), Principal.SYSTEM)
        .thenEvents("loop failed for good, attempt 1", "run ended completed");
    given(flow)
        .started(Map.of("items", lines))
        .timePasses(MINUTE)
        .thenRefused(Code.NOTHING_DUE)
        .cancelled(ALICE, null)
        .thenEffects("stop loop, attempt 1");
  }

  @Test
  void a_run_that_takes_too_long_fails() {
    Flow patient = flow(gate("ask", 1).step());
    Flow flow =
        new Flow(
            patient.name(),
            patient.title(),
            patient.input(),
            patient.steps(),
            List.of(),
            null,
            MINUTE,
            null);
    Story story = given(flow).started(Map.of());
    assertThat(story.state().nextDeadline()).isNotNull();
    story.timePasses(MINUTE).thenEvents("ask is cancelled, round 1", "run ended failed");
  }

  @Test
  void a_condition_skips_a_whole_block() {
    given(flow(when("false", each("loop", "input.items", 1, 0, work("a")))))
        .started(Map.of())
        .thenEvents("run started by alice", "loop skipped", "run ended completed");
  }

  @Test
  void a_join_of_no_branch_or_more_than_there_are_is_refused() {
    assertThatThrownBy(() -> new Action.Parallel(List.of(), 1))
        .hasMessageContaining("1 to 0 branches");
  }
}
