package dev.gatehold.core.cast;

import dev.gatehold.core.flow.Schemas;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Schemas that know one keyword: {@code required}, a list of fields that must be there. */
public final class Fields implements Schemas {
  /** A schema that asks for these fields. */
  public static Map<String, @Nullable Object> required(String... fields) {
    return Map.of("required", List.of(fields));
  }

  @Override
  public List<String> problems(
      Map<String, @Nullable Object> schema, Map<String, @Nullable Object> value) {
    return schema.get("required") instanceof List<?> fields
        ? fields.stream()
            .filter(field -> !value.containsKey(field))
            .map(field -> "'" + field + "' is missing")
            .toList()
        : List.of();
  }
}
