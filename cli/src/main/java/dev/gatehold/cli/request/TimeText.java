package dev.gatehold.cli.request;

import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.output.JsonText;
import dev.gatehold.cli.output.Printer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What time has brought to a request and what it will bring, in order. */
final class TimeText {
  private final Printer out;
  private final JsonNode request;

  TimeText(Printer out, JsonNode request) {
    this.out = out;
    this.request = request;
  }

  /** When an answer is expected, in few words; an empty text when no time was set. */
  static String due(Printer out, JsonNode request) {
    Instant due = Fields.instant(request, "due_at");
    if (due == null) {
      return "";
    }
    return request.path("overdue").asBoolean(false)
        ? out.style().bad("overdue") + ", since " + out.when(due)
        : out.when(due);
  }

  private record Line(Instant at, String text) {}

  /** Prints the ladder and all that comes by itself; nothing where nothing does. */
  void print() {
    List<Line> lines = new ArrayList<>();
    add(lines, Fields.instant(request, "due_at"), "an answer is due");
    for (JsonNode reminder : Fields.items(request, "reminders")) {
      add(lines, instant(reminder), "a reminder goes out");
    }
    for (JsonNode rung : Fields.items(request, "ladder")) {
      add(lines, Fields.instant(rung, "at"), rung(rung));
    }
    add(
        lines,
        Fields.instant(request, "expires_at"),
        "silence ends it as " + Fields.line(request, "expires_as").replace('_', ' '));
    if (lines.isEmpty()) {
      return;
    }
    out.heading("What time brings");
    lines.stream()
        .sorted(Comparator.comparing(Line::at))
        .forEach(line -> out.line("  %-8s  %s".formatted(out.when(line.at()), line.text())));
  }

  private static void add(List<Line> lines, @Nullable Instant at, String text) {
    if (at != null) {
      lines.add(new Line(at, text));
    }
  }

  private static @Nullable Instant instant(JsonNode reminder) {
    return Fields.instant(JsonText.object().set("at", reminder), "at");
  }

  private static String rung(JsonNode rung) {
    return (rung.path("climbed").asBoolean(false) ? "went up: " : "goes up: ") + does(rung);
  }

  /** What climbing a rung brings. */
  static String does(JsonNode rung) {
    String to = String.join(" or ", Fields.texts(rung, "to"));
    return switch (Fields.raw(rung, "mode")) {
      case "add" -> to + " may approve, too";
      case "replace" -> to + " may approve instead";
      default -> to + " is told";
    };
  }
}
