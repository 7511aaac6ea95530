package dev.gatehold.cli.request;

import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.output.Printer;
import tools.jackson.databind.JsonNode;

/** The evaluation tree: per rule its status and a sentence, and why somebody does not count. */
final class EvaluationText {
  private final Printer out;

  EvaluationText(Printer out) {
    this.out = out;
  }

  void print(JsonNode evaluation) {
    print(evaluation, 1);
  }

  private void print(JsonNode part, int depth) {
    String indent = "  ".repeat(depth);
    out.line(indent + mark(Fields.raw(part, "status")) + " " + Fields.line(part, "sentence"));
    for (JsonNode ignored : Fields.items(part, "ignored")) {
      out.line(
          indent
              + "    "
              + out.style()
                  .dim(Fields.line(ignored, "person") + ": " + Fields.line(ignored, "why")));
    }
    Fields.items(part, "parts").forEach(nested -> print(nested, depth + 1));
  }

  private String mark(String status) {
    return switch (status) {
      case "met" -> out.style().good("✓");
      case "impossible" -> out.style().bad("✗");
      case "open" -> out.style().warn("○");
      default -> out.style().dim("·");
    };
  }
}
