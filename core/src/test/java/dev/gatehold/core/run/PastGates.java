package dev.gatehold.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.approval.Evaluation.Status;
import dev.gatehold.core.approval.Outcome;
import dev.gatehold.core.approval.Request;
import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.Branch;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.OnError;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.run.RunEvent.ApprovalDecided;
import dev.gatehold.core.run.RunEvent.ApprovalReopened;
import dev.gatehold.core.run.RunEvent.ApprovalRequested;
import dev.gatehold.core.run.RunEvent.StepSkipped;
import dev.gatehold.core.run.RunEvent.StepStarted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Reads a journal for one thing: whatever stands behind a gate started only while that gate was
 * approved, or skipped by its own condition. Knows the shape of flows, and nothing of positions.
 */
public final class PastGates {
  private final List<RunEvent> events;
  private final Map<String, List<String>> gatesBefore = new HashMap<>();
  private final Map<String, Integer> loops = new HashMap<>();
  private final Map<String, ApprovalRequested> asked = new HashMap<>();
  private final Map<String, Outcome> standing = new HashMap<>();
  private final Set<String> skipped = new HashSet<>();

  public PastGates(Flow flow, List<RunEvent> events) {
    this.events = events;
    collect(flow.steps(), List.of());
    depths(flow.steps(), 0);
  }

  private void depths(List<Step> steps, int depth) {
    for (Step step : steps) {
      loops.put(step.id(), depth);
      for (Branch branch : step.branches()) {
        boolean lap = step.action().loops() && branch.name().equals("each");
        depths(branch.steps(), lap ? depth + 1 : depth);
      }
    }
  }

  private List<String> collect(List<Step> steps, List<String> before) {
    List<String> gates = new ArrayList<>(before);
    for (Step step : steps) {
      gatesBefore.put(step.id(), List.copyOf(gates));
      boolean gate = step.action() instanceof Action.Approval;
      List<String> passed = new ArrayList<>();
      for (Branch branch : step.branches()) {
        List<String> inside = new ArrayList<>(gates);
        if (gate && branch.name().equals("approved")) {
          inside.add(step.id());
        }
        passed.addAll(collect(branch.steps(), inside));
      }
      if (gate) {
        gates.add(step.id());
      }
      if (step.action() instanceof Action.Parallel(var branches, var needed)
          && needed == branches.size()
          && step.condition() == null
          && step.onError() instanceof OnError.Stop) {
        gates.addAll(passed);
      }
    }
    return gates;
  }

  public void check() {
    for (RunEvent event : events) {
      switch (event) {
        case ApprovalRequested request -> asked.put(request.step(), request);
        case ApprovalDecided decided -> decided(decided);
        case ApprovalReopened reopened -> standing.remove(reopened.step());
        case StepSkipped skip -> skipped.add(skip.step());
        case StepStarted started -> passed(started);
        case RunEvent.RunStarted _,
            RunEvent.StepCompleted _,
            RunEvent.RetryScheduled _,
            RunEvent.StepFailed _,
            RunEvent.WaitStarted _,
            RunEvent.BranchTaken _,
            RunEvent.DecisionRecorded _,
            RunEvent.DecisionWithdrawn _,
            RunEvent.ApprovalPostponed _,
            RunEvent.IncidentRaised _,
            RunEvent.ApprovalReminded _,
            RunEvent.ApprovalOverdue _,
            RunEvent.ApprovalEscalated _,
            RunEvent.ApprovalHandedOver _,
            RunEvent.ReworkRequested _,
            RunEvent.ReworkSubmitted _,
            RunEvent.ApprovalModified _,
            RunEvent.CallbackAwaited _,
            RunEvent.CallbackReceived _,
            RunEvent.EventAwaited _,
            RunEvent.StepStopped _,
            RunEvent.StepStuck _,
            RunEvent.BranchesStarted _,
            RunEvent.LoopStarted _,
            RunEvent.LapStarted _,
            RunEvent.LapEnded _,
            RunEvent.RollbackPlanned _,
            RunEvent.RollbackStarted _,
            RunEvent.RunPaused _,
            RunEvent.RunResumed _,
            RunEvent.RunEnded _ -> {}
      }
    }
  }

  /** The address of a gate in the laps of a step that comes after it. */
  private String inLaps(String gate, String laps) {
    int depth = Objects.requireNonNull(loops.get(gate));
    String[] numbers = laps.replace("@", "").split("\\.", -1);
    return depth == 0
        ? gate
        : gate + "@" + String.join(".", Arrays.asList(numbers).subList(0, depth));
  }

  private void decided(ApprovalDecided decided) {
    standing.put(decided.step(), decided.outcome());
    if (decided.outcome().opens()) {
      Request request = Objects.requireNonNull(asked.get(decided.step())).request();
      boolean silence =
          request.expiredAt(decided.at())
              && request.expiry() != null
              && request.expiry().outcome().opens();
      assertThat(silence || decided.evaluation().status() == Status.MET).isTrue();
      assertThat(request.evidence()).noneMatch(each -> each.blocks());
    }
  }

  private void passed(StepStarted started) {
    if (started.step().contains(".rollback")) {
      return;
    }
    String id = started.step().replaceAll("@.*", "");
    String laps = started.step().substring(id.length());
    for (String name : Objects.requireNonNull(gatesBefore.get(id))) {
      String gate = inLaps(name, laps);
      if (!skipped.contains(gate)) {
        assertThat(standing.get(gate))
            .as("gate %s before %s", gate, started.step())
            .isEqualTo(Outcome.APPROVED);
      }
    }
    asked.forEach((gate, request) -> {
      Object agreed = request.request().subject().coveredParameters(id);
      if (laps.equals(gate.replaceAll("^[^@]*", ""))
          && agreed != null
          && Outcome.APPROVED.equals(standing.get(gate))) {
        assertThat(started.parameters()).isEqualTo(agreed);
      }
    });
  }
}
