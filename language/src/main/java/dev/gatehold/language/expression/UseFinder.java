package dev.gatehold.language.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.gatehold.language.expression.Analysis.Name;
import dev.gatehold.language.expression.Analysis.Use;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what an expression reads. Names that a macro binds hide variables of the same name. */
final class UseFinder {
  private final String source;
  private final Map<Long, Integer> positions;
  private final List<Use> found = new ArrayList<>();

  private UseFinder(String source, Map<Long, Integer> positions) {
    this.source = source;
    this.positions = positions;
  }

  static List<Use> find(String source, CelAbstractSyntaxTree parsed) {
    UseFinder finder = new UseFinder(source, parsed.getSource().getPositionsMap());
    finder.visit(parsed.getExpr(), Set.of());
    return finder.found;
  }

  /** The part of an expression with this id; null when there is none. */
  static @Nullable CelExpr byId(CelExpr expression, long id) {
    if (expression.id() == id) {
      return expression;
    }
    for (CelExpr child : children(expression)) {
      CelExpr match = byId(child, id);
      if (match != null) {
        return match;
      }
    }
    return null;
  }

  private void visit(CelExpr expression, Set<String> bound) {
    Use use = use(expression, bound);
    if (use != null) {
      found.add(use);
    } else if (expression.getKind() == CelExpr.ExprKind.Kind.COMPREHENSION) {
      visit(expression.comprehension(), bound);
    } else {
      children(expression).forEach(child -> visit(child, bound));
    }
  }

  private void visit(CelExpr.CelComprehension loop, Set<String> bound) {
    visit(loop.iterRange(), bound);
    visit(loop.accuInit(), bound);
    Set<String> inner = new HashSet<>(bound);
    inner.add(loop.iterVar());
    inner.add(loop.iterVar2());
    inner.add(loop.accuVar());
    visit(loop.loopCondition(), inner);
    visit(loop.loopStep(), inner);
    visit(loop.result(), inner);
  }

  /** The expression as a variable with a path; null when it is something else. */
  private @Nullable Use use(CelExpr expression, Set<String> bound) {
    return switch (expression.getKind()) {
      case IDENT -> {
        String name = expression.ident().name();
        yield Cel.VARIABLES.contains(name) && !bound.contains(name)
            ? new Use(new Name(name, start(expression)), List.of())
            : null;
      }
      case SELECT -> longer(use(expression.select().operand(), bound), expression.select().field());
      case CALL -> index(expression.call(), bound);
      case NOT_SET, CONSTANT, LIST, STRUCT, MAP, COMPREHENSION -> null;
    };
  }

  private @Nullable Use index(CelExpr.CelCall call, Set<String> bound) {
    if (!call.function().equals("_[_]")) {
      return null;
    }
    CelExpr key = call.args().get(1);
    boolean written =
        key.getKind() == CelExpr.ExprKind.Kind.CONSTANT
            && key.constant().getKind() == CelConstant.Kind.STRING_VALUE;
    return written ? longer(use(call.args().get(0), bound), key.constant().stringValue()) : null;
  }

  private @Nullable Use longer(@Nullable Use use, String field) {
    if (use == null) {
      return null;
    }
    Name last = use.path().isEmpty() ? use.variable() : use.path().getLast();
    int end = Math.min(source.length(), last.offset() + last.text().length());
    int at = source.indexOf(field, end);
    List<Name> path = new ArrayList<>(use.path());
    path.add(new Name(field, at < 0 ? end : at));
    return new Use(use.variable(), path);
  }

  private int start(CelExpr expression) {
    int codePoint = positions.getOrDefault(expression.id(), 0);
    return source.offsetByCodePoints(
        0, Math.clamp(codePoint, 0, source.codePointCount(0, source.length())));
  }

  static List<CelExpr> children(CelExpr expression) {
    List<CelExpr> children = new ArrayList<>();
    switch (expression.getKind()) {
      case SELECT -> children.add(expression.select().operand());
      case CALL -> {
        expression.call().target().ifPresent(children::add);
        children.addAll(expression.call().args());
      }
      case LIST -> children.addAll(expression.list().elements());
      case STRUCT -> expression.struct().entries().forEach(entry -> children.add(entry.value()));
      case MAP ->
          expression
              .map()
              .entries()
              .forEach(entry -> {
                children.add(entry.key());
                children.add(entry.value());
              });
      case COMPREHENSION -> {
        CelExpr.CelComprehension loop = expression.comprehension();
        children.add(loop.iterRange());
        children.add(loop.accuInit());
        children.add(loop.loopCondition());
        children.add(loop.loopStep());
        children.add(loop.result());
      }
      case NOT_SET, CONSTANT, IDENT -> {}
    }
    return children;
  }
}
