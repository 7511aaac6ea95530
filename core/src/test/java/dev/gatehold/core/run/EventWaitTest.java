package dev.gatehold.core.run;

import static dev.gatehold.core.cast.Cast.ALICE;
import static dev.gatehold.core.cast.Cast.BOB;
import static dev.gatehold.core.cast.Flows.eventWait;
import static dev.gatehold.core.cast.Flows.expression;
import static dev.gatehold.core.cast.Flows.flow;
import static dev.gatehold.core.cast.Flows.gate;
import static dev.gatehold.core.cast.Flows.work;
import static dev.gatehold.core.run.Story.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.flow.Rework.Keep;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.flow.Template;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Command.PauseRun;
import dev.gatehold.core.run.Command.StartRun;
import dev.gatehold.core.run.Command.TakeEvent;
import dev.gatehold.core.run.Refusal.Code;
import dev.gatehold.core.run.StepState.AwaitingEvent;
import dev.gatehold.core.run.StepState.Completed;
import dev.gatehold.core.run.StepState.Failed;
import dev.gatehold.core.run.Transition.Applied;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventWaitTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Map<String, Object> PAID =
      Map.of("id", "evt_1", "name", "order.paid", "key", "o-1", "data", Map.of("total", 7L));

  private static TakeEvent event(int attempt) {
    return new TakeEvent("paid", attempt, Map.copyOf(PAID));
  }

  private static Step paid(@Nullable Duration within) {
    return eventWait("paid", Template.text("o-1"), within);
  }

  @Test
  void an_event_ends_its_wait_with_itself_as_output_and_once() {
    Story story =
        given(flow(paid(null), work("after")))
            .started(Map.of())
            .thenEvents("run started by alice", "paid awaits event order.paid of o-1, attempt 1")
            .when(event(1), Principal.SYSTEM)
            .thenEvents("paid completed", "after started, attempt 1");
    assertThat(story.step("paid"))
        .isInstanceOfSatisfying(
            Completed.class, paid -> assertThat(paid.output()).isEqualTo(Map.copyOf(PAID)));
    for (int i = 0; i < 1_000; i++) {
      story.when(event(1), Principal.SYSTEM).thenRefused(Code.EVENT_OVER);
    }
  }

  @Test
  void reaching_the_wait_subscribes_to_name_and_rendered_key() {
    Story story = given(flow(eventWait("paid", expression("input.order"), null)));
    Applied applied =
        (Applied)
            story
                .machine()
                .handle(
                    story.state(),
                    new StartRun("run-1", Story.RELEASE, Map.of("order", 17L)),
                    story.context(ALICE));
    assertThat(applied.effects())
        .containsExactly(new Effect.Subscribe("paid", 1, "order.paid", "17"));
  }

  @Test
  void an_event_before_its_wait_is_refused_for_nobody_has_subscribed_yet() {
    given(flow(work("start"), paid(MINUTE)))
        .started(Map.of())
        .when(event(1), Principal.SYSTEM)
        .thenRefused(Code.EVENT_OVER);
  }

  @Test
  void a_key_that_comes_to_nothing_fails_the_step_and_matches_no_event_without_key() {
    Story story = given(flow(eventWait("paid", Template.text(" "), null))).started(Map.of());
    assertThat(story.facts().steps().get("paid"))
        .isInstanceOfSatisfying(
            Failed.class, paid -> assertThat(paid.failure().message()).contains("but found none"));
  }

  @Test
  void without_an_event_in_time_the_step_fails_and_says_for_what_it_waited() {
    Story story = given(flow(paid(MINUTE))).started(Map.of()).timePasses(MINUTE);
    assertThat(story.facts().steps().get("paid"))
        .isInstanceOfSatisfying(
            Failed.class,
            paid ->
                assertThat(paid.failure().message())
                    .isEqualTo(
                        "Expected event 'order.paid' with key 'o-1', but there was none within"
                            + " 1m."));
    story.when(event(1), Principal.SYSTEM).thenRefused(Code.EVENT_OVER);
  }

  @Test
  void a_paused_run_takes_its_event_and_goes_on_when_it_is_resumed() {
    given(flow(paid(MINUTE), work("after")))
        .started(Map.of())
        .when(new PauseRun("a look"), BOB)
        .when(event(1), Principal.SYSTEM)
        .thenEvents("paid completed")
        .when(new Command.ResumeRun(), BOB)
        .thenEvents("resumed by bob", "after started, attempt 1");
  }

  @Test
  void a_wait_that_is_done_again_takes_no_event_under_its_former_number() {
    Story story =
        given(flow(paid(null), gate("ask", 1).rework("requester", 3, Keep.NONE, "paid").step()))
            .started(Map.of())
            .when(event(1), Principal.SYSTEM)
            .requestsChanges(BOB, "ask", "once more")
            .when(new Command.Resubmit("ask", Map.of(), null), ALICE);
    assertThat(story.step("paid"))
        .isInstanceOfSatisfying(
            AwaitingEvent.class, again -> assertThat(again.attempt()).isEqualTo(2));
    story
        .when(event(1), Principal.SYSTEM)
        .thenRefused(Code.EVENT_OVER)
        .when(event(2), Principal.SYSTEM);
    assertThat(story.step("paid")).isInstanceOf(Completed.class);
  }
}
