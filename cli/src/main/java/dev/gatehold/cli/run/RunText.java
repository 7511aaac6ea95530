package dev.gatehold.cli.run;

import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.output.Next;
import dev.gatehold.cli.output.Plain;
import dev.gatehold.cli.output.Printer;
import dev.gatehold.cli.output.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A run as people read it in a terminal. */
final class RunText {
  private RunText() {}

  static String release(JsonNode run) {
    JsonNode release = run.path("release");
    String flow = Fields.line(run, "flow");
    return release.path("draft").asBoolean(false)
        ? flow + "@draft"
        : flow + "@" + Fields.line(release, "number");
  }

  static String ago(Printer out, JsonNode object, String field) {
    Instant time = Fields.instant(object, field);
    return time == null ? "-" : out.when(time);
  }

  static void print(Printer out, JsonNode run) {
    String status = Fields.line(run, "status");
    out.line(
        out.style().bold(Fields.line(run, "id"))
            + "  "
            + release(run)
            + "  "
            + out.style().status(status));
    String about = status.equals("active") ? "waiting_for" : "reason";
    if (!Fields.line(run, about).isEmpty()) {
      out.line("  " + Fields.line(run, about));
    }
    String who = Fields.line(run.path("requester"), "id");
    out.line("  started by " + who + ", " + ago(out, run, "started_at"));
    if (Fields.has(run, "parent")) {
      JsonNode parent = run.path("parent");
      out.line(
          "  called by step '"
              + Fields.line(parent, "step")
              + "' of "
              + Fields.line(parent, "run"));
    }
    if (Fields.has(run, "output")) {
      out.line("  output " + Plain.line(run.path("output").toString()));
    }
    if (Fields.has(run, "paused")) {
      JsonNode paused = run.path("paused");
      String why = Fields.has(paused, "reason") ? ": " + Fields.line(paused, "reason") : "";
      out.line("  paused by " + Fields.line(paused, "by") + why);
    }
    if (Fields.has(run, "closing")) {
      out.line("  undoes what it did, then ends as " + Fields.line(run, "closing"));
    }
    Fields.items(run, "incidents").forEach(incident -> incident(out, incident));
    out.line();
    steps(out, run);
  }

  private static void incident(Printer out, JsonNode incident) {
    String step = Fields.line(incident, "step");
    String where = step.isEmpty() ? "incident: " : "incident at '" + step + "': ";
    out.line("  " + out.style().bad(where) + Fields.line(incident, "message"));
    out.line("    " + Fields.line(incident, "next"));
  }

  private static void steps(Printer out, JsonNode run) {
    Table table = new Table("STEP", "KIND", "STATUS", "TOOK", "");
    for (JsonNode step : Fields.items(run, "steps")) {
      String indent = "  ".repeat(step.path("depth").asInt(0));
      String status = Fields.line(step, "status");
      String shown =
          status.equals("pending") ? out.style().dim(status) : out.style().status(status);
      table.row(
          indent + Fields.line(step, "id"),
          Fields.line(step, "kind"),
          shown,
          took(out, step),
          note(step));
    }
    table.print(out);
  }

  /** How long a step took, or has been under way. */
  private static String took(Printer out, JsonNode step) {
    Instant start = Fields.instant(step, "started_at");
    if (start == null) {
      return "";
    }
    Instant end = Fields.instant(step, "ended_at");
    return end == null ? "since " + out.when(start) : lasting(Duration.between(start, end));
  }

  /** A span in at most two units, so that a column of them can be compared at a glance. */
  private static String lasting(Duration span) {
    if (span.toDays() > 0) {
      return span.toDays() + "d " + span.toHoursPart() + "h";
    }
    if (span.toHours() > 0) {
      return span.toHours() + "h " + span.toMinutesPart() + "m";
    }
    return span.toMinutes() > 0
        ? span.toMinutes() + "m " + span.toSecondsPart() + "s"
        : span.toSeconds() + "." + span.toMillisPart() / 100 + "s";
  }

  private static String laps(JsonNode laps) {
    String total = Fields.has(laps, "total") ? " of " + Fields.line(laps, "total") : "";
    int fallen = laps.path("fallen").asInt(0);
    return Fields.line(laps, "done")
        + total
        + " laps done"
        + (fallen == 0 ? "" : ", " + fallen + " without success");
  }

  /** What is worth knowing of a step beside its status. */
  static String note(JsonNode step) {
    if (Fields.has(step, "error")) {
      return Fields.line(step.path("error"), "message");
    }
    if (Fields.has(step, "request")) {
      return Fields.line(step, "request");
    }
    if (Fields.has(step, "run")) {
      return Fields.line(step, "run");
    }
    if (Fields.has(step, "laps")) {
      return laps(step.path("laps"));
    }
    if (Fields.has(step, "branch_taken")) {
      return "→ " + Fields.line(step, "branch_taken");
    }
    return Fields.has(step, "until") ? "until " + Fields.line(step, "until") : "";
  }

  static List<Next> next(JsonNode run) {
    String id = Plain.line(Fields.raw(run, "id"));
    if (!Fields.raw(run, "status").equals("active")) {
      return List.of();
    }
    List<Next> next = new ArrayList<>();
    if (Fields.has(run, "paused")) {
      next.add(new Next("gatehold run resume " + id, "let it go on"));
    }
    Fields.items(run, "steps").stream()
        .filter(step -> Fields.raw(step, "status").equals("stuck"))
        .map(step -> Plain.line(Fields.raw(step, "id")))
        .forEach(step ->
            next.add(new Next("gatehold run retry " + id + " " + step, "try it once more")));
    Fields.items(run, "incidents")
        .forEach(incident -> next.add(Next.say(Fields.line(incident, "next"))));
    Fields.items(run, "steps").stream()
        .filter(step -> Fields.has(step, "request"))
        .map(RunText::request)
        .flatMap(Optional::stream)
        .findFirst()
        .ifPresent(next::add);
    Fields.items(run, "steps").stream()
        .filter(step -> Fields.raw(step, "status").equals("working") && Fields.has(step, "run"))
        .map(
            step -> new Next("gatehold run show " + Fields.line(step, "run"), "see what it called"))
        .findFirst()
        .ifPresent(next::add);
    next.add(new Next("gatehold run watch " + id, "follow the run"));
    return next;
  }

  /** What to look at where people have something to do; empty for any other step. */
  private static Optional<Next> request(JsonNode step) {
    String command = "gatehold request show " + Fields.line(step, "request");
    return switch (Fields.raw(step, "status")) {
      case "awaiting_approval" -> Optional.of(new Next(command, "see what people are asked"));
      case "changes_requested" ->
          Optional.of(new Next(command, "see what is to be changed, and by whom"));
      default -> Optional.empty();
    };
  }
}
