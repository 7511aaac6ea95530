package dev.gatehold.language;

import dev.gatehold.core.approval.Plans;
import dev.gatehold.core.approval.Requirement;
import dev.gatehold.core.approval.Source;
import dev.gatehold.core.flow.Requires;
import dev.gatehold.language.report.Findings;
import dev.gatehold.language.report.Words;
import dev.gatehold.language.yaml.YamlNode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks who must agree: whether it is written rightly, and whether it can be met at all. */
final class RequirementCheck {
  /** Stands for any part: how many ways there are does not depend on who is asked. */
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
   * @return who can meet it; null when that was not looked at
   */
  @Nullable MeetableCheck check(@Nullable YamlNode node, PossiblePeople possible, Visible visible) {
    if (node == null) {
      return null;
    }
    part(node, visible);
    Requirement shape = shape(node);
    if (shape.depth() > Requires.MAX_DEPTH || shape.leaves().count() > Requires.MAX_PARTS) {
      tooLarge(node, shape);
      return null;
    }
    if (Plans.count(shape) > Plans.LIMIT) {
      findings.error(
          "flow.too_many_ways",
          node.place(),
          "Expected a requirement that can be met in at most "
              + Plans.LIMIT
              + " ways, but this one has more.",
          "Use fewer 'any' and 'of' inside other blocks; a part can list several sources in"
              + " 'from'.");
      return null;
    }
    MeetableCheck meetable = new MeetableCheck(possible, findings);
    meetable.check(node);
    return meetable;
  }

  private void tooLarge(YamlNode node, Requirement shape) {
    boolean deep = shape.depth() > Requires.MAX_DEPTH;
    findings.error(
        "flow.requirement_too_large",
        node.place(),
        deep
            ? "Expected blocks in blocks at most %d deep, but these are %d deep."
                .formatted(Requires.MAX_DEPTH, shape.depth())
            : "Expected at most %d parts that name people, but found %d."
                .formatted(Requires.MAX_PARTS, shape.leaves().count()),
        deep
            ? "Join blocks of the same kind."
            : "Let a part list several sources in 'from', or ask at several gates.");
  }

  private static Requirement shape(YamlNode node) {
    List<YamlNode> parts = RequirementShape.parts(node);
    return parts.isEmpty()
        ? LEAF
        : RequirementShape.of(node, parts.stream().map(RequirementCheck::shape).toList());
  }

  private void part(YamlNode node, Visible visible) {
    if (node.text() != null) {
      source(node, visible, true);
    } else if (node instanceof YamlNode.Fields fields) {
      expressions.literal(fields.get("label"));
      expressions.condition(fields.get("when"), visible);
      expressions.template(fields.get("about"), visible);
      sources(fields.get("from"), visible, true);
      count(fields);
      RequirementShape.parts(node).forEach(one -> part(one, visible));
    }
  }

  /**
   * Checks a list of sources.
   *
   * @param deciding whether they are to decide
   */
  void sources(@Nullable YamlNode node, Visible visible, boolean deciding) {
    if (node instanceof YamlNode.Items(_, var items)) {
      items.forEach(item -> source(item, visible, deciding));
    }
  }

  private void source(YamlNode node, Visible visible, boolean deciding) {
    if (node.text() != null) {
      expressions.template(node, visible);
      people.source(node, Objects.requireNonNull(node.text()), deciding);
    }
  }

  /** What a count may be depends on what stands beside it. */
  private void count(YamlNode.Fields fields) {
    YamlNode count = fields.get("count");
    String block = RequirementShape.block(fields);
    if (count == null || block.isEmpty()) {
      return;
    }
    int parts = RequirementShape.parts(fields).size();
    if (!block.equals("of")) {
      findings.error(
          "flow.conflicting_keys",
          fields.keyPlace("count"),
          "Expected 'count' beside 'from' or 'of', but found it beside '" + block + "'.",
          "Remove it, or write 'of' in place of '" + block + "'.");
    } else if (parts > 0 && !(count.plain() instanceof Long number && number <= parts)) {
      findings.error(
          "flow.bad_value",
          count.place(),
          "Expected 'count' to be the number of parts that must be met, 1 to %d, but found %s."
              .formatted(parts, Words.value(count.plain())),
          "Write a smaller number, or 'all' in place of 'count' and 'of'.");
    }
  }
}
