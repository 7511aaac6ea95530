package dev.gatehold.cli.secret;

import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.JsonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "delete", description = "Delete a secret; steps that use it fail from now on.")
final class DeleteSecretCommand extends CliCommand {
  @Parameters(paramLabel = "NAME", description = "As 'gatehold secret list' shows it.")
  private String name = "";

  @Option(
      names = "--env",
      paramLabel = "ENV",
      description = "live (default), or staging for draft runs.")
  private String environment = "live";

  DeleteSecretCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    cli().api().send(Call.to("DELETE", "secrets", name).query("environment", environment));
    return new Answer(
        JsonText.object().put("name", name).put("environment", environment),
        out -> out.line("Secret '" + name + "' deleted for " + environment + " runs."));
  }
}
