package dev.gatehold.cli.flow;

import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.output.JsonText;
import dev.gatehold.cli.output.Printer;
import dev.gatehold.language.FloorReading;
import dev.gatehold.language.Problem;
import dev.gatehold.language.Reading;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a check of one file found, in the shape of {@code POST /flows/check}. */
record Report(String file, JsonNode body) {
  /** A check that was made here has the same shape as one that the server made. */
  static Report of(String file, Reading reading) {
    var flow = reading.flow();
    return of(file, reading.ok(), "flow", flow == null ? null : flow.name(), reading.problems());
  }

  /** A check of a floor file, in the same shape. */
  static Report of(String file, FloorReading reading) {
    var floor = reading.floor();
    return of(file, reading.ok(), "floor", floor == null ? null : floor.name(), reading.problems());
  }

  private static Report of(
      String file, boolean ok, String kind, @Nullable String name, List<Problem> found) {
    ObjectNode body = JsonText.object().put("ok", ok).put(kind, name);
    ArrayNode problems = body.putArray("problems");
    found.forEach(problem -> add(problems.addObject(), problem));
    return new Report(file, body);
  }

  private static void add(ObjectNode into, Problem problem) {
    into.put("code", problem.code())
        .put("severity", problem.severity().name().toLowerCase(Locale.ROOT))
        .put("file", problem.file())
        .put("line", problem.line())
        .put("column", problem.column())
        .put("message", problem.message())
        .put("next", problem.next())
        .put("excerpt", problem.excerpt())
        .put("text", problem.text());
  }

  boolean ok() {
    return body.path("ok").asBoolean(false);
  }

  String flow() {
    return Fields.raw(body, "flow");
  }

  List<JsonNode> problems() {
    return Fields.items(body, "problems");
  }

  void print(Printer out) {
    for (JsonNode problem : problems()) {
      out.line(Fields.block(problem, "text"));
      out.line();
    }
    String verdict = ok() ? out.style().good("✓") : out.style().bad("✗");
    out.line(verdict + " " + file + "  " + summary());
  }

  private String summary() {
    long errors = count("error");
    long warnings = count("warning");
    long notes = count("note");
    String kind = body.has("floor") ? "floor" : "flow";
    String verdict =
        errors + warnings == 0
            ? kind + " '" + Fields.line(body, kind) + "' is fine"
            : counted(errors, "error") + ", " + counted(warnings, "warning");
    return notes == 0 ? verdict : verdict + ", " + counted(notes, "note");
  }

  private long count(String severity) {
    return problems().stream()
        .filter(problem -> Fields.raw(problem, "severity").equals(severity))
        .count();
  }

  private static String counted(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
