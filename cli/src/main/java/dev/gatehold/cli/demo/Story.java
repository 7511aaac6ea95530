package dev.gatehold.cli.demo;

import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.output.JsonText;
import dev.gatehold.cli.output.Printer;
import dev.gatehold.cli.output.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** The runs of the demonstration as they ended, each with who decided and why it ended so. */
final class Story {
  private static final Set<String> COMMANDS = Set.of("exec", "ssh");

  private record Chapter(
      String run,
      String example,
      String pattern,
      String decided,
      String outcome,
      String ran,
      String why) {}

  private final List<Chapter> chapters = new ArrayList<>();

  /**
   * Adds a run that is over.
   *
   * @param pattern what the example shows
   * @param decided who said what
   */
  void add(JsonNode run, String pattern, String decided, String why) {
    chapters.add(
        new Chapter(
            Fields.line(run, "id"),
            Fields.line(run, "flow"),
            pattern,
            decided,
            Fields.line(run, "status"),
            ran(run),
            why));
  }

  /** The commands that were run, with the number of attempts where one was not enough. */
  private static String ran(JsonNode run) {
    String ran =
        Fields.items(run, "steps").stream()
            .filter(step -> COMMANDS.contains(Fields.raw(step, "kind")))
            .filter(step -> step.path("attempt").asInt() > 0)
            .map(Story::described)
            .collect(Collectors.joining(", "));
    return ran.isEmpty() ? "nothing" : ran;
  }

  private static String described(JsonNode step) {
    int attempts = step.path("attempt").asInt();
    String failed = Fields.raw(step, "status").equals("failed") ? " (refused)" : "";
    return Fields.line(step, "id") + (attempts > 1 ? " (attempt " + attempts + ")" : "") + failed;
  }

  List<String> runs() {
    return chapters.stream().map(Chapter::run).toList();
  }

  void print(Printer out) {
    Table table = new Table("    EXAMPLE", "PATTERN", "DECIDED", "OUTCOME", "RAN");
    int number = 1;
    for (Chapter chapter : chapters) {
      table.row(
          "%2d  %s".formatted(number++, chapter.example()),
          chapter.pattern(),
          chapter.decided(),
          out.style().status(chapter.outcome()),
          chapter.ran());
    }
    table.print(out);
    out.heading("Why");
    number = 1;
    for (Chapter chapter : chapters) {
      out.line("%2d  %s".formatted(number++, chapter.why()));
    }
  }

  ArrayNode json() {
    ArrayNode array = JsonText.array();
    for (Chapter chapter : chapters) {
      array
          .addObject()
          .put("run", chapter.run())
          .put("example", chapter.example())
          .put("pattern", chapter.pattern())
          .put("decided", chapter.decided())
          .put("outcome", chapter.outcome())
          .put("ran", chapter.ran())
          .put("why", chapter.why());
    }
    return array;
  }
}
