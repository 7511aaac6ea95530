package dev.gatehold.cli.account;

import dev.gatehold.cli.api.Api;
import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.Printer;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

@Command(name = "whoami", description = "Say who the server takes you for.")
final class WhoamiCommand extends CliCommand {
  WhoamiCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    Api api = cli().api();
    JsonNode me = api.send(Call.get("me")).body();
    return new Answer(me, out -> print(out, api, me));
  }

  private static void print(Printer out, Api api, JsonNode me) {
    String actsFor = Fields.line(me, "acts_for");
    String person = Fields.line(me, "person");
    String groups = String.join(", ", Fields.texts(me, "groups"));
    out.line(
        out.style().bold(Fields.line(me, "id"))
            + "  "
            + Fields.line(me, "name")
            + " ("
            + Fields.line(me, "kind")
            + (actsFor.isEmpty() ? "" : " for " + actsFor)
            + (me.path("admin").asBoolean(false) ? ", administrator" : "")
            + ")");
    out.line("  at " + api.server());
    if (actsFor.isEmpty() && !person.isEmpty() && !person.equals(Fields.line(me, "id"))) {
      out.line("  counts as: " + person);
    }
    if (!groups.isEmpty()) {
      out.line("  groups: " + groups);
    }
  }
}
