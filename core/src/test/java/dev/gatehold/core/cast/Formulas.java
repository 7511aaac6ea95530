package dev.gatehold.core.cast;

import dev.gatehold.core.flow.ExpressionException;
import dev.gatehold.core.flow.Expressions;
import dev.gatehold.core.flow.Scope;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Expressions without a language: each source stands for a function. A source without one is a path
 * such as {@code input.risk}, or the words true and false; a path that leads nowhere fails, as a
 * missing field does in CEL.
 */
public final class Formulas implements Expressions {
  private final Map<String, Function<Scope, @Nullable Object>> functions = new HashMap<>();

  public Formulas with(String source, Function<Scope, @Nullable Object> function) {
    functions.put(source, function);
    return this;
  }

  @Override
  public @Nullable Object evaluate(String source, Scope scope) {
    Function<Scope, @Nullable Object> function = functions.get(source);
    if (function != null) {
      return function.apply(scope);
    }
    return switch (source) {
      case "true" -> true;
      case "false" -> false;
      default -> follow(source, scope);
    };
  }

  /** What a dotted path leads to. */
  public static @Nullable Object follow(String path, Scope scope) {
    Object value = scope.variables();
    for (String name : path.split("\\.", -1)) {
      if (!(value instanceof Map<?, ?> object) || !object.containsKey(name)) {
        throw new ExpressionException(path, "there is no '" + name + "'");
      }
      value = object.get(name);
    }
    return value;
  }
}
