package dev.gatehold.language;

import dev.gatehold.core.approval.Requirement;
import dev.gatehold.language.yaml.YamlNode;
import java.util.List;

/** How a requirement is put together, as far as it can be read. */
final class RequirementShape {
  private static final List<String> BLOCKS = List.of("all", "any", "of", "stages");

  private RequirementShape() {}

  /** The key that makes it a block of other ones; empty for a part that names people. */
  static String block(YamlNode node) {
    return BLOCKS.stream()
        .filter(key -> node instanceof YamlNode.Fields fields && fields.get(key) != null)
        .findFirst()
        .orElse("");
  }

  /** What a block is made of; nothing for a part that names people. */
  static List<YamlNode> parts(YamlNode node) {
    return node.at(List.of(block(node))) instanceof YamlNode.Items(_, var items)
        ? items
        : List.of();
  }

  /** A block of these parts, of which there is at least one. */
  static Requirement of(YamlNode node, List<Requirement> parts) {
    return switch (block(node)) {
      case "any" -> new Requirement.Any(parts);
      case "of" -> new Requirement.Some(Math.clamp(count(node), 1, parts.size()), parts);
      case "stages" -> new Requirement.Stages(parts);
      default -> new Requirement.All(parts);
    };
  }

  /** The number that stands for 'count'; 1 without one. */
  static int count(YamlNode node) {
    YamlNode count = node.at(List.of("count"));
    return count != null && count.plain() instanceof Long number
        ? Math.clamp(number, 0, Integer.MAX_VALUE)
        : 1;
  }
}
