package dev.gatehold.language.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.gatehold.language.cache.BoundedCache;
import dev.gatehold.language.expression.Analysis.Issue;
import dev.gatehold.language.expression.Analysis.Name;
import dev.gatehold.language.expression.Analysis.Use;
import java.util.ArrayList;
import java.util.List;

/**
 * Compiles and type-checks expressions without running them. What was found is kept, so that
 * checking a file again costs little. Thread-safe.
 */
public final class CelAnalyzer {
  private final BoundedCache<String, Analysis> kept = new BoundedCache<>(5_000);

  /** What can be known of this expression; never throws. */
  public Analysis analyze(String source) {
    return kept.get(source, CelAnalyzer::examine);
  }

  static Analysis examine(String source) {
    if (source.isBlank()) {
      return failed(
          new Issue(
              "flow.expression_syntax",
              0,
              "Expected an expression, but found nothing.",
              "Write one, such as input.amount > 1000."));
    }
    try {
      CelValidationResult parsed = Cel.COMPILER.parse(source);
      return parsed.hasError()
          ? failed(CelSentences.ofIssue(source, parsed.getErrors().getFirst()))
          : checked(source, parsed.getAst());
    } catch (CelValidationException e) {
      return failed(CelSentences.ofIssue(source, e.getErrors().getFirst()));
    }
  }

  private static Analysis checked(String source, CelAbstractSyntaxTree parsed)
      throws CelValidationException {
    List<Use> uses = UseFinder.find(source, parsed);
    if (!Growth.isBounded(parsed.getExpr())) {
      return failed(CelSentences.unbounded());
    }
    CelValidationResult result = Cel.COMPILER.check(parsed);
    if (!result.hasError()) {
      CelType type = result.getAst().getResultType();
      return new Analysis(
          List.of(), List.of(), uses, CelTypes.canBeTruth(type), CelTypes.words(type));
    }
    List<Issue> issues = new ArrayList<>();
    List<Name> unknown = new ArrayList<>();
    for (CelIssue issue : result.getErrors()) {
      CelExpr expression = UseFinder.byId(parsed.getExpr(), issue.getExprId());
      if (expression != null && expression.getKind() == CelExpr.ExprKind.Kind.IDENT) {
        unknown.add(new Name(expression.ident().name(), CelSentences.offset(source, issue)));
      } else {
        issues.add(CelSentences.ofIssue(source, issue));
      }
    }
    return new Analysis(issues, unknown, uses, true, CelTypes.ANY);
  }

  private static Analysis failed(Issue issue) {
    return new Analysis(List.of(issue), List.of(), List.of(), true, CelTypes.ANY);
  }
}
