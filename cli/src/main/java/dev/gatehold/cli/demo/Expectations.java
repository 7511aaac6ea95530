package dev.gatehold.cli.demo;

import dev.gatehold.cli.output.JsonText;
import dev.gatehold.cli.output.Printer;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;

/** What the demonstration promises, each checked against the world and not against a reply. */
final class Expectations {
  private record Expectation(String text, boolean held) {}

  private final List<Expectation> all = new ArrayList<>();

  void expect(String text, boolean held) {
    all.add(new Expectation(text, held));
  }

  boolean held() {
    return all.stream().allMatch(Expectation::held);
  }

  void print(Printer out) {
    for (Expectation expectation : all) {
      String mark = expectation.held() ? out.style().good("✓") : out.style().bad("✗");
      out.line("  " + mark + " " + expectation.text());
    }
  }

  ArrayNode json() {
    ArrayNode array = JsonText.array();
    all.forEach(e -> array.addObject().put("expected", e.text()).put("held", e.held()));
    return array;
  }
}
