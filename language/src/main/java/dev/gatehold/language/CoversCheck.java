package dev.gatehold.language;

import dev.gatehold.core.flow.Action;
import dev.gatehold.language.expression.Analysis.Use;
import dev.gatehold.language.report.DidYouMean;
import dev.gatehold.language.report.Findings;
import dev.gatehold.language.report.Place;
import dev.gatehold.language.report.Words;
import dev.gatehold.language.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks what gates cover: it must be there to cover, and be known when the gate opens. */
final class CoversCheck {
  private final Map<String, StepSite> steps;
  private final ExpressionCheck expressions;
  private final Findings findings;

  CoversCheck(Map<String, StepSite> steps, ExpressionCheck expressions, Findings findings) {
    this.steps = steps;
    this.expressions = expressions;
    this.findings = findings;
  }

  /**
   * Checks one gate.
   *
   * @param visible the steps that are behind the run when it opens
   */
  void check(StepSite gate, Visible visible) {
    if (gate.node().at(List.of("approval", "covers")) instanceof YamlNode.Items(_, var items)) {
      List<StepSite> covered = new ArrayList<>();
      for (YamlNode item : items) {
        String id = item.text();
        StepSite step = id == null ? null : covered(gate, item, id);
        if (step != null) {
          covered.add(step);
        }
      }
      for (StepSite step : covered) {
        isKnown(gate, step, visible);
        isPinned(gate, step);
      }
    }
  }

  /** The step that a gate covers; null when it cannot cover it. */
  private @Nullable StepSite covered(StepSite gate, YamlNode item, String id) {
    StepSite step = steps.get(id);
    Collection<String> later =
        steps.values().stream()
            .filter(one -> one.doesWork() && gate.precedes(one))
            .filter(one -> gate.around().equals(one.around()))
            .map(StepSite::id)
            .sorted()
            .toList();
    String problem =
        step == null
            ? "there is no step " + Words.quote(id)
            : !step.doesWork()
                ? "'" + id + "' does no work"
                : !gate.precedes(step)
                    ? "'" + id + "' does not come after the gate"
                    : gate.around().equals(step.around())
                        ? null
                        : "'" + id + "' is in a loop that the gate is not in";
    if (problem == null) {
      return step;
    }
    findings.error(
        "flow.bad_covers",
        item.place(),
        "Expected the id of a step that does work after the gate, but " + problem + ".",
        later.isEmpty()
            ? "Remove it: no step that does work comes after this gate."
            : DidYouMean.or("Use " + Words.or(later) + ".", id, later));
    return null;
  }

  /** Which release is the live one may change after people agreed. */
  private void isPinned(StepSite gate, StepSite covered) {
    if (covered.node().get(Action.CALL) instanceof YamlNode.Fields call
        && call.get("release") == null) {
      findings.error(
          "flow.call_not_pinned",
          covered.node().keyPlace(Action.CALL),
          "Expected the release that '%s' calls, for gate '%s' covers it, but it calls whichever is live."
              .formatted(covered.id(), gate.id()),
          "Name the release, such as 'release: 3', or do not cover '%s'.".formatted(covered.id()));
    }
  }

  /** What people agree to must not depend on what happens after they agreed. */
  private void isKnown(StepSite gate, StepSite covered, Visible visible) {
    expressions.eachUse(
        covered.node().get(covered.action()),
        (use, place) -> isKnown(gate, covered, use, place, visible));
  }

  private void isKnown(StepSite gate, StepSite covered, Use use, Place place, Visible visible) {
    boolean ofSteps = use.variable().text().equals("steps");
    String step = use.path().isEmpty() ? "" : use.path().getFirst().text();
    if (ofSteps && visible.get(step) == null) {
      findings.error(
          "flow.covered_not_known",
          place,
          "Expected the parameters of '%s' to be known when the gate '%s' opens, but %s."
              .formatted(
                  covered.id(),
                  gate.id(),
                  step.isEmpty() ? "this can read any step" : "'" + step + "' comes later"),
          "Use only input, run, flow and steps before the gate, or do not cover '%s'."
              .formatted(covered.id()));
    }
  }
}
