package dev.gatehold.server.flow;

import dev.gatehold.language.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong or doubtful in a flow file.
 *
 * @param severity {@code error}, {@code warning} or {@code note}
 * @param excerpt the line with a caret below the column
 * @param text the whole report, as a compiler would print it
 */
public record FlowProblem(
    String code,
    String severity,
    String file,
    int line,
    int column,
    String message,
    String next,
    String excerpt,
    String text) {

  static FlowProblem of(Problem problem) {
    return new FlowProblem(
        problem.code(),
        problem.severity().name().toLowerCase(Locale.ROOT),
        problem.file(),
        problem.line(),
        problem.column(),
        problem.message(),
        problem.next(),
        problem.excerpt(),
        problem.text());
  }

  static List<FlowProblem> of(List<Problem> problems) {
    return problems.stream().map(FlowProblem::of).toList();
  }

  /** The same as a plain map, for the facts of an error. */
  Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("code", code);
    json.put("severity", severity);
    json.put("file", file);
    json.put("line", line);
    json.put("column", column);
    json.put("message", message);
    json.put("next", next);
    json.put("excerpt", excerpt);
    json.put("text", text);
    return json;
  }
}
