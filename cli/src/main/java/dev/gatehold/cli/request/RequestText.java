package dev.gatehold.cli.request;

import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.output.JsonText;
import dev.gatehold.cli.output.Plain;
import dev.gatehold.cli.output.Printer;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A request as people read it in a terminal: first what is asked, then the grounds. */
final class RequestText {
  private static final int PREVIEW_LINES = 40;

  private final Printer out;
  private final JsonNode request;
  private final EvidenceReader evidence;
  private final boolean full;

  /**
   * A request on its way to a terminal.
   *
   * @param full whether evidence is printed whole
   */
  RequestText(Printer out, JsonNode request, EvidenceReader evidence, boolean full) {
    this.out = out;
    this.request = request;
    this.evidence = evidence;
    this.full = full;
  }

  void print() {
    printBrief();
    covers();
    summary();
    Fields.items(request, "evidence").forEach(this::evidence);
    out.heading("Who is needed");
    new EvaluationText(out).print(request.path("evaluation"));
    new HistoryText(out, request).print();
    if (Requests.open(request)) {
      new ChoicesText(out).print(request);
    }
    if (!Requests.closed(request)) {
      out.heading("What you can do");
      out.line("  " + Advice.of(request).sentence());
    }
  }

  /** What is asked and what follows, without the grounds. */
  void printBrief() {
    out.line(out.style().bold(Fields.line(request, "title")));
    out.line(Fields.line(request, "headline"));
    about();
    consequence();
  }

  private void about() {
    JsonNode release = request.path("release");
    String pinned =
        release.path("draft").asBoolean(false) ? "draft" : Fields.line(release, "number");
    out.line();
    fact("Request", Fields.line(request, "id") + ", round " + Fields.line(request, "round"));
    fact(
        "Flow",
        Fields.line(request, "flow_title")
            + " ("
            + Fields.line(request, "flow")
            + "@"
            + pinned
            + ")");
    fact("Asked by", Fields.line(request.path("requester"), "name") + ago("opened_at"));
    if (Requests.open(request)) {
      fact("Due", TimeText.due(out, request));
    }
    Instant expires = Fields.instant(request, "expires_at");
    if (expires != null && !Requests.closed(request)) {
      fact("Expires", out.when(expires) + " as " + Fields.line(request, "expires_as"));
    }
    fact("Subject", Fields.line(request, "subject"));
  }

  private void consequence() {
    if (!Requests.open(request)) {
      return;
    }
    JsonNode consequence = request.path("consequence");
    fact("Approve", Fields.line(consequence, "approve"));
    fact("Reject", Fields.line(consequence, "reject"));
    String edits = String.join(", ", Fields.texts(request, "modify"));
    fact("Edit", edits.isEmpty() ? "" : "an approval may change " + edits);
  }

  private void covers() {
    for (JsonNode covered : Fields.items(request, "covers")) {
      out.heading(
          "Covered: "
              + Fields.line(covered, "step")
              + " ("
              + Fields.line(covered, "connector")
              + ")");
      JsonNode parameters = covered.path("parameters");
      for (String name : parameters.propertyNames()) {
        out.indented(2, Plain.line(name) + ": " + value(parameters.path(name)));
      }
    }
  }

  private void summary() {
    if (Fields.has(request, "summary")) {
      out.line();
      out.indented(0, Fields.block(request, "summary").strip());
    }
  }

  private void evidence(JsonNode exhibit) {
    String kind = Fields.line(exhibit, "kind");
    out.heading(Fields.line(exhibit, "title") + out.style().dim(" (" + kind + ")"));
    if (Fields.has(exhibit, "missing")) {
      out.line("  " + out.style().bad("missing: ") + Fields.line(exhibit, "missing"));
    } else {
      content(kind, evidence.text(exhibit));
    }
  }

  private void content(String kind, String text) {
    List<String> lines = text.lines().toList();
    int shown = full ? lines.size() : Math.min(lines.size(), PREVIEW_LINES);
    for (String line : lines.subList(0, shown)) {
      out.line("  " + (kind.equals("diff") ? diffLine(line) : line));
    }
    if (shown < lines.size()) {
      int rest = lines.size() - shown;
      out.line(out.style().dim("  … and " + rest + " more lines: add --full to see all"));
    }
  }

  private String diffLine(String line) {
    if (line.startsWith("+") && !line.startsWith("+++")) {
      return out.style().good(line);
    }
    return line.startsWith("-") && !line.startsWith("---") ? out.style().bad(line) : line;
  }

  private void fact(String label, String text) {
    if (!text.isEmpty()) {
      out.line("  " + out.style().dim("%-9s".formatted(label)) + " " + text);
    }
  }

  private String ago(String field) {
    Instant time = Fields.instant(request, field);
    return time == null ? "" : ", " + out.when(time);
  }

  private static String value(JsonNode value) {
    return Plain.block(value.isString() ? value.stringValue() : JsonText.write(value));
  }
}
