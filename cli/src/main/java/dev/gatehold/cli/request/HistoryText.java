package dev.gatehold.cli.request;

import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.output.JsonText;
import dev.gatehold.cli.output.Plain;
import dev.gatehold.cli.output.Printer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What people have said and arranged so far: decisions, feedback of rounds, hand-overs. */
final class HistoryText {
  private final Printer out;
  private final JsonNode request;

  HistoryText(Printer out, JsonNode request) {
    this.out = out;
    this.request = request;
  }

  void print() {
    section("Changes that were asked for", "feedback", this::feedback);
    section("Decisions", "decisions", this::decision);
    section("Handed over", "handovers", this::handover);
    section("Went up the ladder", "escalations", this::escalation);
  }

  /** How one entry of a list is said. */
  private interface Wording {
    String of(JsonNode entry);
  }

  private void section(String heading, String field, Wording wording) {
    List<JsonNode> entries = Fields.items(request, field);
    if (entries.isEmpty()) {
      return;
    }
    out.heading(heading);
    entries.forEach(entry -> out.line("  " + wording.of(entry)));
  }

  private String feedback(JsonNode entry) {
    return "round "
        + Fields.line(entry, "round")
        + ", "
        + Fields.line(entry, "person")
        + when(entry)
        + said(entry)
        + values(entry);
  }

  private String decision(JsonNode decision) {
    List<String> notes = new ArrayList<>();
    if (!decision.path("standing").asBoolean(true)) {
      notes.add("changed later");
    }
    for (JsonNode right : Fields.items(decision, "on_behalf_of")) {
      notes.add(behalf(right));
    }
    if (Fields.has(decision, "account")) {
      notes.add("signed in as " + Fields.line(decision, "account"));
    }
    if (Fields.has(decision, "kept_from_round")) {
      notes.add("kept from round " + Fields.line(decision, "kept_from_round"));
    }
    return Fields.line(decision, "name")
        + "  "
        + word(decision)
        + when(decision)
        + (notes.isEmpty() ? "" : "  (" + String.join("; ", notes) + ")")
        + said(decision)
        + values(decision);
  }

  /** The verdict's word in its colour; the flow's own words by what people read. */
  private String word(JsonNode decision) {
    String verdict = Fields.line(decision, "verdict");
    String choice = Fields.line(decision, "choice");
    return choice.isEmpty() || choice.equals(verdict)
        ? out.style().status(verdict)
        : "“"
            + Fields.line(decision, "title")
            + "”, which counts as "
            + out.style().status(verdict);
  }

  private static String behalf(JsonNode right) {
    List<String> chain = Fields.texts(right, "chain");
    String person = Fields.line(right, "person");
    return chain.size() > 2
        ? "may decide for " + person + ": " + String.join(" → ", chain)
        : "may decide for " + person;
  }

  private String handover(JsonNode entry) {
    String from = Fields.line(entry, "from");
    String to = Fields.line(entry, "to");
    String by = Fields.line(entry, "by");
    Instant until = Fields.instant(entry, "until");
    String reason = Fields.line(entry, "reason");
    return (from.equals(to) ? from + " took it back" : from + " to " + to)
        + when(entry)
        + (until == null ? "" : ", ends " + out.when(until))
        + (by.equals(from) ? "" : ", arranged by " + by)
        + (reason.isEmpty() ? "" : "  “" + reason + "”");
  }

  private String escalation(JsonNode entry) {
    String by = Fields.line(entry, "by");
    return "round "
        + Fields.line(entry, "round")
        + when(entry)
        + (by.isEmpty() ? "  by itself: " : "  by " + by + ": ")
        + TimeText.does(entry)
        + said(entry);
  }

  private String when(JsonNode entry) {
    Instant at = Fields.instant(entry, "at");
    return at == null ? "" : "  " + out.when(at);
  }

  private static String said(JsonNode entry) {
    String comment = Fields.line(entry, "comment");
    return comment.isEmpty() ? "" : "  “" + comment + "”";
  }

  private static String values(JsonNode entry) {
    JsonNode form = entry.path("form");
    return form.isObject() && !form.isEmpty() ? "  " + Plain.line(JsonText.write(form)) : "";
  }
}
