package dev.gatehold.language.schema;

import dev.gatehold.language.report.DidYouMean;
import dev.gatehold.language.report.Findings;
import dev.gatehold.language.report.Place;
import dev.gatehold.language.report.Words;
import dev.gatehold.language.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Checks the shape of a file against its {@link FileSchema} and explains what does not fit: the
 * schema's titles say what was expected, its descriptions what to do.
 */
public final class FileShape {
  private final Map<String, @Nullable Object> file;
  private final YamlNode.Fields root;
  private final FileSchema schema;
  private final Findings findings;

  private FileShape(YamlNode.Fields root, FileSchema schema, Findings findings) {
    this.root = root;
    this.schema = schema;
    this.file = root.plainObject();
    this.findings = findings;
  }

  /** Adds a finding for each thing that is not as the schema says. */
  public static void check(YamlNode.Fields root, FileSchema schema, Findings findings) {
    FileShape shape = new FileShape(root, schema, findings);
    List<Violation> violations = schema.violations(Violation.node(shape.file));
    for (Violation violation : violations) {
      if (!shape.isSaidBy(violation, violations)) {
        shape.report(violation);
      }
    }
  }

  /** Whether another violation of the same object makes this one mere noise. */
  private boolean isSaidBy(Violation violation, List<Violation> all) {
    List<String> same =
        all.stream()
            .filter(other -> other.path().equals(violation.path()))
            .map(Violation::keyword)
            .toList();
    return switch (violation.keyword()) {
      case "dependencies" -> same.contains("oneOf");
      case "oneOf" ->
          same.contains("type")
              || (same.contains("additionalProperties") && present(violation).isEmpty());
      case "required" -> all.stream().anyMatch(other -> isMisspelt(violation, other));
      default -> false;
    };
  }

  /** Whether what is missing stands there under a name that is almost right. */
  private boolean isMisspelt(Violation missing, Violation other) {
    return other.keyword().equals("additionalProperties")
        && other.path().equals(missing.path())
        && other.property() != null
        && Objects.equals(
            missing.property(),
            DidYouMean.closest(
                other.property(), FileSchema.keys(schema.way(other.evaluation()).getLast())));
  }

  private void report(Violation violation) {
    switch (violation.keyword()) {
      case "additionalProperties" -> unknownKey(violation);
      case "required" -> missingKey(violation);
      case "oneOf" -> choice(violation);
      case "dependencies" -> companion(violation);
      case "propertyNames" -> keyName(violation);
      case "enum" -> word(violation);
      case "type" -> type(violation);
      default -> value(violation);
    }
  }

  private void unknownKey(Violation violation) {
    String key = Objects.requireNonNull(violation.property());
    JsonNode owner = schema.way(violation.evaluation()).getLast();
    List<String> allowed = FileSchema.keys(owner);
    String moved = moved(violation.path(), key);
    findings.error(
        "flow.unknown_key",
        keyPlace(violation, key),
        "Expected a key of " + titleOf(violation, owner) + ", but found " + Words.quote(key) + ".",
        moved != null
            ? moved
            : DidYouMean.or("Remove it, or use " + Words.or(allowed) + ".", key, allowed));
  }

  /** What to do when a key only stands a level too high or too low; null when that is not so. */
  private @Nullable String moved(List<Object> path, String key) {
    if (path.isEmpty()) {
      return schema.keysOf("step").contains(key) ? "Indent it under a step in 'steps'." : null;
    }
    Object at = path.getLast();
    YamlNode.Fields step = fieldsAt(path);
    if (at instanceof Integer && step != null) {
      return step.fields().keySet().stream()
          .filter(action -> schema.keysOf(action).contains(key))
          .findFirst()
          .map(action -> "Indent it under '" + action + "'.")
          .orElse(null);
    }
    return schema.keysOf("step").contains(at) && schema.keysOf("step").contains(key)
        ? "Move it one level up, beside '" + at + "'."
        : null;
  }

  private void missingKey(Violation violation) {
    String key = Objects.requireNonNull(violation.property());
    JsonNode owner = schema.way(violation.evaluation()).getLast();
    findings.error(
        "flow.missing_key",
        ownPlace(violation.path()),
        "Expected '" + key + "' in " + titleOf(violation, owner) + ", but it is missing.",
        meant(violation, "Add '" + key + "': " + describe(owner.path("properties").path(key))));
  }

  /** What to do with an object under a key of its own that is almost one of the known keys. */
  private String meant(Violation violation, String otherwise) {
    List<JsonNode> way = schema.way(violation.evaluation());
    List<String> known = way.size() < 3 ? List.of() : FileSchema.keys(way.get(way.size() - 3));
    return violation.evaluation().contains("additionalProperties")
        ? DidYouMean.or(otherwise, violation.path().getLast().toString(), known)
        : otherwise;
  }

