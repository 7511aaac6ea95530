package dev.gatehold.language;

import dev.gatehold.core.flow.Branch;
import dev.gatehold.core.flow.Gate;
import dev.gatehold.core.flow.Requires;
import dev.gatehold.core.flow.Template;
import dev.gatehold.language.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the gates of a file that was found to be without errors. */
final class GateBuilder {
  private static final Set<String> EVIDENCE_OPTIONS = Set.of("title", "required");

  private GateBuilder() {}

  static Gate build(YamlNode.Fields node) {
    return new Gate(
        Templates.of(Nodes.require(node, "title")),
        Templates.orNull(node.get("summary")),
        texts(Nodes.items(node, "covers")),
        requires(Nodes.require(node, "requires")),
        templates(Nodes.items(node, "exclude")),
        Nodes.items(node, "evidence").stream().map(GateBuilder::exhibit).toList(),
        Nodes.object(node, "form"),
        commentRequired(node),
        expiry(node.at(List.of("time", "expire"))),
        then(node));
  }

  private static Requires requires(YamlNode node) {
    if (!(node instanceof YamlNode.Fields fields)) {
      return new Requires.People(null, List.of(Templates.of(node)), 1, null);
    }
    if (fields.get("all") != null) {
      return new Requires.All(parts(fields, "all"));
    }
    if (fields.get("any") != null) {
      return new Requires.Any(parts(fields, "any"));
    }
    if (fields.get("stages") != null) {
      return new Requires.Stages(parts(fields, "stages"));
    }
    YamlNode count = fields.get("count");
    return new Requires.People(
        Nodes.textOrNull(fields, "label"),
        templates(Nodes.items(fields, "from")),
        count != null && count.plain() instanceof Number number ? number.intValue() : 1,
        Nodes.textOrNull(fields, "when"));
  }

  private static List<Requires> parts(YamlNode.Fields node, String key) {
    return Nodes.items(node, key).stream().map(GateBuilder::requires).toList();
  }

  private static Gate.Exhibit exhibit(YamlNode node) {
    YamlNode.Fields fields = (YamlNode.Fields) node;
    String kind =
        fields.fields().keySet().stream()
            .filter(key -> !EVIDENCE_OPTIONS.contains(key))
            .findFirst()
            .orElseThrow();
    String title = Nodes.textOrNull(fields, "title");
    YamlNode required = fields.get("required");
    return new Gate.Exhibit(
        kind,
        title == null ? kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1) : title,
        Templates.of(Nodes.require(fields, kind)),
        required != null && Boolean.TRUE.equals(required.plain()));
  }

  private static Set<String> commentRequired(YamlNode.Fields node) {
    Set<String> verdicts = new HashSet<>();
    for (String verdict : List.of("approve", "reject")) {
      YamlNode comment = node.at(List.of("outcomes", verdict, "comment"));
      if (comment != null && "required".equals(comment.text())) {
        verdicts.add(verdict);
      }
    }
    return verdicts;
  }

  private static Gate.@Nullable Expiry expiry(@Nullable YamlNode node) {
    if (!(node instanceof YamlNode.Fields fields)) {
      return null;
    }
    String outcome = Nodes.textOrNull(fields, "outcome");
    return new Gate.Expiry(
        FlowBuilder.duration(Nodes.require(fields, "after")),
        outcome == null ? "expired" : outcome);
  }

  private static List<Branch> then(YamlNode.Fields node) {
    List<Branch> branches = new ArrayList<>();
    if (node.get("then") instanceof YamlNode.Fields then) {
      then.fields()
          .keySet()
          .forEach(outcome ->
              branches.add(new Branch(outcome, FlowBuilder.steps(Nodes.items(then, outcome)))));
    }
    return branches;
  }

  private static List<Template> templates(List<YamlNode> nodes) {
    return nodes.stream().map(Templates::of).toList();
  }

  private static List<String> texts(List<YamlNode> nodes) {
    return nodes.stream().map(node -> Objects.requireNonNull(node.text())).toList();
  }
}
