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

/** A published JSON Schema of a kind of file (draft-07, which editors know best). */
public final class FileSchema {
  public static final FileSchema FLOW = new FileSchema("/dev/gatehold/language/flow.schema.json");
  public static final FileSchema FLOOR = new FileSchema("/dev/gatehold/language/floor.schema.json");

  private final String text;
  private final JsonNode root;
  private final Schema compiled;

  private FileSchema(String resource) {
    this.text = load(resource);
    this.root = JsonMapper.shared().readTree(text);
    this.compiled = Registries.of(SpecificationVersion.DRAFT_7).getSchema(root);
  }

  /** The schema as it is published under its {@code $id}. */
  public String text() {
    return text;
  }

  List<Violation> violations(JsonNode file) {
    return Violation.of(compiled.validate(file));
  }

  /** The keys that a definition allows. */
  List<String> keysOf(String definition) {
    return keys(root.path("definitions").path(definition));
  }

  /** The keys that an object's schema allows, in the order of the schema. */
  static List<String> keys(JsonNode schema) {
    return List.copyOf(schema.path("properties").propertyNames());
  }

  /**
   * The schemas on the way to a keyword, from the outermost to the one that holds the keyword; a
   * {@code $ref} is followed.
   */
  List<JsonNode> way(List<String> evaluation) {
    List<JsonNode> way = new ArrayList<>();
    JsonNode at = root;
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
  JsonNode referred(JsonNode schema) {
    return schema.has("$ref") ? root.at(schema.path("$ref").stringValue("#").substring(1)) : schema;
  }

  private static String load(String resource) {
    try (InputStream in = FileSchema.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("Expected " + resource + " on the class path.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
