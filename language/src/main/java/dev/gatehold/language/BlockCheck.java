package dev.gatehold.language;

import dev.gatehold.language.report.Findings;
import dev.gatehold.language.report.Words;
import dev.gatehold.language.yaml.YamlNode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks what stands beside the action of a step, and the numbers of blocks. */
final class BlockCheck {
  private static final Set<String> BLOCKS = Set.of("parallel", "foreach", "repeat");
  private static final String A_WORK = "a step that does work (" + Words.or(StepSite.WORK) + ")";
  private final SpanCheck spans;
  private final Findings findings;

  BlockCheck(SpanCheck spans, Findings findings) {
    this.spans = spans;
    this.findings = findings;
  }

  void check(StepSite step) {
    String action = step.action();
    if (action.isEmpty()) {
      return;
    }
    boolean work = step.doesWork();
    if (!work) {
      misplaced(step, "retry", A_WORK, "Remove it.");
      misplaced(step, "rollback", A_WORK, "Put it on the work itself.");
    }
    if (!work && !BLOCKS.contains(action)) {
      misplaced(
          step,
          "timeout",
          A_WORK + " or a block (parallel, foreach, repeat)",
          action.equals("approval")
              ? "Use 'time: { expire: { after: … } }' in the approval."
              : "Remove it.");
    }
    if (action.equals("approval") || action.equals("end")) {
      misplaced(
          step,
          "on_error",
          "a step that can fail without harm",
          action.equals("approval")
              ? "Remove it: a gate that cannot ask never lets the run go on."
              : "Remove it.");
    }
    YamlNode onError = step.node().get("on_error");
    if (!work && onError != null && "hold".equals(onError.text())) {
      findings.error(
          "flow.bad_value",
          onError.place(),
          "Expected 'hold' on %s, but '%s' is of the kind '%s'."
              .formatted(A_WORK, step.id(), action),
          "Hold the step inside that may fail.");
    }
    spans.positive(step.node().get("timeout"));
    retry(step.node().get("retry"));
    spans.positive(step.node().at(List.of("rollback", "timeout")));
    retry(step.node().at(List.of("rollback", "retry")));
    join(step);
  }

  private void misplaced(StepSite step, String key, String where, String next) {
    if (step.node().get(key) != null) {
      findings.error(
          "flow.misplaced_key",
          step.node().keyPlace(key),
          "Expected '%s' on %s, but '%s' is of the kind '%s'."
              .formatted(key, where, step.id(), step.action()),
          next);
    }
  }

  private void retry(@Nullable YamlNode retry) {
    if (retry != null) {
      spans.span(retry.at(List.of("delay")));
      spans.span(retry.at(List.of("limit")));
    }
  }

  private void join(StepSite step) {
    YamlNode join = step.node().at(List.of("parallel", "join"));
    if (join != null
        && join.plain() instanceof Long needed
        && step.node().at(List.of("parallel", "branches")) instanceof YamlNode.Fields branches
        && needed > branches.fields().size()) {
      findings.error(
          "flow.bad_value",
          join.place(),
          "Expected 'join' to be at most %d, the number of branches, but found %d."
              .formatted(branches.fields().size(), needed),
          "Write a smaller number, or 'all'.");
    }
  }
}
