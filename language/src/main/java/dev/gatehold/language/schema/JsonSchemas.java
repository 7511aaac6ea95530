package dev.gatehold.language.schema;

import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.gatehold.core.flow.Schemas;
import dev.gatehold.language.cache.BoundedCache;
import dev.gatehold.language.report.Words;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks values against JSON Schemas (2020-12). {@code format} is asserted, references stay inside
 * the schema, patterns are RE2. Compiled schemas are kept. Thread-safe.
 */
public final class JsonSchemas implements Schemas {
  private final SchemaRegistry registry = Registries.of(SpecificationVersion.DRAFT_2020_12);
  private final BoundedCache<Map<String, @Nullable Object>, Schema> compiled =
      new BoundedCache<>(500);

  @Override
  public List<String> problems(
      Map<String, @Nullable Object> schema, Map<String, @Nullable Object> value) {
    if (schema.isEmpty()) {
      return List.of();
    }
    try {
      Schema checker = compiled.get(schema, text -> registry.getSchema(Violation.node(text)));
      return Violation.of(checker.validate(Violation.node(value))).stream()
          .map(violation -> sentence(violation, value))
          .distinct()
          .toList();
    } catch (SchemaException | PatternSyntaxException e) {
      return List.of("Expected a schema that can be used, but: " + e.getMessage());
    }
  }

  private static String sentence(Violation violation, Map<String, @Nullable Object> value) {
    String path = path(violation.path());
    String place = path.isEmpty() ? "the value" : Words.quote(path);
    return SchemaSentences.of(violation, place, violation.found(value));
  }

  /** A path as expressions write it: {@code items[2].price}. */
  private static String path(List<Object> elements) {
    StringBuilder path = new StringBuilder();
    for (Object element : elements) {
      if (element instanceof Integer index) {
        path.append('[').append(index).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(element);
      }
    }
    return path.toString();
  }
}
