package dev.gatehold.core.flow;

import dev.gatehold.core.approval.Outcome;
import dev.gatehold.core.approval.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which gates a run must have passed before it can reach a step, whatever branches it takes. A gate
 * with a condition may be skipped, one inside a branch is passed only there, and one inside a loop
 * only in that lap. Only a {@code parallel} that waits for all its branches passes on the gates
 * inside it.
 */
public final class Precedence {
  private final Map<String, List<String>> gatesBefore = new LinkedHashMap<>();

  private Precedence(Flow flow) {
    walk(flow.steps(), List.of());
  }

  public static Precedence of(Flow flow) {
    return new Precedence(flow);
  }

  /** The gates that a run has passed when it is past these steps. */
  private List<String> walk(List<Step> steps, List<String> before) {
    List<String> gates = new ArrayList<>(before);
    for (Step step : steps) {
      gatesBefore.put(step.id(), List.copyOf(gates));
      Set<String> inside = new LinkedHashSet<>();
      for (Branch branch : step.branches()) {
        inside.addAll(walk(branch.steps(), atBranch(step, branch, gates)));
      }
      if (step.condition() == null && step.onError() instanceof OnError.Stop) {
        if (step.action() instanceof Action.Approval) {
          gates.add(step.id());
        } else if (step.action() instanceof Action.Parallel(var branches, var needed)
            && needed == branches.size()) {
          inside.removeAll(gates);
          gates.addAll(inside);
        }
      }
    }
    return gates;
  }

  private static List<String> atBranch(Step step, Branch branch, List<String> before) {
    if (!(step.action() instanceof Action.Approval(var gate)) || !opens(gate, branch.name())) {
      return before;
    }
    List<String> inside = new ArrayList<>(before);
    inside.add(step.id());
    return inside;
  }

  /** Whether a gate takes this branch only when it was approved. */
  private static boolean opens(Gate gate, String branch) {
    return branch.equals(Outcome.APPROVED.word())
        || gate.choices().stream()
            .anyMatch(choice ->
                choice.own() && choice.as() == Verdict.APPROVE && choice.word().equals(branch));
  }

  /** The ids of the gates that are approved whenever this step is reached, the nearest last. */
  public List<String> gatesBefore(String step) {
    return gatesBefore.getOrDefault(step, List.of());
  }

  /**
   * The ids of the gates that answer for a work step: those that cover it, otherwise the nearest
   * that is always before it; empty when a run can reach the step without any.
   */
  public List<String> gatesFor(Flow flow, Step step) {
    List<String> before = gatesBefore(step.id());
    List<String> covering =
        flow.everyStep().stream()
            .filter(gate -> before.contains(gate.id()))
            .filter(gate -> covers(gate, step))
            .map(Step::id)
            .toList();
    if (!covering.isEmpty() || before.isEmpty()) {
      return covering;
    }
    return List.of(before.getLast());
  }

  private static boolean covers(Step gate, Step step) {
    return gate.action() instanceof Action.Approval(var declared)
        && declared.covers().contains(step.id());
  }
}
