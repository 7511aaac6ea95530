package dev.gatehold.language.expression;

import dev.cel.common.CelValidationException;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime.Program;
import dev.gatehold.core.flow.ExpressionException;
import dev.gatehold.core.flow.Expressions;
import dev.gatehold.core.flow.Scope;
import dev.gatehold.language.cache.BoundedCache;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates CEL expressions. Pure and bounded: no clock, no I/O, no Java class within reach;
 * comprehensions, expressions and results have limits. Instants become RFC 3339 text, durations
 * text such as {@code 1h30m}. Programs are compiled once and kept. Thread-safe.
 */
public final class CelExpressions implements Expressions {
  private final BoundedCache<String, Program> programs = new BoundedCache<>(2_000);

  @Override
  public @Nullable Object evaluate(String source, Scope scope) {
    Program program = programs.get(source, CelExpressions::compile);
    try {
      return CelValues.toJson(program.eval(name -> variable(scope, name)));
    } catch (CelEvaluationException e) {
      throw new ExpressionException(source, CelSentences.ofEvaluation(e));
    } catch (IllegalArgumentException e) {
      throw new ExpressionException(source, e.getMessage() + ".");
    }
  }

  private static Optional<Object> variable(Scope scope, String name) {
    Map<String, @Nullable Object> variables = scope.variables();
    return variables.containsKey(name)
        ? Optional.of(CelValues.toCel(variables.get(name)))
        : Optional.empty();
  }

  private static Program compile(String source) {
    try {
      return Cel.RUNTIME.createProgram(Cel.COMPILER.compile(source).getAst());
    } catch (CelValidationException e) {
      throw new ExpressionException(
          source, CelSentences.ofIssue(source, e.getErrors().getFirst()).message());
    } catch (CelEvaluationException e) {
      throw new ExpressionException(source, CelSentences.ofEvaluation(e));
    }
  }
}
