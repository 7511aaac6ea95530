package dev.gatehold.language;

import dev.gatehold.language.expression.Analysis.Name;
import dev.gatehold.language.yaml.YamlNode;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which fields the input can have, as far as its schema says so plainly.
 *
 * @param schema null when the flow declares none
 */
record InputShape(@Nullable YamlNode schema) {
  /** Keywords by which properties can come from elsewhere. */
  private static final Set<String> OPENING =
      Set.of(
          "$ref",
          "allOf",
          "anyOf",
          "oneOf",
          "if",
          "patternProperties",
          "dependentSchemas",
          "unevaluatedProperties");

  /** A field that the input cannot have, and those it can have in that place. */
  record Unknown(Name name, Collection<String> known) {}

  /** The names of the fields at the top. */
  Collection<String> names() {
    return schema instanceof YamlNode.Fields fields
            && fields.get("properties") instanceof YamlNode.Fields properties
        ? properties.fields().keySet()
        : List.of();
  }

  /** The first name on a path that the input cannot have; null when the path may be right. */
  @Nullable Unknown firstUnknown(List<Name> path) {
    YamlNode at = schema;
    for (Name name : path) {
      if (!(at instanceof YamlNode.Fields fields)
          || !fields.fields().keySet().stream().noneMatch(OPENING::contains)) {
        return null;
      }
      YamlNode properties = fields.get("properties");
      YamlNode additional = fields.get("additionalProperties");
      boolean closed = additional != null && Boolean.FALSE.equals(additional.plain());
      Collection<String> known =
          properties instanceof YamlNode.Fields named ? named.fields().keySet() : List.of();
      if (!known.contains(name.text())) {
        boolean declared = properties != null && additional == null;
        return closed || declared ? new Unknown(name, known) : null;
      }
      at = fields.at(List.of("properties", name.text()));
    }
    return null;
  }
}
