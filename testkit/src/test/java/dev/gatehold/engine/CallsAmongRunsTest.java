package dev.gatehold.engine;

import static dev.gatehold.engine.World.ALICE;
import static dev.gatehold.engine.World.BOB;
import static dev.gatehold.engine.World.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.Retry;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.flow.Template;
import dev.gatehold.core.run.Command;
import dev.gatehold.core.run.RunState;
import dev.gatehold.core.run.StepState;
import dev.gatehold.engine.flow.FlowCatalog;
import dev.gatehold.engine.store.RunQuery;
import dev.gatehold.engine.store.RunRow;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs that call runs: how they start, end and are told of each other, also across restarts. */
final class CallsAmongRunsTest {
  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  private static Step call(String id, String flow, @Nullable Integer release) {
    Map<String, Template> parameters = new LinkedHashMap<>();
    parameters.put("flow", Template.text(flow));
    if (release != null) {
      parameters.put("release", new Template.Literal((long) release));
    }
    parameters.put("input", new Template.Mapping(Map.of("from", new Template.Expression("run"))));
    return Step.of(id, new Action.Work(Action.CALL, new Template.Mapping(parameters)));
  }

  private static Flow giving(String name, Step... steps) {
    return new Flow(
        name,
        name,
        Map.of(),
        List.of(steps),
        List.of(),
        null,
        null,
        new Template.Mapping(Map.of("answer", Template.text("42"))));
  }

  private String called(String run, String step) {
    return Objects.requireNonNull(((RunState.Active) world.state(run)).called(step));
  }

  /** Waits until this run, which another one starts, has come to its gate. */
  private void atGate(String run, String gate) {
    world.until(() ->
        world.engine().view(run).map(RunView::state).orElse(null) instanceof RunState.Active active
            && active.steps().get(gate) instanceof StepState.AwaitingApproval);
  }

  @Test
  void a_run_waits_for_the_run_it_called_and_gets_its_outcome_and_output() throws Exception {
    world.live(giving("inner", World.gateOf("ask", "group:sre")));
    world.live("outer", call("work", "inner", null));
    world.start();
    String outer = world.run("outer");
    String inner = called(outer, "work");
    atGate(inner, "ask");
    RunRow row = world.runs.run(inner).orElseThrow();
    assertThat(row.requester()).isEqualTo("alice");
    assertThat(row.parent()).isEqualTo(outer);
    assertThat(row.draft()).isFalse();
    assertThat(world.runs.run(outer).orElseThrow().waitingFor()).contains(inner);
    // Whoever requested the one cannot approve what it calls.
    assertThat(world.decide(ALICE, inner, "ask", Verdict.APPROVE))
        .isInstanceOf(Reply.Refused.class);
    world.decide(BOB, inner, "ask", Verdict.APPROVE);
    assertThat(world.ended(outer).ending()).isEqualTo(Ending.COMPLETED);
    assertThat(world.steps(outer).get("work"))
        .isInstanceOfSatisfying(
            StepState.Completed.class,
            done ->
                assertThat(done.output())
                    .containsEntry("outcome", "completed")
                    .containsEntry("run", inner)
                    .containsEntry("output", Map.of("answer", "42")));
  }

  @Test
  void a_rejection_inside_rejects_the_caller() throws Exception {
    world.live("inner", World.gateOf("ask", "group:sre"));
    world.live("outer", call("work", "inner", 1), World.end("after"));
    world.start();
    String outer = world.run("outer");
    String inner = called(outer, "work");
    atGate(inner, "ask");
    world.decide(CAROL, inner, "ask", Verdict.REJECT);
    assertThat(world.ended(outer).ending()).isEqualTo(Ending.REJECTED);
  }

  @Test
  void a_caller_that_is_cancelled_cancels_what_it_called_through_all_storeys() throws Exception {
    world.live("inner", World.gateOf("ask", "group:sre"));
    world.live("middle", call("work", "inner", null));
    world.live("outer", call("work", "middle", null));
    world.start();
    String outer = world.run("outer");
    String middle = called(outer, "work");
    world.until(() -> world.engine().view(middle).isPresent());
    String inner = called(middle, "work");
    atGate(inner, "ask");
    world.engine().submit(new Submission(outer, new Command.CancelRun(null), ALICE, null));
    assertThat(world.ended(middle).ending()).isEqualTo(Ending.CANCELLED);
    assertThat(world.ended(inner).ending()).isEqualTo(Ending.CANCELLED);
    assertThat(world.ended(inner).reason()).contains(middle);
  }

  @Test
  void what_cannot_be_called_fails_the_step_and_says_why() throws Exception {
    world.live("outer", call("work", "nowhere", null));
    world.start();
    String outer = world.run("outer");
    RunState.Ended ended = world.ended(outer);
    assertThat(ended.ending()).isEqualTo(Ending.FAILED);
    assertThat(ended.reason()).contains("nowhere");
  }

