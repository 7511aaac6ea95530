package dev.gatehold.cli.demo;

import dev.gatehold.cli.api.Fields;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Why a request stands where it stands, in the words of its evaluation. */
final class Why {
  private static final Set<String> CLOSED_WITHOUT_YES = Set.of("rejected", "expired", "cancelled");

  private static final Set<String> ALL_NEEDED = Set.of("all", "stages");

  private Why() {}

  /** Part by part while people are asked and after they agreed, otherwise how it ended. */
  static String of(JsonNode request) {
    String parts = String.join("; ", each(request));
    if (!CLOSED_WITHOUT_YES.contains(Fields.raw(request, "outcome"))) {
      return parts;
    }
    String headline = Fields.line(request, "headline");
    boolean bySomebody =
        Fields.items(request, "decisions").stream()
            .anyMatch(each -> Fields.raw(each, "verdict").equals("reject"));
    return bySomebody ? headline : headline + " (" + parts + ")";
  }

  /** The sentences of the parts that are all needed, one by one. */
  static List<String> each(JsonNode request) {
    return needed(request.path("evaluation")).toList();
  }

  private static Stream<String> needed(JsonNode part) {
    String rule = Fields.line(part, "rule");
    List<JsonNode> parts = Fields.items(part, "parts");
    if (parts.isEmpty()) {
      return Stream.of(rule + ": " + Fields.line(part, "sentence"));
    }
    Stream<String> nested = parts.stream().flatMap(Why::needed);
    return ALL_NEEDED.contains(rule)
        ? nested
        : Stream.of(nested.collect(Collectors.joining("; ", rule + " (", ")")));
  }
}
