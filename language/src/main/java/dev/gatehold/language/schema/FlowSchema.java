package dev.gatehold.language.schema;

import com.networknt.schema.Schema;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published JSON Schema of flow files (draft-07, which editors know best). */
public final class FlowSchema {
  private static final String RESOURCE = "/dev/gatehold/language/flow.schema.json";
  private static final String TEXT = load();
  private static final JsonNode ROOT = JsonMapper.shared().readTree(TEXT);
  private static final Schema COMPILED =
      Registries.of(SpecificationVersion.DRAFT_7).getSchema(ROOT);

  private FlowSchema() {}

  /** The schema as it is published under its {@code $id}. */
  public static String text() {
    return TEXT;
  }

  static List<Violation> violations(JsonNode file) {
    return Violation.of(COMPILED.validate(file));
  }

  /** The keys that a definition allows. */
  static List<String> keysOf(String definition) {
    return keys(ROOT.path("definitions").path(definition));
  }

  /** The keys that an object's schema allows, in the order of the schema. */
  static List<String> keys(JsonNode schema) {
    return List.copyOf(schema.path("properties").propertyNames());
  }

  /**
   * The schemas on the way to a keyword, from the outermost to the one that holds the keyword; a
   * {@code $ref} is followed.
   */
  static List<JsonNode> way(List<String> evaluation) {
    List<JsonNode> way = new ArrayList<>();
    JsonNode at = ROOT;
    for (String element : evaluation.subList(0, evaluation.size() - 1)) {
      way.add(at);
      at =
          element.equals("$ref")
              ? referred(at)
              : at.isArray() ? at.path(Integer.parseInt(element)) : at.path(element);
    }
    way.add(at);
    return way;
  }

  /** What a schema's {@code $ref} names; the schema itself without one. */
  static JsonNode referred(JsonNode schema) {
    return schema.has("$ref") ? ROOT.at(schema.path("$ref").stringValue("#").substring(1)) : schema;
  }

  private static String load() {
    try (InputStream in = FlowSchema.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("Expected " + RESOURCE + " on the class path.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
