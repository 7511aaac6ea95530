package dev.gatehold.core.flow;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks values against JSON Schemas. A pure function, as {@link Expressions}. */
public interface Schemas {
  /**
   * What is wrong with a value, one sentence each that names the place; empty when it fits.
   *
   * @param schema a JSON Schema (2020-12) as a JSON object; an empty one accepts everything
   */
  List<String> problems(Map<String, @Nullable Object> schema, Map<String, @Nullable Object> value);
}
