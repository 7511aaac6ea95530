package dev.gatehold.language;

import dev.gatehold.language.report.DidYouMean;
import dev.gatehold.language.report.Findings;
import dev.gatehold.language.report.Words;
import dev.gatehold.language.yaml.YamlNode;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks who calls back to what: a wait that comes later, whose address somebody is given. */
final class CallbackCheck {
  /** Work that can be told an address. */
  private static final Set<String> TOLD = Set.of("exec", "ssh");

  private final Map<String, StepSite> steps;
  private final Findings findings;

  private CallbackCheck(Map<String, StepSite> steps, Findings findings) {
    this.steps = steps;
    this.findings = findings;
  }

  static void check(Map<String, StepSite> steps, Findings findings) {
    new CallbackCheck(steps, findings).check();
  }

  private void check() {
    Set<String> called = new HashSet<>();
    for (StepSite step : steps.values()) {
      YamlNode callback = step.node().get("callback");
      if (callback != null && callback.text() != null && allowed(step)) {
        called.add(callback.text());
        callee(step, callback);
      }
    }
    steps.values().stream()
        .filter(wait -> isCallback(wait) && !called.contains(wait.id()))
        .forEach(this::unused);
  }

  private static boolean isCallback(StepSite step) {
    return step.node().at(List.of("wait", "callback")) != null;
  }

  private boolean allowed(StepSite step) {
    boolean tells = TOLD.contains(step.action());
    if (!tells) {
      findings.error(
          "flow.misplaced_key",
          step.node().keyPlace("callback"),
          "Expected 'callback' on work that can be told an address, but '%s' is of the kind '%s'."
              .formatted(step.id(), step.action()),
          "Remove it, or start what calls back with exec or ssh.");
    }
    return tells;
  }

  private void callee(StepSite step, YamlNode callback) {
    String id = String.valueOf(callback.text());
    StepSite wait = steps.get(id);
    String problem =
        wait == null
            ? "there is no step " + Words.quote(id)
            : !isCallback(wait)
                ? "'" + id + "' waits for no callback"
                : !step.precedes(wait)
                    ? "'" + id + "' does not come after '" + step.id() + "'"
                    : step.around().equals(wait.around())
                        ? null
                        : "'" + id + "' is not in the same loop as '" + step.id() + "'";
    if (problem != null) {
      Collection<String> waits =
          steps.values().stream()
              .filter(CallbackCheck::isCallback)
              .filter(each -> step.precedes(each) && step.around().equals(each.around()))
              .map(StepSite::id)
              .sorted()
              .toList();
      findings.error(
          "flow.bad_callback",
          callback.place(),
          "Expected the id of a later wait for a callback, but " + problem + ".",
          waits.isEmpty()
              ? "Add a step 'wait: { callback: {} }' after this one."
              : DidYouMean.or("Use " + Words.or(waits) + ".", id, waits));
    }
  }

  private void unused(StepSite wait) {
    findings.warning(
        "flow.callback_unused",
        wait.idPlace(),
        "Expected a step that is told the address of '%s', but there is none: nobody can call back."
            .formatted(wait.id()),
        "Add 'callback: %s' to the work that starts what calls back.".formatted(wait.id()));
  }
}
