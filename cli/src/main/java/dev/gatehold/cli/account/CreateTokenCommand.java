package dev.gatehold.cli.account;

import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.JsonText;
import dev.gatehold.cli.output.Next;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "create",
    description = {
      "Make a token and print it; it is shown this once.",
      "Agents and services can ask and wait; they cannot decide."
    })
final class CreateTokenCommand extends CliCommand {
  @Parameters(paramLabel = "NAME", description = "What it is for.")
  private String name = "";

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "agent (default), service or person.")
  private String kind = "agent";

  @Option(names = "--acts-for", paramLabel = "USER", description = "Default: you.")
  private @Nullable String actsFor;

  @Option(names = "--expires", paramLabel = "90d", description = "How long it is valid.")
  private @Nullable String expires;

  CreateTokenCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    ObjectNode body = JsonText.object().put("name", name).put("kind", kind);
    if (actsFor != null) {
      body.put("acts_for", actsFor);
    }
    if (expires != null) {
      body.put("expires", expires);
    }
    JsonNode token = cli().api().send(Call.post("tokens").json(body)).body();
    return new Answer(
        token,
        out -> out.line(Fields.line(token, "token")),
        Next.say(
            "Keep it in a file that only its user can read, and name the file in"
                + " GATEHOLD_TOKEN_FILE."));
  }
}
