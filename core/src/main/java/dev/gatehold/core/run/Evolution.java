package dev.gatehold.core.run;

import dev.gatehold.core.run.RunEvent.ApprovalDecided;
import dev.gatehold.core.run.RunEvent.ApprovalEscalated;
import dev.gatehold.core.run.RunEvent.ApprovalHandedOver;
import dev.gatehold.core.run.RunEvent.ApprovalModified;
import dev.gatehold.core.run.RunEvent.ApprovalOverdue;
import dev.gatehold.core.run.RunEvent.ApprovalPostponed;
import dev.gatehold.core.run.RunEvent.ApprovalReminded;
import dev.gatehold.core.run.RunEvent.ApprovalReopened;
import dev.gatehold.core.run.RunEvent.ApprovalRequested;
import dev.gatehold.core.run.RunEvent.BranchTaken;
import dev.gatehold.core.run.RunEvent.BranchesStarted;
import dev.gatehold.core.run.RunEvent.CallbackAwaited;
import dev.gatehold.core.run.RunEvent.CallbackReceived;
import dev.gatehold.core.run.RunEvent.DecisionRecorded;
import dev.gatehold.core.run.RunEvent.DecisionWithdrawn;
import dev.gatehold.core.run.RunEvent.EventAwaited;
import dev.gatehold.core.run.RunEvent.IncidentRaised;
import dev.gatehold.core.run.RunEvent.LapEnded;
import dev.gatehold.core.run.RunEvent.LapStarted;
import dev.gatehold.core.run.RunEvent.LoopStarted;
import dev.gatehold.core.run.RunEvent.RetryScheduled;
import dev.gatehold.core.run.RunEvent.ReworkRequested;
import dev.gatehold.core.run.RunEvent.ReworkSubmitted;
import dev.gatehold.core.run.RunEvent.RollbackPlanned;
import dev.gatehold.core.run.RunEvent.RollbackStarted;
import dev.gatehold.core.run.RunEvent.RunEnded;
import dev.gatehold.core.run.RunEvent.RunPaused;
import dev.gatehold.core.run.RunEvent.RunResumed;
import dev.gatehold.core.run.RunEvent.RunStarted;
import dev.gatehold.core.run.RunEvent.StepCompleted;
import dev.gatehold.core.run.RunEvent.StepFailed;
import dev.gatehold.core.run.RunEvent.StepSkipped;
import dev.gatehold.core.run.RunEvent.StepStarted;
import dev.gatehold.core.run.RunEvent.StepStopped;
import dev.gatehold.core.run.RunEvent.StepStuck;
import dev.gatehold.core.run.RunEvent.WaitStarted;
import dev.gatehold.core.run.RunState.Active;
import dev.gatehold.core.run.RunState.Ended;
import dev.gatehold.core.run.RunState.Unstarted;
import dev.gatehold.core.run.StepState.AwaitingApproval;
import dev.gatehold.core.run.StepState.AwaitingCallback;
import dev.gatehold.core.run.StepState.AwaitingEvent;
import dev.gatehold.core.run.StepState.AwaitingRetry;
import dev.gatehold.core.run.StepState.AwaitingRework;
import dev.gatehold.core.run.StepState.Branched;
import dev.gatehold.core.run.StepState.Completed;
import dev.gatehold.core.run.StepState.Decided;
import dev.gatehold.core.run.StepState.Failed;
import dev.gatehold.core.run.StepState.Forked;
import dev.gatehold.core.run.StepState.Held;
import dev.gatehold.core.run.StepState.Looping;
import dev.gatehold.core.run.StepState.Postponed;
import dev.gatehold.core.run.StepState.Reopened;
import dev.gatehold.core.run.StepState.Skipped;
import dev.gatehold.core.run.StepState.Stopped;
import dev.gatehold.core.run.StepState.Stuck;
import dev.gatehold.core.run.StepState.Waiting;
import dev.gatehold.core.run.StepState.Working;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The only writer of run states, together with {@link GateEvolution} and {@link BlockEvolution}.
 * Replay is this function over a journal, and nothing else.
 */
public final class Evolution {
  private Evolution() {}

