package dev.gatehold.language.expression;

import dev.cel.common.ast.CelExpr;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Bounds, before an expression runs, how many copies of what it reads its value can hold. Loops
 * that build lists of lists, or append text to itself, would otherwise grow without end inside the
 * iteration budget: twenty chained {@code map(x, [x, x])} take twenty steps and make a million
 * values.
 *
 * <p>Names and constants count once. Inside a loop everything from outside counts once per possible
 * iteration, the loop's own variable as much as the elements it runs over.
 */
final class Growth {
  /** The most copies that an expression may make. */
  static final double LIMIT = 10_000;

  /** Functions whose value is small whatever they are given. */
  private static final Set<String> SMALL =
      Set.of(
          "_==_",
          "_!=_",
          "_<_",
          "_<=_",
          "_>_",
          "_>=_",
          "_&&_",
          "_||_",
          "!_",
          "-_",
          "_-_",
          "_*_",
          "_/_",
          "_%_",
          "@in",
          "@not_strictly_false",
          "size",
          "contains",
          "startsWith",
          "endsWith",
          "matches",
          "indexOf",
          "int",
          "uint",
          "double",
          "bool",
          "timestamp",
          "duration",
          "type");

  private double largest;

  private Growth() {}

  /** Whether the value stays within the limit, whatever the expression is given. */
  static boolean isBounded(CelExpr expression) {
    Growth growth = new Growth();
    growth.copies(expression, Map.of(), false);
    return growth.largest <= LIMIT;
  }

  /**
   * The copies in the value of an expression.
   *
   * @param names what the variables of loops around it stand for
   * @param inLoop whether it is evaluated more than once
   */
  private double copies(CelExpr expression, Map<String, Double> names, boolean inLoop) {
    return switch (expression.getKind()) {
      case NOT_SET -> 0;
      case CONSTANT -> 1;
      case IDENT ->
          names.getOrDefault(expression.ident().name(), inLoop ? Cel.MAX_ITERATIONS : 1.0);
      case SELECT -> copies(expression.select().operand(), names, inLoop);
      case CALL -> call(expression.call(), names, inLoop);
      case LIST -> sum(expression.list().elements(), names, inLoop);
      case STRUCT, MAP -> sum(UseFinder.children(expression), names, inLoop);
      case COMPREHENSION -> loop(expression.comprehension(), names, inLoop);
    };
  }

  private double call(CelExpr.CelCall call, Map<String, Double> names, boolean inLoop) {
    double copies = sum(call.args(), names, inLoop);
    if (call.target().isPresent()) {
      copies += copies(call.target().get(), names, inLoop);
    }
    return SMALL.contains(call.function()) ? 1 : copies;
  }

  private double sum(Iterable<CelExpr> expressions, Map<String, Double> names, boolean inLoop) {
    double sum = 0;
    for (CelExpr expression : expressions) {
      sum += copies(expression, names, inLoop);
    }
    return sum;
  }

  private double loop(CelExpr.CelComprehension loop, Map<String, Double> names, boolean inLoop) {
    double element = element(loop.iterRange(), names, inLoop);
    copies(loop.accuInit(), names, inLoop);
    Map<String, Double> inside = new HashMap<>();
    names.forEach((name, copies) -> inside.put(name, copies * Cel.MAX_ITERATIONS));
    inside.put(loop.iterVar(), element);
    inside.put(loop.iterVar2(), element);
    inside.put(loop.accuVar(), 0.0);
    double copies = copies(loop.loopStep(), inside, true);
    largest = Math.max(largest, copies);
    return copies;
  }

  private double element(CelExpr range, Map<String, Double> names, boolean inLoop) {
    if (range.getKind() != CelExpr.ExprKind.Kind.LIST) {
      return copies(range, names, inLoop);
    }
    double most = 0;
    for (CelExpr element : range.list().elements()) {
      most = Math.max(most, copies(element, names, inLoop));
    }
    return most;
  }
}
