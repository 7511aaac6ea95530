package dev.gatehold.cli.run;

import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.output.Printer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Prints a line for every step whose status is new. */
final class ChangePrinter implements Consumer<JsonNode> {
  private final Supplier<Printer> out;
  private final Map<String, String> printed = new HashMap<>();

  ChangePrinter(Supplier<Printer> out) {
    this.out = out;
  }

  @Override
  public void accept(JsonNode run) {
    Printer printer = out.get();
    for (JsonNode step : Fields.items(run, "steps")) {
      String id = Fields.line(step, "id");
      String status = Fields.line(step, "status");
      String note = RunText.note(step);
      String news = Fields.has(step, "laps") ? status + note : status;
      if (!status.equals("pending") && !news.equals(printed.put(id, news))) {
        printer.line(
            "  "
                + id
                + "  "
                + printer.style().status(status)
                + (note.isEmpty() ? "" : "  " + note));
      }
    }
  }
}
