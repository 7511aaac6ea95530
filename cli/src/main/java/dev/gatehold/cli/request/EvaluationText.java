package dev.gatehold.cli.request;

import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.output.Printer;
import tools.jackson.databind.JsonNode;

/** The evaluation tree: per rule its status and a sentence, and why somebody does not count. */
final class EvaluationText {
  private static final String FLOOR = "floor ";

  private final Printer out;

  EvaluationText(Printer out) {
    this.out = out;
  }

  void print(JsonNode evaluation) {
    print(evaluation, 1);
  }

  private void print(JsonNode part, int depth) {
    String indent = "  ".repeat(depth);
    out.line(indent + mark(Fields.raw(part, "status")) + " " + said(part));
    for (JsonNode ignored : Fields.items(part, "ignored")) {
      String why =
          Fields.line(ignored, "person") + " does not count: " + Fields.line(ignored, "why");
      out.line(indent + "    " + out.style().dim(why));
    }
    Fields.items(part, "parts").forEach(nested -> print(nested, depth + 1));
  }

  private static String said(JsonNode part) {
    String rule = Fields.line(part, "rule");
    String sentence = Fields.line(part, "sentence");
    if (rule.startsWith(FLOOR)) {
      return "asked for by floor '" + rule.substring(FLOOR.length()) + "': " + sentence;
    }
    return Fields.items(part, "parts").isEmpty() ? rule + ": " + sentence : sentence;
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
