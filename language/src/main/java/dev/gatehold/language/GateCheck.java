package dev.gatehold.language;

import dev.gatehold.language.expression.Analysis.Use;
import dev.gatehold.language.expression.TemplateText;
import dev.gatehold.language.report.DidYouMean;
import dev.gatehold.language.report.Findings;
import dev.gatehold.language.report.Place;
import dev.gatehold.language.report.Words;
import dev.gatehold.language.schema.DeclaredSchema;
import dev.gatehold.language.yaml.YamlNode;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks a gate: who is asked, what is shown, and what it covers. */
final class GateCheck {
  private final ExpressionCheck expressions;
  private final RequirementCheck requirements;
  private final PeopleCheck people;
  private final Findings findings;

  GateCheck(Names names, ExpressionCheck expressions, Findings findings) {
    this.expressions = expressions;
    this.people = new PeopleCheck(names, findings);
    this.requirements = new RequirementCheck(people, expressions, findings);
    this.findings = findings;
  }

  void check(YamlNode.Fields gate, Visible visible) {
    expressions.template(gate.get("title"), visible);
    expressions.template(gate.get("summary"), visible);
    expressions.template(gate.get("exclude"), visible);
    requirements.check(gate.get("requires"), excluded(gate.get("exclude")), visible);
    if (gate.get("evidence") instanceof YamlNode.Items(_, var evidence)) {
      evidence.forEach(one -> evidence(one, visible));
    }
    if (gate.get("form") instanceof YamlNode.Fields form) {
      DeclaredSchema.check(form, findings);
    }
    YamlNode silence = gate.at(List.of("time", "expire", "outcome"));
    if (silence != null && "approved".equals(silence.text())) {
      findings.warning(
          "flow.silence_approves",
          silence.place(),
          "Expected people to decide, but here silence approves.",
          "Use expired, rejected or cancelled unless nobody needs to look.");
    }
  }

  /** The ids of people that are excluded by name. */
  private Set<String> excluded(@Nullable YamlNode exclude) {
    Set<String> ids = new HashSet<>();
    if (exclude instanceof YamlNode.Items(_, var items)) {
      for (YamlNode item : items) {
        String text = item.text();
        if (text != null && !TemplateText.parse(text).hasExpression()) {
          ids.add(people.excluded(item, text));
        }
      }
    }
    return ids;
  }

  private void evidence(YamlNode node, Visible visible) {
    if (node instanceof YamlNode.Fields evidence) {
      evidence
          .fields()
          .forEach((key, field) -> {
            if (key.equals("title")) {
              expressions.literal(field.value());
            } else {
              expressions.template(field.value(), visible);
            }
          });
      link(evidence.get("link"));
    }
  }

  private void link(@Nullable YamlNode node) {
    String text = node == null ? null : node.text();
    if (node != null
        && text != null
        && !text.startsWith("https://")
        && !text.startsWith("http://")
        && !text.startsWith(TemplateText.OPEN)) {
      findings.error(
          "flow.bad_link",
          node.place(),
          "Expected an address that begins with https:// or http://, but found "
              + Words.quote(text)
              + ".",
          "Write the whole address.");
    }
  }

  /** The step that a gate covers; null when it cannot cover it. */
  @Nullable StepSite covered(StepSite gate, YamlNode item, String id, Map<String, StepSite> steps) {
    StepSite step = steps.get(id);
    Collection<String> later =
        steps.values().stream()
            .filter(one -> one.action().equals("exec") && gate.precedes(one))
            .map(StepSite::id)
            .sorted()
            .toList();
    String problem =
        step == null
            ? "there is no step " + Words.quote(id)
            : !step.action().equals("exec")
                ? "'" + id + "' does no work"
                : gate.precedes(step) ? null : "'" + id + "' does not come after the gate";
    if (problem == null) {
      return step;
    }
    findings.error(
        "flow.bad_covers",
        item.place(),
        "Expected the id of an exec step that comes after the gate, but " + problem + ".",
        later.isEmpty()
            ? "Remove it: no exec step comes after this gate."
            : DidYouMean.or("Use " + Words.or(later) + ".", id, later));
    return null;
  }

  /** What people agree to must not depend on what happens after they agreed. */
  void isKnown(StepSite gate, StepSite covered, Visible visible) {
    expressions.eachUse(
        covered.node().get("exec"), (use, place) -> isKnown(gate, covered, use, place, visible));
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
