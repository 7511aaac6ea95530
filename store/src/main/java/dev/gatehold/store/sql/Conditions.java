package dev.gatehold.store.sql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The conditions of one query: fixed SQL, and values that are only ever bound. */
public final class Conditions {
  private final List<String> parts = new ArrayList<>();
  private final List<Object> parameters = new ArrayList<>();

  /** Adds a condition without a value. */
  public Conditions and(String condition) {
    parts.add(condition);
    return this;
  }

  /** Adds a condition with one value, unless the value is null. */
  public Conditions andIf(@Nullable Object value, String condition) {
    if (value != null) {
      parts.add(condition);
      parameters.add(value);
    }
    return this;
  }

  /** Adds a condition with these values. */
  public Conditions andAll(String condition, Object... values) {
    parts.add(condition);
    parameters.addAll(List.of(values));
    return this;
  }

  /** {@code WHERE …}, or nothing. */
  public String sql() {
    return parts.isEmpty() ? "" : " WHERE " + String.join(" AND ", parts);
  }

  /** The values in order, and these after them. */
  public List<Object> parametersAnd(Object... more) {
    List<Object> all = new ArrayList<>(parameters);
    all.addAll(List.of(more));
    return all;
  }
}
