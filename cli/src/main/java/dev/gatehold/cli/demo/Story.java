package dev.gatehold.cli.demo;

import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.output.JsonText;
import dev.gatehold.cli.output.Printer;
import dev.gatehold.cli.output.Table;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** The runs of the demonstration as they ended, each with who decided and why it ended so. */
final class Story {
  private record Chapter(String run, String flow, String outcome, String decided, String why) {}

  private final List<Chapter> chapters = new ArrayList<>();

  /**
   * Adds a run that is over.
   *
   * @param decided who said what
   */
  void add(JsonNode run, String decided, String why) {
    chapters.add(
        new Chapter(
            Fields.line(run, "id"),
            Fields.line(run, "flow") + "@" + Fields.line(run.path("release"), "number"),
            Fields.line(run, "status"),
            decided,
            why));
  }

  List<String> runs() {
    return chapters.stream().map(Chapter::run).toList();
  }

  void print(Printer out) {
    Table table = new Table("  FLOW", "OUTCOME", "DECIDED", "WHY");
    for (Chapter chapter : chapters) {
      table.row(
          "  " + chapter.flow(),
          out.style().status(chapter.outcome()),
          chapter.decided(),
          chapter.why());
    }
    table.print(out);
  }

  ArrayNode json() {
    ArrayNode array = JsonText.array();
    for (Chapter chapter : chapters) {
      array
          .addObject()
          .put("run", chapter.run())
          .put("flow", chapter.flow())
          .put("outcome", chapter.outcome())
          .put("decided", chapter.decided())
          .put("why", chapter.why());
    }
    return array;
  }
}
