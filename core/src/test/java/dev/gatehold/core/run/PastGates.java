package dev.gatehold.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.approval.Evaluation.Status;
import dev.gatehold.core.approval.Outcome;
import dev.gatehold.core.approval.Request;
import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.Branch;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.run.RunEvent.ApprovalDecided;
import dev.gatehold.core.run.RunEvent.ApprovalReopened;
import dev.gatehold.core.run.RunEvent.ApprovalRequested;
import dev.gatehold.core.run.RunEvent.StepSkipped;
import dev.gatehold.core.run.RunEvent.StepStarted;
import java.util.ArrayList;
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
final class PastGates {
  private final List<RunEvent> events;
  private final Map<String, List<String>> gatesBefore = new HashMap<>();
  private final Map<String, ApprovalRequested> asked = new HashMap<>();
  private final Map<String, Outcome> standing = new HashMap<>();
  private final Set<String> skipped = new HashSet<>();

  PastGates(Flow flow, List<RunEvent> events) {
    this.events = events;
    collect(flow.steps(), List.of());
  }

  private void collect(List<Step> steps, List<String> before) {
    List<String> gates = new ArrayList<>(before);
    for (Step step : steps) {
      gatesBefore.put(step.id(), List.copyOf(gates));
      boolean gate = step.action() instanceof Action.Approval;
      for (Branch branch : step.action().branches()) {
        List<String> inside = new ArrayList<>(gates);
        if (gate && branch.name().equals("approved")) {
          inside.add(step.id());
        }
        collect(branch.steps(), inside);
      }
      if (gate) {
        gates.add(step.id());
      }
    }
  }

  void check() {
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
            RunEvent.RunEnded _ -> {}
      }
    }
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
    for (String gate : gatesBefore.getOrDefault(started.step(), List.of())) {
      if (!skipped.contains(gate)) {
        assertThat(standing.get(gate))
            .as("gate %s before %s", gate, started.step())
            .isEqualTo(Outcome.APPROVED);
      }
    }
    asked.forEach((gate, request) -> {
      Object agreed = request.request().subject().coveredParameters(started.step());
      if (agreed != null && Outcome.APPROVED.equals(standing.get(gate))) {
        assertThat(started.parameters()).isEqualTo(agreed);
      }
    });
  }
}
