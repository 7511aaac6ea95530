package dev.gatehold.server.run;

import dev.gatehold.core.run.RunEvent;
import dev.gatehold.engine.journal.Entry;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When the steps of a run were reached and when they were over, read from its journal. */
final class StepTimes {
  /** Of a longer journal the times are not read: every look at the run would cost too much. */
  static final int MOST_ENTRIES = 2_000;

  static final StepTimes UNKNOWN = new StepTimes(List.of());

  private final Map<String, Instant> starts = new HashMap<>();
  private final Map<String, Instant> ends = new HashMap<>();

  StepTimes(List<Entry> entries) {
    for (Entry entry : entries) {
      entry.events().forEach(event -> note(event, entry.at()));
    }
  }

  private void note(RunEvent event, Instant at) {
    switch (event) {
      case RunEvent.StepStarted started -> begins(started.step(), at);
      case RunEvent.WaitStarted wait -> begins(wait.step(), at);
      case RunEvent.CallbackAwaited wait -> begins(wait.step(), at);
      case RunEvent.EventAwaited wait -> begins(wait.step(), at);
      case RunEvent.BranchTaken taken -> begins(taken.step(), at);
      case RunEvent.BranchesStarted started -> begins(started.step(), at);
      case RunEvent.LoopStarted started -> begins(started.step(), at);
      case RunEvent.ApprovalRequested requested -> begins(requested.step(), at);
      case RunEvent.ApprovalPostponed postponed -> begins(postponed.step(), at);
      case RunEvent.StepCompleted completed -> ends(completed.step(), at);
      case RunEvent.StepFailed failed -> ends(failed.step(), at);
      case RunEvent.StepSkipped skipped -> ends(skipped.step(), at);
      case RunEvent.StepStopped stopped -> ends(stopped.step(), at);
      case RunEvent.ApprovalDecided decided -> ends(decided.step(), at);
      case RunEvent.RunStarted _,
          RunEvent.CallbackReceived _,
          RunEvent.RetryScheduled _,
          RunEvent.StepStuck _,
          RunEvent.LapStarted _,
          RunEvent.LapEnded _,
          RunEvent.RollbackPlanned _,
          RunEvent.RollbackStarted _,
          RunEvent.RunPaused _,
          RunEvent.RunResumed _,
          RunEvent.IncidentRaised _,
          RunEvent.ApprovalReminded _,
          RunEvent.ApprovalOverdue _,
          RunEvent.ApprovalEscalated _,
          RunEvent.ApprovalHandedOver _,
          RunEvent.ReworkRequested _,
          RunEvent.ReworkSubmitted _,
          RunEvent.ApprovalModified _,
          RunEvent.ApprovalReopened _,
          RunEvent.DecisionRecorded _,
          RunEvent.DecisionWithdrawn _,
          RunEvent.RunEnded _ -> {}
    }
  }

  private void begins(String step, Instant at) {
    starts.putIfAbsent(step, at);
    ends.remove(step);
  }

  private void ends(String step, Instant at) {
    starts.putIfAbsent(step, at);
    ends.put(step, at);
  }

  @Nullable Instant startOf(String step) {
    return starts.get(step);
  }

  @Nullable Instant endOf(String step) {
    return ends.get(step);
  }
}
