package dev.gatehold.cli.request;

import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.output.Plain;
import dev.gatehold.cli.output.Printer;
import dev.gatehold.cli.output.Table;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What can be said of a request: the command for each, what it counts as, what it asks for. */
final class ChoicesText {
  private final Printer out;

  ChoicesText(Printer out) {
    this.out = out;
  }

  void print(JsonNode request) {
    out.heading("What can be said");
    Table table = new Table("  COMMAND", "", "ASKS FOR");
    for (JsonNode choice : Fields.items(request, "choices")) {
      String word = Fields.line(choice, "word");
      table.row("  " + Saying.command(word), meaning(word, choice), wanted(choice));
    }
    table.print(out);
  }

  private static String meaning(String word, JsonNode choice) {
    String as = Fields.line(choice, "as");
    return word.equals(as)
        ? ""
        : "“" + Fields.line(choice, "title") + "”, counts as " + as.replace('_', ' ');
  }

  private static String wanted(JsonNode choice) {
    List<String> wanted = new ArrayList<>();
    if (choice.path("comment_required").asBoolean(false)) {
      wanted.add("--comment");
    }
    JsonNode schema = choice.path("form").path("schema");
    List<String> required = Fields.texts(schema, "required");
    for (String field : schema.path("properties").propertyNames()) {
      String option = "--form " + Plain.line(field) + "=…";
      wanted.add(required.contains(field) ? option : "[" + option + "]");
    }
    return String.join(" ", wanted);
  }
}
