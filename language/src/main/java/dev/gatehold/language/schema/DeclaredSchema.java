package dev.gatehold.language.schema;

import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.gatehold.language.report.DidYouMean;
import dev.gatehold.language.report.Findings;
import dev.gatehold.language.report.Place;
import dev.gatehold.language.report.Words;
import dev.gatehold.language.yaml.YamlNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks a JSON Schema that a flow declares itself, for its input or for the form of a gate:
 * against the meta-schema, and for what the meta-schema lets pass and no author means.
 */
public final class DeclaredSchema {
  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
  private static final SchemaRegistry REGISTRY = Registries.of(SpecificationVersion.DRAFT_2020_12);
  private static final Schema META_SCHEMA = REGISTRY.getSchema(SchemaLocation.of(DIALECT));

  private static final Set<String> TYPES =
      Set.of("string", "integer", "number", "boolean", "array", "object", "null");

  private static final String OTHERS =
      "$schema $ref $anchor $comment type enum const multipleOf maximum exclusiveMaximum minimum"
          + " exclusiveMinimum maxLength minLength pattern maxItems minItems uniqueItems"
          + " maxContains minContains maxProperties minProperties required dependentRequired"
          + " prefixItems title description default deprecated readOnly writeOnly examples format"
          + " contentEncoding contentMediaType contentSchema";

  private static final Set<String> KEYWORDS = keywords();

  private final Findings findings;
  private final YamlNode.Fields root;
  private final SchemaTree tree;
  private int errors;

  private DeclaredSchema(YamlNode.Fields root, Findings findings) {
    this.root = root;
    this.tree = new SchemaTree(root);
    this.findings = findings;
  }

  /** Adds a finding for each thing that is wrong with this schema. */
  public static void check(YamlNode.Fields schema, Findings findings) {
    DeclaredSchema declared = new DeclaredSchema(schema, findings);
    declared.againstMetaSchema();
    for (YamlNode.Fields one : declared.tree.all()) {
      one.fields().forEach(declared::keyword);
    }
    declared.isOfObjects();
    if (declared.errors == 0) {
      declared.compiles();
    }
  }

  private void againstMetaSchema() {
    Map<String, @Nullable Object> plain = root.plainObject();
    for (Violation violation : Violation.of(META_SCHEMA.validate(Violation.node(plain)))) {
      if (violation.keyword().equals("format")) {
        continue; // Patterns are looked at below, with a better explanation.
      }
      List<Object> path = violation.path();
      Object found = violation.found(plain);
      String key = path.isEmpty() ? "the schema" : "'" + path.getLast() + "'";
      boolean type = key.equals("'type'") && found instanceof String;
      error(
          "flow.bad_schema",
          root.nearest(path).place(),
          type
              ? "Expected a type, but found " + Words.value(found) + "."
              : SchemaSentences.of(violation, key, found),
          type
              ? DidYouMean.or(
                  "Use one of " + Words.or(TYPES.stream().sorted().toList()) + ".",
                  String.valueOf(found),
                  TYPES)
              : "Schemas are JSON Schema 2020-12.");
    }
  }

  private void isOfObjects() {
    YamlNode type = root.get("type");
    if (type != null && type.text() != null && !"object".equals(type.text())) {
      error(
          "flow.bad_schema",
          type.place(),
          "Expected a schema of an object, but found the type " + Words.value(type.plain()) + ".",
          "Write 'type: object' and name the values under 'properties'.");
    }
  }

  private void keyword(String keyword, YamlNode.Field field) {
    String text = field.value().text();
    switch (keyword) {
      case "$ref", "$dynamicRef" -> {
        if (text != null && tree.target(text) == null) {
          error(
              "flow.schema_reference",
              field.value().place(),
              "Expected a reference inside this schema, but found " + Words.quote(text) + ".",
              "Put the schema under '$defs' here and refer to it as #/$defs/NAME.");
        }
      }
      case "$id", "$vocabulary", "$dynamicAnchor" ->
          error(
              "flow.schema_reference",
              field.key(),
              "Expected a schema that stands alone, but found '" + keyword + "'.",
              "Remove it; refer to parts of the schema as #/$defs/NAME.");
      case "$schema" -> {
        if (!DIALECT.equals(text)) {
          error(
              "flow.bad_schema",
              field.value().place(),
              "Expected JSON Schema 2020-12, but found another version.",
              "Remove '$schema', or set it to " + DIALECT + ".");
        }
      }
      case "pattern" -> pattern(text, field.value().place());
      case "patternProperties" -> {
        if (field.value() instanceof YamlNode.Fields patterns) {
          patterns.fields().forEach((name, one) -> pattern(name, one.key()));
        }
      }
      default -> unknown(keyword, field);
    }
  }

  private void unknown(String keyword, YamlNode.Field field) {
    boolean empty = field.value() instanceof YamlNode.Scalar scalar && scalar.value() == null;
    if (empty && !KEYWORDS.contains(keyword)) {
      findings.warning(
          "flow.schema_keyword",
          field.key(),
          "Expected a keyword of JSON Schema, but found '" + keyword + "' without a value.",
          "Is it the rest of a text with a comma? Put the text in quotes.");
      return;
    }
    Place place = field.key();
    String meant = KEYWORDS.contains(keyword) ? null : DidYouMean.closest(keyword, KEYWORDS);
    if (meant != null) {
      findings.warning(
          "flow.schema_keyword",
          place,
          "Expected a keyword of JSON Schema, but found '" + keyword + "', which has no effect.",
          "Did you mean '" + meant + "'?");
    }
  }

  private void pattern(@Nullable String text, Place place) {
    try {
      Registries.pattern(text == null ? "" : text);
    } catch (PatternSyntaxException e) {
      error(
          "flow.bad_schema",
          place,
          "Expected a regular expression (RE2), but found " + Words.value(text) + ".",
          "Look-around and back-references are not available: " + e.getDescription() + ".");
    }
  }

  private void compiles() {
    YamlNode.Fields loop = tree.loop();
    if (loop != null) {
      error(
          "flow.schema_reference",
          loop.keyPlace("$ref"),
          "Expected a schema that comes to an end, but this one refers to itself for the same"
              + " value.",
          "Put the reference under 'properties' or 'items'.");
      return;
    }
    try {
      REGISTRY.getSchema(Violation.node(root.plainObject())).initializeValidators();
    } catch (SchemaException e) {
      error(
          "flow.bad_schema",
          root.place(),
          "Expected a schema that can be used, but: " + e.getMessage() + ".",
          "Simplify it.");
    }
  }

  private void error(String code, Place place, String message, String next) {
    errors++;
    findings.error(code, place, message, next);
  }

  private static Set<String> keywords() {
    Set<String> all = new HashSet<>(List.of(OTHERS.split(" ", -1)));
    all.addAll(SchemaTree.IN_PLACE);
    all.addAll(SchemaTree.IN_PLACE_LISTS);
    all.addAll(SchemaTree.BELOW);
    all.addAll(SchemaTree.MAPS);
    return all;
  }
}
