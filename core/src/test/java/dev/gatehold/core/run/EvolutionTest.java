package dev.gatehold.core.run;

import static dev.gatehold.core.cast.Cast.BOB;
import static dev.gatehold.core.cast.Cast.CAROL;
import static dev.gatehold.core.cast.Cast.START;
import static dev.gatehold.core.cast.Flows.flow;
import static dev.gatehold.core.cast.Flows.gate;
import static dev.gatehold.core.cast.Flows.work;
import static dev.gatehold.core.run.Story.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehold.core.approval.Outcome;
import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.RunEvent.ApprovalDecided;
import dev.gatehold.core.run.RunEvent.ApprovalReopened;
import dev.gatehold.core.run.RunEvent.ApprovalRequested;
import dev.gatehold.core.run.RunEvent.BranchTaken;
import dev.gatehold.core.run.RunEvent.DecisionRecorded;
import dev.gatehold.core.run.RunEvent.DecisionWithdrawn;
import dev.gatehold.core.run.RunEvent.RetryScheduled;
import dev.gatehold.core.run.RunEvent.RunEnded;
import dev.gatehold.core.run.RunEvent.RunStarted;
import dev.gatehold.core.run.RunEvent.StepCompleted;
import dev.gatehold.core.run.RunEvent.StepFailed;
import dev.gatehold.core.run.RunEvent.StepSkipped;
import dev.gatehold.core.run.RunEvent.StepStarted;
import dev.gatehold.core.run.RunEvent.WaitStarted;
import dev.gatehold.core.run.StepState.Decided;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An event that does not fit is a corrupt journal, never ignored. */
class EvolutionTest {
  private static final Failure FAILURE = new Failure("exec.exit", "It ended with 1.", true);

  private final Story working = given(flow(work("step"))).started(Map.of());
  private final Story open =
      given(flow(gate("step", 2).step())).started(Map.of()).approves(BOB, "step");
  private final Story decided =
      given(flow(gate("step", 2).step(), work("after")))
          .started(Map.of())
          .approves(BOB, "step")
          .approves(CAROL, "step");
  private final Story ended = given(flow()).started(Map.of());

  private static final RunStarted RUN_STARTED =
      new RunStarted("run-1", Story.RELEASE, Principal.SYSTEM, Map.of(), null, null, null, START);

  private static StepStarted started(int attempt) {
    return new StepStarted("step", attempt, "exec", Map.of(), null, START);
  }

  @Test
  void a_run_starts_once_and_first() {
    corrupt(working.state(), RUN_STARTED);
    corrupt(ended.state(), RUN_STARTED);
    corrupt(new RunState.Unstarted(), started(1));
  }

  @Test
  void nothing_follows_the_end() {
    corrupt(ended.state(), started(1));
    corrupt(ended.state(), new RunEnded(Ending.COMPLETED, "again", null, START));
  }

  @Test
  void a_step_is_reached_once() {
    for (RunEvent event :
        List.of(
            started(1),
            started(2),
            new WaitStarted("step", START, START),
            new BranchTaken("step", "else", START),
            new ApprovalRequested("step", open.request("step"), List.of()))) {
      corrupt(working.state(), event);
      corrupt(open.state(), event);
      corrupt(decided.state(), event);
    }
  }

  @Test
  void a_gate_is_never_skipped_and_what_is_over_is_not_stopped() {
    corrupt(open.state(), new StepSkipped("step", "no", START));
    corrupt(decided.state(), new StepSkipped("step", "no", START));
    corrupt(decided.state(), new RunEvent.StepStopped("step", "no", START));
    corrupt(working.state(), new RunEvent.StepStopped("other", "no", START));
  }

