package dev.gatehold.language.expression;

import dev.cel.common.CelIssue;
import dev.cel.common.CelSourceLocation;
import dev.cel.runtime.CelEvaluationException;
import dev.gatehold.language.expression.Analysis.Issue;
import dev.gatehold.language.report.DidYouMean;
import dev.gatehold.language.report.Words;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts what the CEL library reports into the sentences that people read. */
final class CelSentences {
  private static final List<String> FUNCTIONS =
      List.of(
          "has",
          "size",
          "contains",
          "startsWith",
          "endsWith",
          "matches",
          "int",
          "double",
          "string",
          "bool",
          "timestamp",
          "duration",
          "all",
          "exists",
          "exists_one",
          "map",
          "filter",
          "join",
          "split",
          "substring",
          "indexOf",
          "lowerAscii",
          "upperAscii",
          "trim",
          "type",
          "dyn");

  private static final Map<String, String> WORD_OPERATORS =
      Map.of("and", "&&", "or", "||", "not", "!");

  private static final Pattern FOUND =
      Pattern.compile("(?:input|error at:) '(.*?)'(?: expecting.*)?$", Pattern.DOTALL);
  private static final Pattern MISSING = Pattern.compile("missing ('.+?') at ('.+')");
  private static final Pattern OVERLOAD =
      Pattern.compile(
          "found no matching overload for '(.+?)' applied to '\\((.*?)\\)' .*", Pattern.DOTALL);
  private static final Pattern UNDECLARED =
      Pattern.compile("undeclared reference to '(.+?)' .*", Pattern.DOTALL);
  private static final Pattern POSITION = Pattern.compile("^evaluation error at <input>:\\d+: ");
  private static final Pattern NO_KEY = Pattern.compile("key '(.*)' is not present in map\\.");
  private static final Pattern NO_OVERLOAD =
      Pattern.compile("No matching overload for function '(.+?)'\\..*", Pattern.DOTALL);

  private CelSentences() {}

  /** Index of an issue in the expression. */
  static int offset(String source, CelIssue issue) {
    CelSourceLocation location = issue.getSourceLocation();
    int at = 0;
    for (int line = 1; line < location.getLine(); line++) {
      int end = source.indexOf('\n', at);
      at = end < 0 ? at : end + 1;
    }
    int codePoints = source.codePointCount(at, source.length());
    return source.offsetByCodePoints(at, Math.clamp(location.getColumn(), 0, codePoints));
  }

  /** Why an expression does not compile. */
  static Issue ofIssue(String source, CelIssue issue) {
    int offset = offset(source, issue);
    Matcher overload = OVERLOAD.matcher(issue.getMessage());
    if (overload.matches()) {
      return new Issue(
          "flow.expression_type",
          offset,
          "Expected values that %s can take, but found %s."
              .formatted(operator(overload.group(1)), overload.group(2)),
          "Convert one of them with int(), double() or string().");
    }
    Matcher undeclared = UNDECLARED.matcher(issue.getMessage());
    if (undeclared.matches()) {
      String name = undeclared.group(1);
      return new Issue(
          "flow.unknown_function",
          Math.max(0, source.lastIndexOf(name, offset)),
          "Expected a function of CEL, but found '" + name + "'.",
          DidYouMean.or("Use one of " + Words.or(FUNCTIONS) + ".", name, FUNCTIONS));
    }
    return syntax(source, issue, offset);
  }

  private static Issue syntax(String source, CelIssue issue, int offset) {
    Matcher missing = MISSING.matcher(issue.getMessage());
    if (missing.find()) {
      return new Issue(
          "flow.expression_syntax",
          Math.min(offset, Math.max(0, source.length() - 1)),
          "Expected %s, but it is missing.".formatted(missing.group(1)),
          "Write it before %s."
              .formatted(missing.group(2).equals("'<EOF>'") ? "the end" : missing.group(2)));
    }
    Matcher found = FOUND.matcher(issue.getMessage());
    if (!found.find()) {
      return new Issue(
          "flow.expression_syntax",
          offset,
          "Expected a valid expression, but: " + firstLine(issue.getMessage()) + ".",
          "Shorten or simplify it.");
    }
    String token = found.group(1);
    if (token.equals("<EOF>")) {
      return new Issue(
          "flow.expression_syntax",
          Math.max(0, source.stripTrailing().length() - 1),
          "Expected a complete expression, but it ends too early.",
          "Complete it after "
              + Words.quote(source.substring(Math.max(0, source.length() - 20)))
              + ".");
    }
    return new Issue(
        "flow.expression_syntax",
        offset,
        "Expected a valid expression, but found " + Words.quote(token) + ".",
        nextAfter(token));
  }

  private static String nextAfter(String token) {
    String operator = WORD_OPERATORS.get(token);
    if (operator != null) {
      return "Write " + operator + " in place of " + token + ".";
    }
    return switch (token.isEmpty() ? ' ' : token.charAt(0)) {
      case '=' -> "Write == to compare.";
      case '&' -> "Write && for and.";
      case '|' -> "Write || for or.";
      case '\'', '"' -> "Close the quote that begins here.";
      default -> "Expressions are CEL, such as input.amount > 1000 && has(input.note).";
    };
  }

  /** Why a name cannot stand alone. */
  static String unknownVariable(String name) {
    return "Expected input, steps, run or flow, but found " + Words.quote(name) + ".";
  }

  /** Why an expression that could be evaluated is refused. */
  static Issue unbounded() {
    return new Issue(
        "flow.expression_too_large",
        0,
        "Expected an expression whose value stays small, but this one multiplies what it reads.",
        "Use fewer loops over the results of loops.");
  }

  /** Why an evaluation failed: the second half of a sentence. */
  static String ofEvaluation(CelEvaluationException e) {
    String message = e.getMessage() == null ? "" : e.getMessage();
    String plain = POSITION.matcher(message).replaceFirst("");
    Matcher noKey = NO_KEY.matcher(plain);
    if (noKey.matches()) {
      String key = noKey.group(1);
      return "there is no '" + key + "'. Ask with has() first where it may be missing.";
    }
    Matcher noOverload = NO_OVERLOAD.matcher(plain);
    if (noOverload.matches()) {
      return operator(noOverload.group(1))
          + " cannot take these values. Convert one of them with int(), double() or string().";
    }
    return switch (e.getErrorCode()) {
      case DIVIDE_BY_ZERO -> "it divides by zero.";
      case NUMERIC_OVERFLOW -> "a number becomes too large.";
      case ITERATION_BUDGET_EXCEEDED -> "it takes more than " + Cel.MAX_ITERATIONS + " steps.";
      default -> firstLine(plain) + ".";
    };
  }

  /** A function as it is written: {@code _+_} is {@code '+'}. */
  private static String operator(String function) {
    return switch (function) {
      case "_[_]" -> "'[ ]'";
      case "_?_:_" -> "'? :'";
      case "@in" -> "'in'";
      default -> "'" + function.replace("_", function.matches("_?[^A-Za-z]+_?") ? "" : "_") + "'";
    };
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("it cannot be read").replaceAll("\\.+$", "");
  }
}
