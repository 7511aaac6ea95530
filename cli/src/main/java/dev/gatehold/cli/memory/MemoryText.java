package dev.gatehold.cli.memory;

import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.output.Printer;
import dev.gatehold.cli.output.Table;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Versions of keys, for people. */
final class MemoryText {
  private static final int VALUE_WIDTH = 60;

  private MemoryText() {}

  static void keys(Printer out, List<JsonNode> versions) {
    if (versions.isEmpty()) {
      out.line("No keys.");
      return;
    }
    Table table = new Table("KEY", "VERSION", "WHEN", "BY");
    for (JsonNode version : versions) {
      table.row(
          Fields.line(version, "key"),
          Fields.line(version, "version"),
          when(out, version),
          writer(version));
    }
    table.print(out);
  }

  static void history(Printer out, List<JsonNode> versions) {
    if (versions.isEmpty()) {
      out.line("No versions.");
      return;
    }
    Table table = new Table("VERSION", "WHEN", "BY", "VALUE");
    for (JsonNode version : versions) {
      table.row(
          Fields.line(version, "version"), when(out, version), writer(version), brief(version));
    }
    table.print(out);
  }

  static void one(Printer out, JsonNode version) {
    out.line(
        out.style().bold(Fields.line(version, "key"))
            + "  version "
            + Fields.line(version, "version")
            + "  by "
            + writer(version)
            + ", "
            + when(out, version));
    out.indented(2, Fields.block(version, "value"));
  }

  private static String brief(JsonNode version) {
    if (version.path("deleted").asBoolean(false)) {
      return "(deleted)";
    }
    String value = Fields.line(version, "value");
    return value.length() > VALUE_WIDTH ? value.substring(0, VALUE_WIDTH) + "…" : value;
  }

  private static String writer(JsonNode version) {
    return Fields.has(version, "person")
        ? Fields.line(version, "person")
        : Fields.line(version, "run") + "." + Fields.line(version, "step");
  }

  private static String when(Printer out, JsonNode version) {
    Instant at = Fields.instant(version, "at");
    return at == null ? "" : out.when(at);
  }
}
