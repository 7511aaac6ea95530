package dev.gatehold.language;

import dev.gatehold.core.approval.Plans;
import dev.gatehold.core.approval.Requirement;
import dev.gatehold.core.approval.Source;
import dev.gatehold.language.expression.TemplateText;
import dev.gatehold.language.expression.TemplateText.Fixed;
import dev.gatehold.language.report.Findings;
import dev.gatehold.language.yaml.YamlNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks who must agree: whether it is written rightly, and whether it can be met at all. */
final class RequirementCheck {
  private static final List<String> NESTING = List.of("all", "any", "stages");

  /** Stands for any leaf: how many ways there are does not depend on who is asked. */
  private static final Requirement LEAF =
      new Requirement.People(null, List.of(new Source.User("anyone")), 1);

  private final PeopleCheck people;
  private final ExpressionCheck expressions;
  private final Findings findings;

  RequirementCheck(PeopleCheck people, ExpressionCheck expressions, Findings findings) {
    this.people = people;
    this.expressions = expressions;
    this.findings = findings;
  }

  /**
   * Checks a requirement and its parts.
   *
   * @param excluded ids of people who never count
   */
  void check(@Nullable YamlNode node, Set<String> excluded, Visible visible) {
    if (node == null) {
      return;
    }
    part(node, excluded, visible);
    if (Plans.count(shape(node)) > Plans.LIMIT) {
      findings.error(
          "flow.too_many_ways",
          node.place(),
          "Expected a requirement that can be met in at most "
              + Plans.LIMIT
              + " ways, but this one has more.",
          "Use fewer 'any' inside 'all' or 'stages'; a part can list several sources in 'from'.");
    }
  }

  private void part(YamlNode node, Set<String> excluded, Visible visible) {
    if (node.text() != null) {
      source(node, node.text(), visible);
    } else if (node instanceof YamlNode.Fields fields) {
      expressions.literal(fields.get("label"));
      expressions.condition(fields.get("when"), visible);
      if (fields.get("from") instanceof YamlNode.Items(_, var sources)) {
        sources.forEach(one -> {
          if (one.text() != null) {
            source(one, one.text(), visible);
          }
        });
        enough(fields, sources, excluded);
      }
      parts(fields).forEach(one -> part(one, excluded, visible));
    }
  }

  private void source(YamlNode node, String text, Visible visible) {
    expressions.template(node, visible);
    TemplateText template = TemplateText.parse(text);
    if (!template.hasExpression()) {
      people.source(node, text);
    } else if (template.parts().getFirst() instanceof Fixed(var front)
        && !front.startsWith("user:")
        && !front.startsWith("group:")) {
      people.source(node, text);
    }
  }

  /** Whether as many people can be found as are asked for, where all of them are named. */
  private void enough(YamlNode.Fields fields, List<YamlNode> sources, Set<String> excluded) {
    YamlNode count = fields.get("count");
    Set<String> users = new HashSet<>();
    for (YamlNode source : sources) {
      String text = source.text();
      if (text == null || !text.startsWith("user:") || TemplateText.parse(text).hasExpression()) {
        return;
      }
      users.add(text.substring("user:".length()));
    }
    users.removeAll(excluded);
    long needed = count != null && count.plain() instanceof Long number ? number : 1;
    if (needed > users.size()) {
      findings.error(
          "flow.never_met",
          count == null ? fields.keyPlace("from") : count.place(),
          "Expected at least %d people who can agree, but only %d can."
              .formatted(needed, users.size()),
          "Lower 'count', or name more people in 'from'.");
    }
  }

  private static List<YamlNode> parts(YamlNode.Fields fields) {
    for (String key : NESTING) {
      if (fields.get(key) instanceof YamlNode.Items(_, var items)) {
        return items;
      }
    }
    return List.of();
  }

  private static Requirement shape(YamlNode node) {
    if (!(node instanceof YamlNode.Fields fields) || parts(fields).isEmpty()) {
      return LEAF;
    }
    List<Requirement> shapes = parts(fields).stream().map(RequirementCheck::shape).toList();
    return fields.get("any") != null ? new Requirement.Any(shapes) : new Requirement.All(shapes);
  }
}
