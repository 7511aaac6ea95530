package dev.gatehold.language;

import dev.gatehold.core.flow.Requires;
import dev.gatehold.core.flow.Requires.Quota;
import dev.gatehold.language.yaml.YamlNode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the requirements of a file that was found to be without errors. */
final class RequirementBuilder {
  private RequirementBuilder() {}

  static Requires build(YamlNode node) {
    if (!(node instanceof YamlNode.Fields fields)) {
      return new Requires.People(
          null, List.of(Templates.of(node)), new Quota.Count(1), null, List.of());
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
    if (fields.get("of") != null) {
      Number count = (Number) Nodes.require(fields, "count").plain();
      return new Requires.Some(Objects.requireNonNull(count).intValue(), parts(fields, "of"));
    }
    return new Requires.People(
        Nodes.textOrNull(fields, "label"),
        Templates.ofEach(Nodes.items(fields, "from")),
        quota(fields.get("count")),
        Nodes.textOrNull(fields, "when"),
        Templates.ofEach(Nodes.items(fields, "about")));
  }

  private static List<Requires> parts(YamlNode.Fields node, String key) {
    return Nodes.items(node, key).stream().map(RequirementBuilder::build).toList();
  }

  private static Quota quota(@Nullable YamlNode node) {
    return switch (node == null ? null : node.plain()) {
      case null -> new Quota.Count(1);
      case Number number -> new Quota.Count(number.intValue());
      case String text when text.equals("all") -> new Quota.Everyone();
      case Object text -> new Quota.Percent(Integer.parseInt(text.toString().replace("%", "")));
    };
  }
}
