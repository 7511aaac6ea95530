package dev.gatehold.cli.account;

import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.api.Me;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.Environment;
import dev.gatehold.cli.command.Moment;
import dev.gatehold.cli.output.Printer;
import dev.gatehold.cli.output.Table;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Absences of a person, as the server tells them. */
final class AbsenceText {
  private AbsenceText() {}

  /** The person that a command is about: the one named, or whoever is signed in. */
  static String person(Cli cli, @Nullable String named) {
    return named != null ? named : Me.person(cli.api());
  }

  static JsonNode list(Cli cli, String person) {
    return cli.api().send(Call.get("people", person, "absences")).body();
  }

  static void print(Printer out, List<JsonNode> absences, Environment environment) {
    if (absences.isEmpty()) {
      out.line("No absences.");
      return;
    }
    Table table = new Table("ABSENCE", "FROM", "UNTIL", "DELEGATE", "SET BY");
    for (JsonNode absence : absences) {
      String id = Fields.line(absence, "id");
      table.row(
          id.isEmpty() ? "(people file)" : id,
          time(absence, "from", environment),
          time(absence, "until", environment),
          orDash(Fields.line(absence, "delegate")),
          orDash(Fields.line(absence, "set_by")));
    }
    table.print(out);
  }

  /** One sentence about an absence. */
  static String sentence(String person, JsonNode absence, Environment environment) {
    String delegate = Fields.line(absence, "delegate");
    return "Away from "
        + time(absence, "from", environment)
        + (Fields.has(absence, "until")
            ? " until " + time(absence, "until", environment)
            : " without an end")
        + ": "
        + person
        + (delegate.isEmpty()
            ? ". Nobody decides instead."
            : ". " + delegate + " decides instead.");
  }

  private static String time(JsonNode absence, String name, Environment environment) {
    Instant time = Fields.instant(absence, name);
    return time == null ? "-" : Moment.shown(time, environment);
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "-" : text;
  }
}
