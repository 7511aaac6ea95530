package dev.gatehold.core.flow;

import org.jspecify.annotations.Nullable;

/**
 * Evaluates the expressions of a flow. An implementation must be a pure function: the same source
 * and scope give the same value, always, on every machine; it ends; it has no side effects.
 */
public interface Expressions {
  /**
   * The value of an expression, a JSON value as {@link dev.gatehold.core.value.Json} describes.
   *
   * @throws ExpressionException when the expression cannot be evaluated against this scope, for
   *     example because a field is missing
   */
  @Nullable Object evaluate(String source, Scope scope);

  /**
   * Whether a condition holds.
   *
   * @throws ExpressionException as {@link #evaluate}, or when the value is neither true nor false
   */
  default boolean test(String source, Scope scope) {
    Object value = evaluate(source, scope);
    if (value instanceof Boolean answer) {
      return answer;
    }
    throw new ExpressionException(source, "expected true or false, but found " + value);
  }
}
