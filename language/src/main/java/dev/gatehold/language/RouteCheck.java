package dev.gatehold.language;

import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.Gate;
import dev.gatehold.core.flow.Precedence;
import dev.gatehold.core.flow.Step;
import dev.gatehold.language.report.Findings;
import dev.gatehold.language.report.Words;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Checks the ways through a flow: whether some lead past a gate, and whom they meet twice. */
final class RouteCheck {
  private final Flow flow;
  private final FlowCheck.Learned learned;
  private final Precedence precedence;
  private final Findings findings;

  private RouteCheck(Flow flow, FlowCheck.Learned learned, Findings findings) {
    this.flow = flow;
    this.learned = learned;
    this.precedence = Precedence.of(flow);
    this.findings = findings;
  }

  static void check(Flow flow, FlowCheck.Learned learned, Findings findings) {
    RouteCheck check = new RouteCheck(flow, learned, findings);
    for (Step step : flow.everyStep()) {
      if (step.action() instanceof Action.Approval(var gate)) {
        check.leadsPast(step, gate);
        check.sameApprover(step);
      }
    }
  }

  private StepSite site(Step step) {
    return Objects.requireNonNull(learned.steps().get(step.id()));
  }

  private void leadsPast(Step step, Gate gate) {
    List<String> reached =
        flow.everyStep().stream()
            .filter(work -> work.action() instanceof Action.Work)
            .filter(work -> isPast(step, gate, work))
            .map(work -> "'" + work.id() + "'")
            .toList();
    if (reached.isEmpty()) {
      return;
    }
    StepSite site = site(step);
    boolean conditional = step.condition() != null;
    findings.warning(
        "flow.past_gate",
        conditional ? site.node().keyPlace("if") : site.idPlace(),
        "Expected gate '%s' before %s, but a run can skip it: %s."
            .formatted(
                step.id(),
                Words.someOf(reached),
                conditional ? "it has a condition" : "it stands in a branch"),
        conditional
            ? "Use 'when' in its requirement, or give %s the same 'if'."
                .formatted(Words.someOf(reached))
            : "Move it out of the branch, or %s into it.".formatted(Words.someOf(reached)));
  }

  /**
   * Whether a run that skips a gate can reach work that the gate covers, or work after it that no
   * other gate holds back for certain.
   */
  private boolean isPast(Step step, Gate gate, Step work) {
    List<String> before = precedence.gatesBefore(work.id());
    boolean covered = gate.covers().contains(work.id());
    boolean skippedTogether = step.condition() != null && step.condition().equals(work.condition());
    return !before.contains(step.id())
        && !skippedTogether
        && (covered || (before.isEmpty() && site(step).leadsTo(site(work))));
  }

  private void sameApprover(Step step) {
    Map<String, Set<String>> indispensable = learned.indispensable();
    for (String earlier : precedence.gatesBefore(step.id())) {
      for (String person : indispensable.getOrDefault(earlier, Set.of())) {
        if (indispensable.getOrDefault(step.id(), Set.of()).contains(person)
            && !person.startsWith("rotation:")) {
          findings.note(
              "flow.same_approver",
              site(step).idPlace(),
              "Expected other people than at gate '%s', but both gates need %s."
                  .formatted(earlier, person),
              "Nothing to do if the same person is meant to look twice.");
        }
      }
    }
  }
}
