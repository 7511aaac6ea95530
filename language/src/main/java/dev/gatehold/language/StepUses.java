package dev.gatehold.language;

import static java.util.Map.entry;

import dev.gatehold.language.expression.Analysis.Name;
import dev.gatehold.language.expression.Analysis.Use;
import dev.gatehold.language.report.DidYouMean;
import dev.gatehold.language.report.Findings;
import dev.gatehold.language.report.Place;
import dev.gatehold.language.report.Words;
import dev.gatehold.language.yaml.YamlNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Checks what expressions read of steps: whether the step comes before, and what it offers. */
final class StepUses {
  private static final Map<String, List<String>> FIELDS =
      Map.ofEntries(
          entry("exec", List.of("status", "output", "error")),
          entry("http", List.of("status", "output", "error")),
          entry("ssh", List.of("status", "output", "error")),
          entry("task", List.of("status", "output", "error")),
          entry("call", List.of("status", "output", "error")),
          entry("set", List.of("status", "output", "error")),
          entry("wait", List.of("status", "output", "error")),
          entry("approval", List.of("status", "outcome", "decisions", "form", "feedback")),
          entry("switch", List.of("status", "error")),
          entry("parallel", List.of("status", "output", "error")),
          entry("foreach", List.of("status", "output", "error")),
          entry("repeat", List.of("status", "output", "error")),
          entry("end", List.of("status")));

  private static final List<String> CALLED =
      List.of("outcome", "reason", "output", "run", "flow", "release");

  private static final List<String> HEARD = List.of("status", "feedback");

  private final Map<String, StepSite> steps;
  private final Findings findings;

  StepUses(Map<String, StepSite> steps, Findings findings) {
    this.steps = steps;
    this.findings = findings;
  }

  /** Checks a use of {@code steps} whose path is not empty. */
  void check(Use use, IntFunction<Place> places, Visible visible) {
    if (visible.unknown()) {
      return;
    }
    Name id = use.path().getFirst();
    StepSite step = visible.get(id.text());
    if (step == null && visible.heard().containsKey(id.text())) {
      heard(use.path(), places);
    } else if (step == null) {
      notBefore(id, places.apply(id.offset()), visible);
    } else if (use.path().size() > 1) {
      field(step, use.path(), places);
    }
  }

  /** Of a gate that led back to this step by rework, what it said then can be read. */
  private void heard(List<Name> path, IntFunction<Place> places) {
    if (path.size() > 1 && !HEARD.contains(path.get(1).text())) {
      findings.error(
          "flow.unknown_field",
          places.apply(path.get(1).offset()),
          "Expected what gate '%s' said before its rework, but found %s."
              .formatted(path.getFirst().text(), Words.quote(path.get(1).text())),
          DidYouMean.or("Use " + Words.or(HEARD) + ".", path.get(1).text(), HEARD));
    }
  }

  private void notBefore(Name id, Place place, Visible visible) {
    if (steps.containsKey(id.text())) {
      findings.error(
          "flow.step_not_before",
          place,
          "Expected a step that comes before on every path to here, but '"
              + id.text()
              + "' does not.",
          "Move it up, or out of its branch, or read it only where it is certain to have run.");
      return;
    }
    findings.error(
        "flow.unknown_step",
        place,
        "Expected the id of an earlier step, but found " + Words.quote(id.text()) + ".",
        DidYouMean.or(
            visible.ids().isEmpty()
                ? "No step comes before this one."
                : "Use " + Words.or(visible.ids().stream().sorted().toList()) + ".",
            id.text(),
            visible.ids()));
  }

  private void field(StepSite step, List<Name> path, IntFunction<Place> places) {
    Name field = path.get(1);
    List<String> known = FIELDS.getOrDefault(step.action(), List.of(field.text()));
    if (!known.contains(field.text())) {
      findings.error(
          "flow.unknown_field",
          places.apply(field.offset()),
          "Expected a field of the %s step '%s', but found %s."
              .formatted(step.action(), step.id(), Words.quote(field.text())),
          outputs(step).contains(field.text())
              ? "Did you mean 'output." + field.text() + "'?"
              : DidYouMean.or("Use " + Words.or(known) + ".", field.text(), known));
    } else if (field.text().equals("output") && path.size() > 2) {
      output(step, path.get(2), places);
    }
  }

  private void output(StepSite step, Name name, IntFunction<Place> places) {
    Collection<String> outputs = outputs(step);
    boolean complete = step.action().equals("set") || step.action().equals("call");
    if (complete && !outputs.contains(name.text())) {
      findings.error(
          "flow.unknown_field",
          places.apply(name.offset()),
          "Expected a value that step '%s' %s, but found %s."
              .formatted(
                  step.id(),
                  step.action().equals("set") ? "sets" : "gives",
                  Words.quote(name.text())),
          DidYouMean.or("Use " + Words.or(outputs) + ".", name.text(), outputs));
    }
  }

  /** The names of outputs that the file itself gives, or that are always the same. */
  private static Collection<String> outputs(StepSite step) {
    if (step.action().equals("call")) {
      return CALLED;
    }
    List<String> place =
        switch (step.action()) {
          case "set" -> List.of("set");
          case "http" -> List.of("http", "response");
          default -> List.of("exec", "files");
        };
    YamlNode named = step.node().at(place);
    return named instanceof YamlNode.Fields fields ? fields.fields().keySet() : List.of();
  }
}