  private void choice(Violation violation) {
    List<String> choices = choices(violation);
    List<String> present = present(violation);
    boolean none = present.isEmpty();
    findings.error(
        none ? "flow.missing_key" : "flow.conflicting_keys",
        none ? ownPlace(violation.path()) : keyPlace(violation, present.get(1)),
        "Expected exactly one of "
            + Words.or(choices)
            + ", but found "
            + (none ? "none" : Words.and(present))
            + ".",
        none ? "Add the one that is meant." : "Keep one; move the other into a place of its own.");
  }

  private void companion(Violation violation) {
    String key = Objects.requireNonNull(violation.property());
    List<String> needed = SchemaSentences.texts(violation.limit().path(key));
    findings.error(
        "flow.missing_key",
        keyPlace(violation, key),
        "Expected '" + key + "' beside " + quoted(needed) + ", but that is missing.",
        "Add " + quoted(needed) + ", or remove '" + key + "'.");
  }

  private void keyName(Violation violation) {
    String key = Objects.requireNonNull(violation.property());
    findings.error(
        "flow.bad_name",
        keyPlace(violation, key),
        "Expected "
            + violation.limit().path("title").stringValue("another name")
            + ", but found "
            + Words.quote(key)
            + ".",
        violation.limit().path("description").stringValue("Rename it."));
  }

  private void word(Violation violation) {
    List<String> words = SchemaSentences.texts(violation.limit());
    Object found = violation.found(file);
    findings.error(
        "flow.bad_value",
        valuePlace(violation.path()),
        SchemaSentences.of(violation, name(violation.path()), found),
        found instanceof String text
            ? DidYouMean.or("Use one of them.", text, words)
            : "Use one of them.");
  }

  private void type(Violation violation) {
    Object found = violation.found(file);
    boolean text = SchemaSentences.types(violation.limit()).contains("text");
    boolean quotable = text && (found instanceof Number || found instanceof Boolean);
    findings.error(
        "flow.wrong_type",
        valuePlace(violation.path()),
        SchemaSentences.of(violation, name(violation.path()), found),
        quotable ? "Write it in quotes: \"" + found + "\"." : describe(violation));
  }

  private void value(Violation violation) {
    Object found = violation.found(file);
    List<JsonNode> way = schema.way(violation.evaluation());
    JsonNode title = way.getLast().path("title");
    boolean named = title.isString() && found instanceof String;
    findings.error(
        "flow.bad_value",
        valuePlace(violation.path()),
        named
            ? "Expected "
                + name(violation.path())
                + " to be "
                + title.stringValue()
                + ", but found "
                + Words.value(found)
                + "."
            : SchemaSentences.of(violation, name(violation.path()), found),
        describe(violation));
  }

  private List<String> choices(Violation violation) {
    List<String> choices = new ArrayList<>();
    violation.limit().forEach(one -> choices.addAll(SchemaSentences.texts(one.path("required"))));
    return choices;
  }

  private List<String> present(Violation violation) {
    YamlNode.Fields at = fieldsAt(violation.path());
    return choices(violation).stream()
        .filter(key -> at != null && at.fields().containsKey(key))
        .toList();
  }

  /** The outermost description that belongs to this value. */
  private String describe(Violation violation) {
    List<JsonNode> way = schema.way(violation.evaluation());
    int last = way.size() - 1;
    JsonNode inner = way.get(last);
    JsonNode outer = last > 0 && way.get(last - 1).has("$ref") ? way.get(last - 1) : inner;
    return outer.has("description") ? describe(outer) : describe(inner);
  }

  private String describe(JsonNode one) {
    JsonNode described = one.has("description") ? one : schema.referred(one);
    return described.path("description").stringValue("See the reference of the format.");
  }

  private String titleOf(Violation violation, JsonNode one) {
    return one.path("title").stringValue(name(violation.path()));
  }

  /** A value as sentences name it. */
  private static String name(List<Object> path) {
    if (path.isEmpty()) {
      return "the file";
    }
    return path.getLast() instanceof Integer index
        ? "item " + (index + 1) + " of " + name(path.subList(0, path.size() - 1))
        : "'" + path.getLast() + "'";
  }

  private static String quoted(List<String> keys) {
    return Words.and(keys.stream().map(key -> "'" + key + "'").toList());
  }

  private YamlNode.@Nullable Fields fieldsAt(List<Object> path) {
    return root.nearest(path) instanceof YamlNode.Fields fields ? fields : null;
  }

  private Place keyPlace(Violation violation, String key) {
    YamlNode.Fields at = fieldsAt(violation.path());
    return at == null ? valuePlace(violation.path()) : at.keyPlace(key);
  }

  private Place valuePlace(List<Object> path) {
    return root.nearest(path).place();
  }

  /** Where an object itself is named: its key, or its beginning in a list. */
  private Place ownPlace(List<Object> path) {
    YamlNode.Fields parent = path.isEmpty() ? null : fieldsAt(path.subList(0, path.size() - 1));
    return parent == null ? valuePlace(path) : parent.keyPlace(path.getLast().toString());
  }
}
