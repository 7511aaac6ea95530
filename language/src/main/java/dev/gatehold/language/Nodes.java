package dev.gatehold.language;

import dev.gatehold.language.yaml.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes what the schema of the format promises out of a checked file. */
final class Nodes {
  private Nodes() {}

  static YamlNode require(YamlNode.Fields node, String key) {
    return Objects.requireNonNull(node.get(key), key);
  }

  static String text(YamlNode.Fields node, String key) {
    return Objects.requireNonNull(require(node, key).text(), key);
  }

  static @Nullable String textOrNull(YamlNode.Fields node, String key) {
    YamlNode value = node.get(key);
    return value == null ? null : value.text();
  }

  /** The items of a list; none when it is missing. */
  static List<YamlNode> items(YamlNode.Fields node, String key) {
    return node.get(key) instanceof YamlNode.Items(_, var items) ? items : List.of();
  }

  /** The texts of a list; none when it is missing. */
  static List<String> texts(YamlNode.Fields node, String key) {
    return items(node, key).stream().map(item -> Objects.requireNonNull(item.text())).toList();
  }

  /** An object as plain values; empty when it is missing. */
  static Map<String, @Nullable Object> object(YamlNode.Fields node, String key) {
    return node.get(key) instanceof YamlNode.Fields fields ? fields.plainObject() : Map.of();
  }
}
