package dev.gatehold.cli.secret;

import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.Next;
import dev.gatehold.cli.output.Plain;
import dev.gatehold.cli.output.Printer;
import dev.gatehold.cli.output.Table;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

@Command(name = "list", description = "List the secrets, without their values.")
final class ListSecretsCommand extends CliCommand {
  ListSecretsCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    JsonNode data = cli().api().send(Call.get("secrets")).body();
    List<JsonNode> secrets = Fields.items(data, "items");
    return new Answer(
        data,
        out -> print(out, data, secrets),
        new Next("gatehold secret set NAME", "set one, or rotate it"));
  }

  private static void print(Printer out, JsonNode data, List<JsonNode> secrets) {
    if (secrets.isEmpty()) {
      out.line("No secrets yet.");
      return;
    }
    Table table = new Table("NAME", "ENV", "VERSION", "SET BY", "SET", "USED BY");
    for (JsonNode secret : secrets) {
      Instant at = Fields.instant(secret, "set_at");
      table.row(
          Fields.line(secret, "name"),
          Fields.line(secret, "environment"),
          Fields.line(secret, "version"),
          Fields.line(secret, "set_by"),
          at == null ? "-" : out.when(at),
          users(secret));
    }
    table.print(out);
    if (Fields.has(data, "problem")) {
      out.line("They cannot be opened: " + Fields.line(data, "problem"));
    }
  }

  private static String users(JsonNode secret) {
    String users =
        StreamSupport.stream(secret.path("used_by").spliterator(), false)
            .map(flow -> Plain.line(flow.asString()))
            .collect(Collectors.joining(", "));
    return users.isEmpty() ? "-" : users;
  }
}
