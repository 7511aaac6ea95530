package dev.gatehold.language.schema;

import dev.gatehold.language.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The schemas inside a schema, and how they lead to each other. */
final class SchemaTree {
  /** Keywords that hold a schema for the same value. */
  static final Set<String> IN_PLACE = Set.of("not", "if", "then", "else");

  /** Keywords that hold a list of schemas for the same value. */
  static final Set<String> IN_PLACE_LISTS = Set.of("allOf", "anyOf", "oneOf");

  /** Keywords that hold a schema for a part of the value. */
  static final Set<String> BELOW =
      Set.of(
          "items",
          "contains",
          "additionalProperties",
          "propertyNames",
          "unevaluatedItems",
          "unevaluatedProperties");

  /** Keywords that hold schemas by name. */
  static final Set<String> MAPS =
      Set.of("properties", "patternProperties", "$defs", "dependentSchemas");

  private final YamlNode.Fields root;

  SchemaTree(YamlNode.Fields root) {
    this.root = root;
  }

  /** Every schema in the tree, the root included. */
  Set<YamlNode.Fields> all() {
    Set<YamlNode.Fields> found = new LinkedHashSet<>();
    collect(root, found);
    return found;
  }

  private static void collect(YamlNode node, Set<YamlNode.Fields> found) {
    if (node instanceof YamlNode.Fields schema && found.add(schema)) {
      inPlace(schema).forEach(one -> collect(one, found));
      below(schema).forEach(one -> collect(one, found));
    }
  }

  /** A schema that leads back to itself without going into the value; null when none does. */
  YamlNode.@Nullable Fields loop() {
    Set<YamlNode.Fields> done = new HashSet<>();
    for (YamlNode.Fields schema : all()) {
      YamlNode.Fields found = loop(schema, new HashSet<>(), done);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private YamlNode.@Nullable Fields loop(
      YamlNode node, Set<YamlNode.Fields> onTheWay, Set<YamlNode.Fields> done) {
    if (!(node instanceof YamlNode.Fields schema) || done.contains(schema)) {
      return null;
    }
    if (!onTheWay.add(schema)) {
      return schema;
    }
    List<YamlNode> next = inPlace(schema);
    YamlNode target = target(schema);
    if (target != null) {
      next.add(target);
    }
    for (YamlNode one : next) {
      YamlNode.Fields found = loop(one, onTheWay, done);
      if (found != null) {
        return target == null ? found : schema;
      }
    }
    onTheWay.remove(schema);
    done.add(schema);
    return null;
  }

  private static List<YamlNode> inPlace(YamlNode.Fields schema) {
    List<YamlNode> found = new ArrayList<>();
    schema
        .fields()
        .forEach((keyword, field) -> {
          if (IN_PLACE.contains(keyword)) {
            found.add(field.value());
          } else if (IN_PLACE_LISTS.contains(keyword)) {
            found.addAll(items(field.value()));
          } else if (keyword.equals("dependentSchemas")) {
            found.addAll(values(field.value()));
          }
        });
    return found;
  }

  private static List<YamlNode> below(YamlNode.Fields schema) {
    List<YamlNode> found = new ArrayList<>();
    schema
        .fields()
        .forEach((keyword, field) -> {
          if (BELOW.contains(keyword)) {
            found.add(field.value());
          } else if (keyword.equals("prefixItems")) {
            found.addAll(items(field.value()));
          } else if (MAPS.contains(keyword)) {
            found.addAll(values(field.value()));
          }
        });
    return found;
  }

  private static List<YamlNode> items(YamlNode node) {
    return node instanceof YamlNode.Items(_, var items) ? items : List.of();
  }

  private static List<YamlNode> values(YamlNode node) {
    return node instanceof YamlNode.Fields map
        ? map.fields().values().stream().map(YamlNode.Field::value).toList()
        : List.of();
  }

  private @Nullable YamlNode target(YamlNode.Fields schema) {
    YamlNode reference = schema.get("$ref");
    String text = reference == null ? null : reference.text();
    return text == null ? null : target(text);
  }

  /** What a reference such as {@code #/$defs/money} names; null when it is not inside. */
  @Nullable YamlNode target(String reference) {
    if (!reference.startsWith("#/") && !reference.equals("#")) {
      return null;
    }
    List<Object> path = new ArrayList<>();
    for (String part : reference.substring(1).split("/", -1)) {
      if (!part.isEmpty()) {
        path.add(part.replace("~1", "/").replace("~0", "~"));
      }
    }
    return root.at(path);
  }
}
