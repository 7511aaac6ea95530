package dev.gatehold.core.run;

import dev.gatehold.core.approval.Source;
import dev.gatehold.core.flow.Ending;
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
import java.util.Locale;

/** Events and effects as one line each, so that a test reads as the story of its run. */
final class Telling {
  private Telling() {}

  static String of(RunEvent event) {
    return switch (event) {
      case RunStarted started -> "run started by " + started.requester().id();
      case StepStarted started -> started.step() + " started, attempt " + started.attempt();
      case StepCompleted completed -> completed.step() + " completed";
      case RetryScheduled retry ->
          retry.step() + " failed, attempt " + retry.attempt() + ", again at " + retry.retryAt();
      case StepFailed failed -> failed.step() + " failed for good, attempt " + failed.attempt();
      case StepSkipped skipped -> skipped.step() + " skipped";
      case WaitStarted wait -> wait.step() + " waits until " + wait.until();
      case BranchTaken taken -> taken.step() + " took " + taken.branch();
      case ApprovalRequested requested ->
          requested.step() + " asks, round " + requested.request().round();
      case DecisionRecorded recorded ->
          recorded.decision().person()
              + " said "
              + recorded.decision().choice()
              + " to "
              + recorded.step();
      case DecisionWithdrawn withdrawn -> withdrawn.person() + " withdrew from " + withdrawn.step();
      case ApprovalDecided decided ->
          decided.step() + " is " + decided.outcome().word() + ", round " + decided.round();
      case ApprovalReopened reopened ->
          reopened.step() + " reopened by " + reopened.heldStep() + ", round " + reopened.round();
      case RunEvent.ApprovalPostponed postponed ->
          postponed.step() + " postponed until " + postponed.retryAt();
      case RunEvent.IncidentRaised raised ->
          raised.incident().step() + " incident " + raised.incident().code();
      case RunEvent.ApprovalReminded reminded -> reminded.step() + " reminded";
      case RunEvent.ApprovalOverdue overdue -> overdue.step() + " overdue";
      case RunEvent.ApprovalEscalated escalated ->
          escalated.step()
              + " escalated "
              + escalated.mode().word()
              + " "
              + String.join(", ", escalated.to().stream().map(Source::text).toList());
      case RunEvent.ApprovalHandedOver handed ->
          handed.handover().from() + " handed " + handed.step() + " to " + handed.handover().to();
      case RunEvent.ReworkRequested rework ->
          rework.step() + " wants rework by " + rework.by() + ", round " + rework.round();
      case RunEvent.ReworkSubmitted rework ->
          rework.step() + " resubmitted by " + rework.by().id() + ", changed " + rework.changed();
      case RunEvent.ApprovalModified modified ->
          modified.step() + " modified by " + modified.person() + ", changed " + modified.changed();
      case RunEvent.CallbackAwaited wait ->
          wait.step() + " awaits a callback, attempt " + wait.attempt();
      case RunEvent.EventAwaited wait ->
          wait.step()
              + " awaits event "
              + wait.event()
              + (wait.key() == null ? "" : " of " + wait.key())
              + ", attempt "
              + wait.attempt();
      case RunEvent.CallbackReceived received -> received.step() + " was called back";
      case RunEvent.StepStopped stopped -> stopped.step() + " stopped";
      case RunEvent.StepStuck stuck -> stuck.step() + " stuck, attempt " + stuck.attempt();
      case RunEvent.BranchesStarted started -> started.step() + " forks";
      case RunEvent.LoopStarted started -> started.step() + " loops";
      case RunEvent.LapStarted started -> started.step() + " lap " + started.lap();
      case RunEvent.LapEnded ended ->
          ended.step() + " lap " + ended.lap().number() + " " + word(ended.lap().end());
      case RunEvent.RollbackPlanned planned -> planned.step() + " planned";
      case RunEvent.RollbackStarted started -> "rollback as " + word(started.ending());
      case RunEvent.RunPaused paused -> "paused by " + paused.by().id();
      case RunEvent.RunResumed resumed -> "resumed by " + resumed.by().id();
      case RunEnded ended -> "run ended " + word(ended.ending());
    };
  }

  private static String word(Ending ending) {
    return ending.name().toLowerCase(Locale.ROOT);
  }

  static String of(Effect effect) {
    return switch (effect) {
      case Effect.RunStep run -> "run " + run.step() + ", attempt " + run.attempt();
      case Effect.Subscribe wait ->
          "subscribe " + wait.step() + " to " + wait.event() + ", attempt " + wait.attempt();
      case Effect.Supersede older -> "supersede " + older.flow() + " " + older.key();
      case Effect.CallFlow call -> "call " + call.flow() + " for " + call.step();
      case Effect.CancelCall cancel -> "cancel what " + cancel.step() + " called";
      case Effect.TellParent tell ->
          "tell " + tell.parent().run() + ": " + word(tell.result().ending());
      case Effect.StopStep stop -> "stop " + stop.step() + ", attempt " + stop.attempt();
    };
  }
}
