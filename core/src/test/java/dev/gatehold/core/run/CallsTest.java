package dev.gatehold.core.run;

import static dev.gatehold.core.cast.Cast.ALICE;
import static dev.gatehold.core.cast.Cast.BOB;
import static dev.gatehold.core.cast.Flows.call;
import static dev.gatehold.core.cast.Flows.end;
import static dev.gatehold.core.cast.Flows.expression;
import static dev.gatehold.core.cast.Flows.flow;
import static dev.gatehold.core.cast.Flows.gate;
import static dev.gatehold.core.cast.Flows.giving;
import static dev.gatehold.core.cast.Flows.onError;
import static dev.gatehold.core.cast.Flows.parallel;
import static dev.gatehold.core.cast.Flows.retry;
import static dev.gatehold.core.cast.Flows.set;
import static dev.gatehold.core.cast.Flows.timeout;
import static dev.gatehold.core.cast.Flows.undone;
import static dev.gatehold.core.cast.Flows.work;
import static dev.gatehold.core.run.Story.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.cast.Cast;
import dev.gatehold.core.cast.Fields;
import dev.gatehold.core.cast.Formulas;
import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.OnError;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Command.FailStep;
import dev.gatehold.core.run.Command.ReturnCall;
import dev.gatehold.core.run.Command.SkipStep;
import dev.gatehold.core.run.Command.StartRun;
import dev.gatehold.core.run.Effect.CallFlow;
import dev.gatehold.core.run.Refusal.Code;
import dev.gatehold.core.run.RunState.Ended;
import dev.gatehold.core.run.Transition.Applied;
import dev.gatehold.core.value.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Steps whose work is a run of another flow, and what that run tells them. */
class CallsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final ReleaseRef OTHER = new ReleaseRef("other", 4, Digest.of("the other file"));

  private static Story calls(Step... steps) {
    return given(flow(steps)).started(Map.of("v", "1.2"));
  }

  private static ReturnCall ended(String step, int attempt, Ending ending) {
    return new ReturnCall(step, attempt, "run_2", OTHER, ending, "so it was", Map.of("ok", "yes"));
  }

  private static CallFlow effect(Story story) {
    Transition transition =
        story
            .machine()
            .handle(
                new RunState.Unstarted(),
                new StartRun("run-1", Story.RELEASE, Map.of("v", "1.2")),
                story.context(Cast.ALICE));
    return (CallFlow) ((Applied) transition).effects().getFirst();
  }

  @Test
  void a_call_starts_another_run_on_behalf_of_whoever_requested_this_one() {
    Story story = calls(call("deploy", expression("input.v")), work("after"));
    story
        .thenEvents("run started by alice", "deploy started, attempt 1")
        .thenEffects("call other for deploy");
    CallFlow call = effect(story);
    assertThat(call.requester()).isEqualTo(ALICE);
    assertThat(call.flow()).isEqualTo("other");
    assertThat(call.release()).isEqualTo(4);
    assertThat(call.input()).isEqualTo(Map.of("version", "1.2"));
    assertThat(call.parent()).isEqualTo(new Parent("run-1", "deploy", 1, 1, false));
    assertThat(call.run()).matches("run_[0-9a-hjkmnp-tv-z]{26}");
  }

  @Test
  void its_outcome_and_output_are_the_step_s_output() {
    Story story =
        calls(call("deploy", expression("input.v")), work("after"))
            .when(ended("deploy", 1, Ending.COMPLETED), Principal.SYSTEM)
            .thenEvents("deploy completed", "after started, attempt 1");
    assertThat(story.step("deploy"))
        .isInstanceOfSatisfying(
            StepState.Completed.class,
            done ->
                assertThat(done.output())
                    .isEqualTo(
                        Map.of(
                            "run", "run_2",
                            "flow", "other",
                            "release", 4L,
                            "outcome", "completed",
                            "reason", "so it was",
                            "output", Map.of("ok", "yes"))));
  }

  @Test
  void people_who_say_no_there_say_no_here_and_no_error_handling_leads_past_them() {
    for (OnError handling :
        List.of(
            new OnError.Stop(),
            new OnError.Continue(),
            new OnError.Hold(),
            new OnError.Handle(List.of(work("mend"))))) {
      calls(onError(handling, retry(3, MINUTE, call("ask", expression("input.v")))), work("after"))
          .when(ended("ask", 1, Ending.REJECTED), Principal.SYSTEM)
          .thenEvents("ask failed for good, attempt 1", "run ended rejected");
      calls(onError(handling, call("ask", expression("input.v"))), work("after"))
          .when(ended("ask", 1, Ending.CANCELLED), Principal.SYSTEM)
          .thenEvents("ask failed for good, attempt 1", "run ended failed");
    }
  }

  @Test
  void no_worker_can_say_that_people_said_no() {
    Failure told = new Failure("call.rejected", "says the worker", false);
    calls(onError(new OnError.Continue(), work("a")), work("after"))
        .when(new FailStep("a", 1, told), Principal.SYSTEM)
        .thenEvents("a failed for good, attempt 1", "after started, attempt 1");
    calls(onError(new OnError.Hold(), work("a")))
        .when(new FailStep("a", 1, told), Principal.SYSTEM)
        .thenEvents("a stuck, attempt 1", "a incident step.stuck");
  }

  @Test
  void a_block_around_it_does_not_take_a_rejection_for_an_error_either() {
    Step block =
        onError(
            new OnError.Continue(),
            parallel("both", 1, List.of(List.of(call("ask", expression("input.v"))))));
    calls(block, work("after"))
        .when(ended("ask", 1, Ending.REJECTED), Principal.SYSTEM)
        .thenEvents("ask failed for good, attempt 1", "both stopped", "run ended rejected");
  }

  @Test
  void a_flow_that_expects_another_ending_goes_on_with_it() {
    calls(call("ask", expression("input.v"), "completed", "rejected"), work("after"))
        .when(ended("ask", 1, Ending.REJECTED), Principal.SYSTEM)
        .thenEvents("ask completed", "after started, attempt 1");
    calls(call("ask", expression("input.v"), "rejected"), work("after"))
        .when(ended("ask", 1, Ending.COMPLETED), Principal.SYSTEM)
        .thenEvents("ask failed for good, attempt 1", "run ended failed");
  }

  @Test
  void a_run_that_failed_is_called_again_as_another_run() {
    Story story =
        calls(retry(2, MINUTE, call("ask", expression("input.v"))))
            .when(ended("ask", 1, Ending.FAILED), Principal.SYSTEM)
            .timePasses(MINUTE)
            .thenEffects("call other for ask")
            .when(ended("ask", 1, Ending.COMPLETED), Principal.SYSTEM)
            .thenRefused(Code.ATTEMPT_OVER)
            .when(ended("ask", 2, Ending.COMPLETED), Principal.SYSTEM)
            .thenEvents("ask completed", "run ended completed");
    assertThat(story.state()).isInstanceOf(Ended.class);
  }

  @Test
  void what_was_called_is_cancelled_when_nobody_waits_for_it_any_more() {
    calls(call("ask", expression("input.v")))
        .cancelled(ALICE, null)
        .thenEffects("cancel what ask called");
    calls(timeout(MINUTE, call("ask", expression("input.v"))))
        .timePasses(MINUTE)
        .thenEvents("ask failed for good, attempt 1", "run ended failed")
        .thenEffects("cancel what ask called");
  }

  @Test
  void nobody_skips_a_call_for_it_may_ask_people() {
    calls(call("ask", expression("input.v")), work("after"))
        .when(new SkipStep("ask", "in a hurry"), BOB)
        .thenRefused(Code.STEP_NOT_SKIPPABLE);
    calls(onError(new OnError.Hold(), call("ask", expression("input.v"))), work("after"))
        .when(ended("ask", 1, Ending.FAILED), Principal.SYSTEM)
        .thenEvents("ask stuck, attempt 1", "ask incident step.stuck")
        .when(new SkipStep("ask", "in a hurry"), BOB)
        .thenRefused(Code.STEP_NOT_SKIPPABLE);
  }

  @Test
  void what_a_covered_call_is_given_is_what_was_agreed() {
    Story story =
        calls(gate("ask", 1).covers("deploy").step(), call("deploy", expression("input.v")));
    assertThat(story.request("ask").subject().coveredParameters("deploy"))
        .isEqualTo(Map.of("flow", "other", "release", 4L, "input", Map.of("version", "1.2")));
    story.approves(BOB, "ask").thenEffects("call other for deploy");
  }

  @Test
  void a_call_is_undone_by_another_call() {
    Step undo = call("undo", expression("input.v"));
    Step made = undone(expression("input.v"), call("deploy", expression("input.v")));
    assertThat(undo.action().calls()).isTrue();
    calls(made, work("after"))
        .when(ended("deploy", 1, Ending.COMPLETED), Principal.SYSTEM)
        .thenEvents("deploy completed", "deploy.rollback planned", "after started, attempt 1")
        .fails("after", 1, false)
        .thenEvents(
            "after failed for good, attempt 1",
            "rollback as failed",
            "deploy.rollback started, attempt 1");
  }

  private static Transition child(Flow flow, Parent parent) {
    return new RunMachine(flow, new Formulas(), new Fields())
        .handle(
            new RunState.Unstarted(),
            new StartRun("run_2", OTHER, Map.of("v", "1.2"), parent),
            new Context(Cast.START, ALICE, Cast.DIRECTORY));
  }

  @ParameterizedTest
  @EnumSource
  void a_run_that_was_called_tells_how_it_ended(Ending ending) {
    Parent parent = new Parent("run-1", "deploy", 2, 1, false);
    Flow flow = giving(expression("input.v"), flow(end("stop", ending, "so it was")));
    Applied applied = (Applied) child(flow, parent);
    assertThat(applied.effects())
        .containsExactly(
            new Effect.TellParent(
                parent,
                new ReturnCall(
                    "deploy",
                    2,
                    "run_2",
                    OTHER,
                    ending,
                    "so it was",
                    ending == Ending.COMPLETED ? Map.of("version", "1.2") : Map.of())));
  }

  @Test
  void a_run_by_itself_keeps_its_output_and_tells_nobody() {
    Story story =
        given(
                giving(
                    expression("steps.made.output.v"),
                    flow(set("made", "v", expression("input.v")))))
            .started(Map.of("v", "1.2"))
            .thenEffects();
    assertThat(((Ended) story.state()).output()).isEqualTo(Map.of("version", "1.2"));
  }

  @Test
  void a_run_whose_output_cannot_be_made_has_failed_and_undoes_what_it_did() {
    given(giving(expression("input.missing"), flow(undone(expression("input.v"), work("a")))))
        .started(Map.of("v", "1"))
        .completes("a", 1)
        .thenEvents(
            "a completed",
            "a.rollback planned",
            "rollback as failed",
            "a.rollback started, attempt 1");
  }

  @Test
  void flows_that_call_each_other_in_a_circle_come_to_an_end() {
    Flow flow = flow(retry(5, MINUTE, call("again", expression("input.v"))));
    assertThat(((Applied) child(flow, new Parent("run-1", "a", 1, Parent.MOST - 1, false))).state())
        .isInstanceOf(RunState.Active.class);
    assertThat(((Applied) child(flow, new Parent("run-1", "a", 1, Parent.MOST, false))).state())
        .isInstanceOfSatisfying(
            Ended.class,
            over -> {
              assertThat(over.ending()).isEqualTo(Ending.FAILED);
              assertThat(over.reason()).contains("8 runs above each other");
            });
  }

  @Test
  void what_a_run_of_a_draft_calls_works_like_a_draft_and_so_does_what_that_calls() {
    Flow flow = flow(call("again", expression("input.v")));
    Applied applied = (Applied) child(flow, new Parent("run-1", "a", 1, 1, true));
    assertThat(((RunState.Active) applied.state()).draft()).isTrue();
    assertThat(((CallFlow) applied.effects().getFirst()).parent())
        .isEqualTo(new Parent("run_2", "again", 1, 2, true));
  }

  @Test
  void the_ids_of_called_runs_differ_and_sort_by_time() {
    Instant at = Instant.parse("2026-11-23T09:00:00Z");
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      ids.add(Calls.childOf("run_" + i % 10, "step-" + i / 10 % 10, i / 100, at));
    }
    assertThat(ids).hasSize(1_000);
    String early = Calls.childOf("run_1", "a", 1, at);
    assertThat(early).isEqualTo(Calls.childOf("run_1", "a", 1, at));
    assertThat(Calls.childOf("run_1", "a", 1, at.plusMillis(1))).isGreaterThan(early);
  }
}
