package dev.gatehold.cli.secret;

import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.Next;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
    name = "set",
    description = {
      "Set a secret, or rotate it; work that begins from now on gets the new value.",
      "Reads the value from standard input, or asks for it without showing it."
    })
final class SetSecretCommand extends CliCommand {
  @Parameters(paramLabel = "NAME", description = "As flows name it, such as deploy_token.")
  private String name = "";

  @Option(
      names = "--env",
      paramLabel = "ENV",
      description = "live (default), or staging for draft runs.")
  private String environment = "live";

  SetSecretCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    String value = SecretInput.read(cli().environment(), name);
    JsonNode secret =
        cli()
            .api()
            .send(
                Call.to("PUT", "secrets", name)
                    .query("environment", environment)
                    .text("text/plain", value))
            .body();
    return new Answer(
        secret,
        out ->
            out.line(
                "Secret '"
                    + Fields.line(secret, "name")
                    + "' set for "
                    + Fields.line(secret, "environment")
                    + " runs, version "
                    + Fields.line(secret, "version")
                    + "."),
        new Next("gatehold secret list", "see all of them, without values"));
  }
}