  /**
   * The state after an event.
   *
   * @throws CorruptJournal when the event does not fit the state
   */
  public static RunState evolve(RunState state, RunEvent event) {
    return switch (event) {
      case RunStarted started -> started(state, started);
      case StepStarted started -> working(active(state, event), started);
      case StepCompleted completed -> completed(active(state, event), completed);
      case RetryScheduled retry -> retrying(active(state, event), retry);
      case StepFailed failed -> failed(active(state, event), failed);
      case StepSkipped skipped -> BlockEvolution.skipped(active(state, event), skipped);
      case StepStopped stopped -> BlockEvolution.stopped(active(state, event), stopped);
      case StepStuck stuck -> BlockEvolution.stuck(active(state, event), stuck);
      case BranchesStarted started ->
          first(active(state, event), event, started.step(), new Forked(started.deadline()));
      case LoopStarted started -> BlockEvolution.loopStarted(active(state, event), started);
      case LapStarted started -> BlockEvolution.lapStarted(active(state, event), started);
      case LapEnded ended -> BlockEvolution.lapEnded(active(state, event), ended);
      case RollbackPlanned planned -> BlockEvolution.planned(active(state, event), planned);
      case RollbackStarted started -> BlockEvolution.closing(active(state, event), started);
      case RunPaused paused ->
          active(state, event).withPause(new Pause(paused.by(), paused.reason(), paused.at()));
      case RunResumed _ -> active(state, event).withPause(null);
      case WaitStarted wait ->
          first(active(state, event), event, wait.step(), new Waiting(wait.until()));
      case CallbackAwaited wait -> BlockEvolution.awaited(active(state, event), wait);
      case EventAwaited wait -> BlockEvolution.awaited(active(state, event), wait);
      case CallbackReceived received -> BlockEvolution.calledBack(active(state, event), received);
      case BranchTaken taken ->
          first(active(state, event), event, taken.step(), new Branched(taken.branch()));
      case ApprovalRequested requested -> GateEvolution.requested(active(state, event), requested);
      case ApprovalPostponed postponed -> GateEvolution.postponed(active(state, event), postponed);
      case IncidentRaised raised -> active(state, event).withIncident(raised.incident());
      case ApprovalReminded reminded ->
          GateEvolution.marked(
              active(state, event), event, reminded.step(), reminded.round(), reminded.mark());
      case ApprovalOverdue overdue ->
          GateEvolution.marked(
              active(state, event), event, overdue.step(), overdue.round(), overdue.mark());
      case ApprovalEscalated escalated -> GateEvolution.escalated(active(state, event), escalated);
      case ApprovalHandedOver handed -> GateEvolution.handedOver(active(state, event), handed);
      case ReworkRequested requested ->
          GateEvolution.reworkRequested(active(state, event), requested);
      case ReworkSubmitted submitted ->
          GateEvolution.reworkSubmitted(active(state, event), submitted);
      case ApprovalModified modified -> GateEvolution.modified(active(state, event), modified);
      case DecisionRecorded recorded -> GateEvolution.recorded(active(state, event), recorded);
      case DecisionWithdrawn withdrawn -> GateEvolution.withdrawn(active(state, event), withdrawn);
      case ApprovalDecided decided -> GateEvolution.decided(active(state, event), decided);
      case ApprovalReopened reopened -> GateEvolution.reopened(active(state, event), reopened);
      case RunEnded ended ->
          new Ended(
              active(state, event), ended.ending(), ended.reason(), ended.output(), ended.at());
    };
  }

  private static Active active(RunState state, RunEvent event) {
    if (state instanceof Active active) {
      return active;
    }
    throw new CorruptJournal(event, state);
  }

  private static RunState started(RunState state, RunStarted event) {
    if (!(state instanceof Unstarted)) {
      throw new CorruptJournal(event, state);
    }
    return new Active(
        event.run(),
        event.release(),
        event.requester(),
        event.input(),
        event.key(),
        event.at(),
        event.deadline(),
        event.parent(),
        Map.of(),
        Map.of(),
        Map.of(),
        List.of(),
        List.of(),
        null,
        null);
  }

  private static RunState first(Active run, RunEvent event, String step, StepState next) {
    StepState before = run.steps().get(step);
    if (before != null && !(before instanceof Held)) {
      throw new CorruptJournal(event, before);
    }
    return run.with(step, next);
  }

  private static RunState working(Active run, StepStarted event) {
    StepState before = run.steps().get(event.step());
    int last =
        switch (before) {
          case AwaitingRetry retry -> retry.attempt();
          case Held held -> held.attempt();
          case Stuck stuck -> stuck.attempt();
          case null, default -> 0;
        };
    if ((before != null && last == 0) || event.attempt() != last + 1) {
      throw new CorruptJournal(event, before == null ? "no attempt" : before);
    }
    return run.mended(event.step())
        .with(
            event.step(),
            new Working(
                event.attempt(),
                event.connector(),
                event.parameters(),
                event.deadline(),
                event.at()));
  }

  private static RunState completed(Active run, StepCompleted event) {
    StepState before = run.steps().get(event.step());
    boolean fits =
        switch (before) {
          case null -> true;
          case Working _, Waiting _, AwaitingCallback _, AwaitingEvent _ -> true;
          case Held _, Forked _, Looping _ -> true;
          default -> false;
        };
    if (!fits) {
      throw new CorruptJournal(event, Objects.requireNonNull(before));
    }
    int attempts = before == null ? 0 : before.attempts();
    Active after = run.with(event.step(), new Completed(attempts, event.output(), event.at()));
    return before instanceof AwaitingCallback
        ? after.withoutCallback(event.step(), attempts)
        : after;
  }

  private static RunState retrying(Active run, RetryScheduled event) {
    if (!(run.steps().get(event.step()) instanceof Working working)
        || working.attempt() != event.attempt()) {
      throw new CorruptJournal(event, run.steps());
    }
    return run.with(
        event.step(), new AwaitingRetry(event.attempt(), event.failure(), event.retryAt()));
  }

  private static RunState failed(Active run, StepFailed event) {
    StepState before = run.steps().get(event.step());
    boolean fits =
        switch (before) {
          case null -> true;
          case Working working -> working.attempt() == event.attempt();
          case AwaitingCallback wait -> wait.attempt() == event.attempt();
          case AwaitingEvent wait -> wait.attempt() == event.attempt();
          case AwaitingRetry _, Held _, Reopened _, Postponed _ -> true;
          case Branched _, Forked _, Looping _ -> true;
          case Waiting _,
              AwaitingApproval _,
              AwaitingRework _,
              Decided _,
              Completed _,
              Skipped _,
              Stuck _,
              Stopped _,
              Failed _ ->
              false;
        };
    if (!fits) {
      throw new CorruptJournal(event, run.steps());
    }
    return run.with(event.step(), new Failed(event.attempt(), event.failure(), event.at()));
  }
}
