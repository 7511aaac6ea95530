package dev.gatehold.language;

import dev.gatehold.core.flow.Branch;
import dev.gatehold.core.flow.Gate;
import dev.gatehold.core.flow.Rework;
import dev.gatehold.core.flow.Template;
import dev.gatehold.language.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the gates of a file that was found to be without errors. */
final class GateBuilder {
  private static final Set<String> EVIDENCE_OPTIONS = Set.of("title", "required");
  private static final int ROUNDS = 5;

  private GateBuilder() {}

  static Gate build(YamlNode.Fields node) {
    return new Gate(
        Templates.of(Nodes.require(node, "title")),
        Templates.orNull(node.get("summary")),
        Nodes.texts(node, "covers"),
        RequirementBuilder.build(Nodes.require(node, "requires")),
        Templates.ofEach(Nodes.items(node, "exclude")),
        Nodes.items(node, "evidence").stream().map(GateBuilder::exhibit).toList(),
        OutcomesBuilder.choices(node),
        OutcomesBuilder.rejects(node.get("rejects_when")),
        rework(node.get("rework")),
        Nodes.texts(node, "modify"),
        TimingBuilder.build(node.get("time")),
        then(node));
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

  private static @Nullable Rework rework(@Nullable YamlNode node) {
    if (!(node instanceof YamlNode.Fields rework)) {
      return null;
    }
    YamlNode by = rework.get("by");
    YamlNode rounds = rework.get("rounds");
    return new Rework(
        by == null ? Template.text("requester") : Templates.of(by),
        rounds != null && rounds.plain() instanceof Number number ? number.intValue() : ROUNDS,
        "unaffected".equals(Nodes.textOrNull(rework, "keep"))
            ? Rework.Keep.UNAFFECTED
            : Rework.Keep.NONE,
        Nodes.textOrNull(rework, "from"));
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
}
