package dev.gatehold.core.run;

import static dev.gatehold.core.cast.Cast.ALICE;
import static dev.gatehold.core.cast.Cast.BOB;
import static dev.gatehold.core.cast.Flows.callback;
import static dev.gatehold.core.cast.Flows.calling;
import static dev.gatehold.core.cast.Flows.each;
import static dev.gatehold.core.cast.Flows.flow;
import static dev.gatehold.core.cast.Flows.gate;
import static dev.gatehold.core.cast.Flows.retry;
import static dev.gatehold.core.cast.Flows.work;
import static dev.gatehold.core.run.Story.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.calendar.BusinessCalendar;
import dev.gatehold.core.calendar.Window;
import dev.gatehold.core.cast.Cast;
import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.Rework.Keep;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.flow.Template;
import dev.gatehold.core.people.Directory;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Command.CallBack;
import dev.gatehold.core.run.Effect.Callee;
import dev.gatehold.core.run.Effect.RunStep;
import dev.gatehold.core.run.Refusal.Code;
import dev.gatehold.core.run.StepState.Completed;
import dev.gatehold.core.run.Transition.Applied;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallbackTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static CallBack call(String step, int attempt) {
    return new CallBack(step, attempt, attempt, Map.of("done", true));
  }

  private static @Nullable Callee calleeOf(Story story, Command command) {
    Applied applied =
        (Applied) story.machine().handle(story.state(), command, story.context(Principal.SYSTEM));
    return applied.effects().stream()
        .filter(RunStep.class::isInstance)
        .map(effect -> ((RunStep) effect).callback())
        .findFirst()
        .orElse(null);
  }

  @Test
  void a_callback_ends_its_wait_with_what_it_says_and_once() {
    Story story =
        given(flow(calling("start", "job"), callback("job", null), work("after")))
            .started(Map.of())
            .completes("start", 1)
            .thenEvents("start completed", "job awaits a callback, attempt 1")
            .when(call("job", 1), Principal.SYSTEM)
            .thenEvents("job was called back", "job completed", "after started, attempt 1");
    assertThat(story.step("job"))
        .isInstanceOfSatisfying(
            Completed.class,
            job -> assertThat(job.output()).isEqualTo(Map.of("body", Map.of("done", true))));
    for (int i = 0; i < 1_000; i++) {
      story.when(call("job", 1), Principal.SYSTEM).thenRefused(Code.CALLBACK_OVER);
    }
  }

  @Test
  void a_callback_that_comes_before_its_wait_is_kept_and_counts_once() {
    Story story =
        given(flow(calling("start", "job"), callback("job", MINUTE), work("after")))
            .started(Map.of())
            .when(call("job", 1), Principal.SYSTEM)
            .thenEvents("job was called back")
            .when(call("job", 1), Principal.SYSTEM)
            .thenRefused(Code.CALLBACK_OVER)
            .completes("start", 1)
            .thenEvents(
                "start completed",
                "job awaits a callback, attempt 1",
                "job completed",
                "after started, attempt 1");
    assertThat(story.facts().callbacks()).isEmpty();
  }

  @Test
  void work_is_told_where_it_may_call_back_in_its_own_lap() {
    Story story =
        given(
                flow(
                    each(
                        "loop",
                        "input.items",
                        1,
                        0,
                        calling("start", "job"),
                        callback("job", null))))
            .started(Map.of("items", List.of("x", "y")));
    assertThat(story.lastEvents()).isNotEmpty();
    story
        .completes("start@1", 1)
        .when(call("job@2", 1), Principal.SYSTEM)
        .thenRefused(Code.CALLBACK_UNKNOWN)
        .when(call("job", 1), Principal.SYSTEM)
        .thenRefused(Code.CALLBACK_UNKNOWN);
    assertThat(calleeOf(story, call("job@1", 1))).isEqualTo(new Callee("job@2", 1, 1));
  }

  @Test
  void a_wait_that_is_done_again_takes_no_callback_of_the_time_before() {
    Story story =
        given(
                flow(
                    calling("start", "job"),
                    callback("job", null),
                    gate("ask", 1).rework("requester", 3, Keep.NONE, "start").step()))
            .started(Map.of())
            .completes("start", 1)
            .when(call("job", 1), Principal.SYSTEM)
            .requestsChanges(BOB, "ask", "again");
    assertThat(calleeOfResubmission(story)).isEqualTo(new Callee("job", 2, 2));
    story
        .resubmits(ALICE, "ask", null)
        .completes("start", 2)
        .thenEvents("start completed", "job awaits a callback, attempt 2")
        .when(call("job", 1), Principal.SYSTEM)
        .thenRefused(Code.CALLBACK_OVER)
        .when(call("job", 2), Principal.SYSTEM)
        .thenEvents("job was called back", "job completed", "ask asks, round 2");
  }

  private static @Nullable Callee calleeOfResubmission(Story story) {
    Applied applied =
        (Applied)
            story
                .machine()
                .handle(
                    story.state(), new Command.Resubmit("ask", null, null), story.context(ALICE));
    return applied.effects().stream()
        .map(effect -> ((RunStep) effect).callback())
        .findFirst()
        .orElse(null);
  }

  @Test
  void a_callback_of_an_attempt_that_was_made_again_counts_no_more_be_it_kept_or_not() {
    Step start = retry(3, MINUTE, calling("start", "job"));
    Story story =
        given(flow(start, callback("job", null)))
            .started(Map.of())
            .when(new CallBack("job", 1, 1, Map.of("from", 1L)), Principal.SYSTEM)
            .thenEvents("job was called back")
            .fails("start", 1, true)
            .when(new CallBack("job", 1, 1, Map.of("from", 1L)), Principal.SYSTEM)
            .thenRefused(Code.CALLBACK_OVER)
            .timePasses(MINUTE)
            .when(new CallBack("job", 1, 1, Map.of("from", 1L)), Principal.SYSTEM)
            .thenRefused(Code.CALLBACK_OVER)
            .completes("start", 2)
            .thenEvents("start completed", "job awaits a callback, attempt 1")
            .when(new CallBack("job", 1, 2, Map.of("from", 2L)), Principal.SYSTEM)
            .thenEvents("job was called back", "job completed", "run ended completed");
    assertThat(story.step("job"))
        .isInstanceOfSatisfying(
            Completed.class,
            job -> assertThat(job.output()).isEqualTo(Map.of("body", Map.of("from", 2L))));
    assertThat(story.facts().callbacks()).isEmpty();
  }

  @Test
  void a_job_that_is_done_again_after_rework_is_not_taken_for_the_one_before() {
    Story story =
        given(
                flow(
                    calling("start", "job"),
                    gate("ask", 1).rework("requester", 3, Keep.NONE, "start").step(),
                    callback("job", null)))
            .started(Map.of())
            .completes("start", 1)
            .when(new CallBack("job", 1, 1, Map.of("from", 1L)), Principal.SYSTEM)
            .requestsChanges(BOB, "ask", "again")
            .resubmits(ALICE, "ask", null)
            .completes("start", 2)
            .approves(BOB, "ask")
            .thenEvents(
                "bob said approve to ask",
                "ask is approved, round 2",
                "job awaits a callback, attempt 1");
    story
        .when(new CallBack("job", 1, 1, Map.of("from", 1L)), Principal.SYSTEM)
        .thenRefused(Code.CALLBACK_OVER)
        .when(new CallBack("job", 1, 2, Map.of("from", 2L)), Principal.SYSTEM)
        .thenEvents("job was called back", "job completed", "run ended completed");
  }

  @Test
  void a_callback_that_does_not_come_fails_its_step() {
    given(flow(callback("job", MINUTE)))
        .started(Map.of())
        .timePasses(MINUTE)
        .thenEvents("job failed for good, attempt 1", "run ended failed")
        .when(call("job", 1), Principal.SYSTEM)
        .thenRefused(Code.CALLBACK_OVER);
  }

  @Test
  void a_callback_says_nothing_at_a_gate_or_any_other_step() {
    given(flow(gate("ask", 1).step(), work("after")))
        .started(Map.of())
        .when(call("ask", 1), Principal.SYSTEM)
        .thenRefused(Code.CALLBACK_UNKNOWN)
        .when(call("after", 1), Principal.SYSTEM)
        .thenRefused(Code.CALLBACK_UNKNOWN)
        .when(call("nothing", 1), Principal.SYSTEM)
        .thenRefused(Code.CALLBACK_UNKNOWN);
  }

  @Test
  void a_wait_may_count_the_hours_of_a_calendar() {
    Step pause = Step.of("pause", new Action.Wait(Template.text("2h"), null, "office"));
    BusinessCalendar office =
        new BusinessCalendar(
            "office",
            ZoneId.of("Europe/Berlin"),
            List.of(Window.parse(DayOfWeek.TUESDAY, "09:00-17:00")),
            Set.of());
    Directory directory =
        new Directory(Map.of(), Map.of(), Map.of(), Map.of(), Map.of("office", office));
    Story story = given(flow(pause)).among(directory).started(Map.of());
    assertThat(story.state().nextDeadline())
        .isEqualTo(office.plus(Cast.START, Duration.ofHours(2)));
    given(flow(pause))
        .among(new Directory(Map.of(), Map.of()))
        .started(Map.of())
        .thenEvents("run started by alice", "pause failed for good, attempt 1", "run ended failed");
  }
}
