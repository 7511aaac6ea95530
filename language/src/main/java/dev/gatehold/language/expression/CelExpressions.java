package dev.gatehold.language.expression;

import dev.cel.common.CelAbstractSyntaxTree;
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
      CelAbstractSyntaxTree compiled = Cel.COMPILER.compile(source).getAst();
      if (!Growth.isBounded(compiled.getExpr())) {
        throw new ExpressionException(source, CelSentences.unbounded().message());
      }
      return Cel.RUNTIME.createProgram(compiled);
    } catch (CelValidationException e) {
      throw new ExpressionException(source, whyNotCompiled(source));
    } catch (CelEvaluationException e) {
      throw new ExpressionException(source, CelSentences.ofEvaluation(e));
    }
  }

  private static String whyNotCompiled(String source) {
    Analysis analysis = CelAnalyzer.examine(source);
    return analysis.issues().isEmpty()
        ? CelSentences.unknownVariable(analysis.unknown().getFirst().text())
        : analysis.issues().getFirst().message();
  }
}
