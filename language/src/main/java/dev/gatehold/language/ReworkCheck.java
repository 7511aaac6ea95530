package dev.gatehold.language;

import dev.gatehold.core.flow.Template;
import dev.gatehold.language.expression.Analysis.Name;
import dev.gatehold.language.expression.TemplateText;
import dev.gatehold.language.report.DidYouMean;
import dev.gatehold.language.report.Findings;
import dev.gatehold.language.report.Words;
import dev.gatehold.language.yaml.YamlNode;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks how a subject changes before it is agreed to: by rework, and by an approver's edits. */
final class ReworkCheck {
  private static final String BAD_REWORK = "flow.bad_rework";

  private final PeopleCheck people;
  private final ExpressionCheck expressions;
  private final InputShape input;
  private final Findings findings;

  ReworkCheck(
      PeopleCheck people, ExpressionCheck expressions, InputShape input, Findings findings) {
    this.people = people;
    this.expressions = expressions;
    this.input = input;
    this.findings = findings;
  }

  void check(StepSite site, YamlNode.Fields gate, Visible visible) {
    if (gate.get("rework") instanceof YamlNode.Fields rework) {
      expressions.template(rework.get("by"), visible);
      by(rework.get("by"));
      from(site, rework.get("from"));
    }
    YamlNode requires = gate.get("requires");
    YamlNode keep = gate.at(List.of("rework", "keep"));
    if (requires != null) {
      about(requires, keep != null && "unaffected".equals(keep.text()));
    }
    if (gate.get("modify") instanceof YamlNode.Items(_, var fields)) {
      fields.forEach(this::modify);
    }
  }

  private void by(@Nullable YamlNode node) {
    String text = node == null ? null : node.text();
    if (node != null && text != null && !TemplateText.parse(text).hasExpression()) {
      people.person(node, text, BAD_REWORK);
    }
  }

  private void from(StepSite gate, @Nullable YamlNode node) {
    String id = node == null ? null : node.text();
    List<String> before = gate.before().stream().map(StepSite::id).toList();
    if (node != null && id != null && !before.contains(id)) {
      findings.error(
          BAD_REWORK,
          node.place(),
          "Expected the id of a step before the gate in the same list, but found "
              + Words.quote(id)
              + ".",
          before.isEmpty()
              ? "Remove it: the gate asks again without doing any step anew."
              : DidYouMean.or("Use " + Words.or(before) + ".", id, before));
    } else if (node != null) {
      gate.before().stream()
          .dropWhile(step -> !step.id().equals(id))
          .flatMap(step -> Stream.concat(Stream.of(step), step.allInner().stream()))
          .filter(StepSite::loops)
          .findFirst()
          .ifPresent(loop -> loopAgain(node, loop));
    }
  }

  /** What a lap came to is forgotten, so that it cannot be told what to do anew. */
  private void loopAgain(YamlNode node, StepSite loop) {
    findings.error(
        BAD_REWORK,
        node.place(),
        "Expected steps that can be done anew, but '" + loop.id() + "' between is a loop.",
        "Begin after the loop, or put the gate with its rework into the loop.");
  }

  /** What a part judges matters only where approvals can survive, and must be able to change. */
  private void about(YamlNode node, boolean kept) {
    YamlNode about = node.at(List.of("about"));
    if (node instanceof YamlNode.Fields fields && about != null && fields.get("from") != null) {
      if (!kept) {
        findings.warning(
            "flow.no_effect",
            fields.keyPlace("about"),
            "Expected approvals that outlive a rework, but this gate keeps none.",
            "Add 'rework: { keep: unaffected }', or remove 'about'.");
      }
      if (neverChanges(about)) {
        findings.error(
            "flow.literal_about",
            fields.keyPlace("about"),
            "Expected expressions for what this part judges, but this never changes: an approval"
                + " would outlive everything.",
            "Write what matters to it, such as \"${{ input.amount }}\".");
      }
    }
    RequirementShape.parts(node).forEach(part -> about(part, kept));
  }

  private static boolean neverChanges(YamlNode node) {
    return switch (Templates.of(node)) {
      case Template.Literal _ -> true;
      case Template.Expression _,
          Template.Secret _,
          Template.Text _,
          Template.Sequence _,
          Template.Mapping _ ->
          false;
    };
  }

  private void modify(YamlNode node) {
    String name = node.text();
    InputShape.Unknown unknown =
        name == null ? null : input.firstUnknown(List.of(new Name(name, 0)));
    if (unknown != null) {
      findings.error(
          "flow.unknown_input",
          node.place(),
          "Expected a field that the schema of the input declares, but found "
              + Words.quote(Objects.requireNonNull(name))
              + ".",
          DidYouMean.or(
              unknown.known().isEmpty()
                  ? "Declare it under 'input'."
                  : "Declare it under 'input', or use " + Words.or(unknown.known()) + ".",
              name,
              unknown.known()));
    }
  }
}