  @Test
  void a_circle_of_flows_comes_to_an_end() throws Exception {
    world.live("ping", call("work", "pong", null));
    world.live("pong", call("work", "ping", null));
    world.start();
    String run = world.run("ping");
    assertThat(world.ended(run).reason()).contains("8 runs above each other");
    assertThat(world.runs.runs(new RunQuery(null, null, null, 100))).hasSize(9);
  }

  @Test
  void a_draft_calls_drafts_and_releases_called_by_drafts_work_like_drafts() throws Exception {
    world.live("released", World.gateOf("ask", "group:sre"));
    world.live("drafted", World.gateOf("ask", "group:sre"));
    world.live("outer", call("pinned", "released", 1), call("newest", "drafted", null));
    world.start();
    String outer =
        ((Reply.Applied) world.engine().startRun("outer", 0, Map.of(), ALICE, null)).run();
    String pinned = called(outer, "pinned");
    atGate(pinned, "ask");
    RunRow row = world.runs.run(pinned).orElseThrow();
    assertThat(row.release()).isEqualTo(1);
    assertThat(row.draft()).isTrue();
    world.decide(BOB, pinned, "ask", Verdict.APPROVE);
    world.until(() -> world.steps(outer).containsKey("newest"));
    String newest = called(outer, "newest");
    atGate(newest, "ask");
    assertThat(world.runs.run(newest).orElseThrow().release()).isZero();
  }

  @Test
  void a_call_that_is_told_again_after_a_crash_starts_one_run() throws Exception {
    FaultyRunStore faulty = new FaultyRunStore(world.memory);
    world.runs = faulty.store();
    world.live(giving("inner", World.gateOf("ask", "group:sre")));
    world.live("outer", call("work", "inner", null));
    world.start();
    faulty.finishingFails = true;
    String outer = world.run("outer");
    String inner = called(outer, "work");
    atGate(inner, "ask");
    world.close();
    faulty.finishingFails = false;
    world.clock.advance(Duration.ofMinutes(10));
    world.start();
    world.until(() -> faulty.finished.contains(outer + ".work.1"));
    world.decide(BOB, inner, "ask", Verdict.APPROVE);
    assertThat(world.ended(outer).ending()).isEqualTo(Ending.COMPLETED);
    assertThat(world.runs.runs(new RunQuery("inner", null, null, 10))).hasSize(1);
  }

  @Test
  void a_run_that_starts_after_its_caller_has_given_up_is_cancelled() throws Exception {
    world.live("inner", World.gateOf("ask", "group:sre"));
    world.live("outer", call("work", "inner", null));
    world.around = behind -> cancellingTheCallerBeforeItPins(behind, "inner");
    world.start();
    String outer = world.run("outer");
    assertThat(world.ended(outer).ending()).isEqualTo(Ending.CANCELLED);
    world.until(() -> !world.runs.runs(new RunQuery("inner", "cancelled", null, 10)).isEmpty());
  }

  private FlowCatalog cancellingTheCallerBeforeItPins(FlowCatalog behind, String flow) {
    return (FlowCatalog)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {FlowCatalog.class},
            (_, method, arguments) -> {
              if (method.getName().equals("pin") && flow.equals(arguments[0])) {
                String caller =
                    world.runs.runs(new RunQuery("outer", null, null, 1)).getFirst().run();
                world
                    .engine()
                    .submit(new Submission(caller, new Command.CancelRun(null), ALICE, null));
              }
              try {
                return method.invoke(behind, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  void a_called_run_that_times_out_with_its_step_is_cancelled_and_the_next_attempt_is_another_run()
      throws Exception {
    world.live("inner", World.gateOf("ask", "group:sre"));
    Action.Work work = (Action.Work) call("work", "inner", null).action();
    Retry twice = new Retry(2, Duration.ofSeconds(5), 1, Duration.ofSeconds(5));
    world.live("outer", new Step("work", null, twice, Duration.ofHours(1), work));
    world.start();
    String outer = world.run("outer");
    String first = called(outer, "work");
    atGate(first, "ask");
    world.clock.advance(Duration.ofHours(1));
    assertThat(world.ended(first).ending()).isEqualTo(Ending.CANCELLED);
    world.clock.advance(Duration.ofSeconds(5));
    world.until(() -> world.steps(outer).get("work") instanceof StepState.Working);
    String second = called(outer, "work");
    assertThat(second).isNotEqualTo(first);
    atGate(second, "ask");
    world.decide(BOB, second, "ask", Verdict.APPROVE);
    assertThat(world.ended(outer).ending()).isEqualTo(Ending.COMPLETED);
  }
}