  @Test
  void laps_begin_one_after_the_other_and_end_once() {
    RunState looping =
        Evolution.evolve(
            given(flow(gate("other", 1).step())).started(Map.of()).state(),
            new RunEvent.LoopStarted("loop", List.of("a", "b"), null, START));
    Lap first = new Lap(1, Ending.COMPLETED, "", null);
    corrupt(looping, new RunEvent.LapStarted("loop", 2, START));
    corrupt(looping, new RunEvent.LapEnded("loop", first, List.of(), START));
    corrupt(looping, new RunEvent.LoopStarted("loop", null, null, START));
    corrupt(working.state(), new RunEvent.LapStarted("step", 1, START));
    RunState inLap = Evolution.evolve(looping, new RunEvent.LapStarted("loop", 1, START));
    RunState after =
        Evolution.evolve(inLap, new RunEvent.LapEnded("loop", first, List.of(), START));
    corrupt(after, new RunEvent.LapEnded("loop", first, List.of(), START));
    corrupt(after, new RunEvent.LapStarted("loop", 1, START));
  }

  @Test
  void a_run_begins_to_undo_once_and_each_step_under_an_address_of_its_own() {
    RunEvent planned =
        new RunEvent.RollbackPlanned("a.rollback", "a", "exec", Map.of(), null, START);
    RunState active = Evolution.evolve(working.state(), planned);
    corrupt(active, planned);
    RunEvent undoing = new RunEvent.RollbackStarted(Ending.FAILED, "why", START);
    corrupt(Evolution.evolve(active, undoing), undoing);
  }

  @Test
  void attempts_follow_each_other_and_end_as_themselves() {
    corrupt(given(flow(gate("other", 1).step())).started(Map.of()).state(), started(2));
    corrupt(working.state(), new RetryScheduled("step", 2, FAILURE, START, START));
    corrupt(working.state(), new StepFailed("step", 2, FAILURE, START));
    corrupt(open.state(), new StepFailed("step", 1, FAILURE, START));
    corrupt(open.state(), new StepCompleted("step", Map.of(), START));
    RunState retrying =
        Evolution.evolve(working.state(), new RetryScheduled("step", 1, FAILURE, START, START));
    corrupt(retrying, started(1));
    corrupt(retrying, started(3));
    corrupt(retrying, new StepCompleted("step", Map.of(), START));
    assertThat(Evolution.evolve(retrying, started(2))).isInstanceOf(RunState.Active.class);
  }

  @Test
  void decisions_and_outcomes_belong_to_the_round_that_is_open() {
    Decided outcome = (Decided) decided.step("step");
    DecisionRecorded second = new DecisionRecorded("step", 2, outcome.decisions().getFirst());
    corrupt(open.state(), second);
    corrupt(decided.state(), new DecisionRecorded("step", 1, outcome.decisions().getFirst()));
    corrupt(open.state(), new DecisionWithdrawn("step", 2, "bob", START));
    corrupt(open.state(), new DecisionWithdrawn("step", 1, "carol", START));
    for (int round : new int[] {1, 2}) {
      ApprovalDecided again =
          new ApprovalDecided("step", round, Outcome.APPROVED, outcome.evaluation(), START);
      corrupt(decided.state(), again);
      corrupt(working.state(), again);
    }
  }

  @Test
  void only_a_gate_with_its_outcome_is_reopened_and_only_for_a_step_that_is_not_at_work() {
    corrupt(open.state(), new ApprovalReopened("step", 1, "after", "it differs", START));
    corrupt(decided.state(), new ApprovalReopened("step", 2, "elsewhere", "it differs", START));
    corrupt(decided.state(), new ApprovalReopened("step", 1, "after", "it differs", START));
    RunState reopened =
        Evolution.evolve(
            decided.state(), new ApprovalReopened("step", 1, "elsewhere", "it differs", START));
    // The round after the first is the second.
    corrupt(reopened, new ApprovalRequested("step", open.request("step"), List.of()));
  }

  @Test
  void the_error_says_what_was_expected_and_who_may_have_done_it() {
    assertThatThrownBy(() -> Evolution.evolve(new RunState.Unstarted(), started(1)))
        .isInstanceOf(CorruptJournal.class)
        .hasMessage(
            "Expected a state that a StepStarted can follow, but found Unstarted[]. The journal was"
                + " changed outside Gatehold, or by a newer version of it.");
  }

  private static void corrupt(RunState state, RunEvent event) {
    assertThatThrownBy(() -> Evolution.evolve(state, event)).isInstanceOf(CorruptJournal.class);
  }
}
