package dev.gatehold.language;

import dev.gatehold.language.expression.TemplateText;
import dev.gatehold.language.report.Findings;
import dev.gatehold.language.report.Words;
import dev.gatehold.language.yaml.YamlNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks a gate: who is asked, what is shown, and what people can say. */
final class GateCheck {
  private final Names names;
  private final ExpressionCheck expressions;
  private final PeopleCheck people;
  private final RequirementCheck requirements;
  private final TimeCheck times;
  private final ReworkCheck reworks;
  private final Findings findings;
  private final Map<String, Set<String>> indispensable = new HashMap<>();

  GateCheck(Names names, ExpressionCheck expressions, InputShape input, Findings findings) {
    this.names = names;
    this.expressions = expressions;
    this.people = new PeopleCheck(names, findings);
    this.requirements = new RequirementCheck(people, expressions, findings);
    this.times = new TimeCheck(people, requirements, findings);
    this.reworks = new ReworkCheck(people, expressions, input, findings);
    this.findings = findings;
  }

  void check(StepSite site, YamlNode.Fields gate, Visible visible) {
    expressions.template(gate.get("title"), visible);
    expressions.template(gate.get("summary"), visible);
    expressions.template(gate.get("exclude"), visible);
    requirement(site, gate, visible);
    if (gate.get("evidence") instanceof YamlNode.Items(_, var evidence)) {
      evidence.forEach(one -> evidence(one, visible));
    }
    OutcomesCheck.check(gate, expressions, findings);
    times.check(gate.get("time"), visible);
    reworks.check(site, gate, visible);
  }

  /** By the id of a gate, those without whom it can never be approved. */
  Map<String, Set<String>> indispensable() {
    return Map.copyOf(indispensable);
  }

  private void requirement(StepSite site, YamlNode.Fields gate, Visible visible) {
    PossiblePeople possible = new PossiblePeople(names.directory(), excluded(gate.get("exclude")));
    MeetableCheck meetable = requirements.check(gate.get("requires"), possible, visible);
    if (meetable == null) {
      return;
    }
    indispensable.put(site.id(), meetable.indispensable());
    YamlNode rejections = gate.at(List.of("rejects_when", "count"));
    Set<String> everybody = meetable.everybody();
    if (rejections != null
        && everybody != null
        && gate.at(List.of("time", "escalate")) == null
        && rejections.plain() instanceof Long count
        && count > everybody.size()) {
      findings.warning(
          "flow.no_effect",
          rejections.place(),
          "Expected at least %d people who can reject, but only %d can."
              .formatted(count, everybody.size()),
          "Write a smaller number, or 'rejects_when: impossible'.");
    }
  }

  /** The ids of people that are excluded by name. */
  private Set<String> excluded(@Nullable YamlNode exclude) {
    Set<String> ids = new HashSet<>();
    if (exclude instanceof YamlNode.Items(_, var items)) {
      for (YamlNode item : items) {
        String text = item.text();
        if (text != null && !TemplateText.parse(text).hasExpression()) {
          ids.add(people.person(item, text, "flow.bad_exclude"));
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
}
