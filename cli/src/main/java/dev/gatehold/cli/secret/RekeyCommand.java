package dev.gatehold.cli.secret;

import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.Next;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

@Command(
    name = "rekey",
    description = "Seal all secrets with a new key; the values stay, older keys open backups.")
final class RekeyCommand extends CliCommand {
  RekeyCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    JsonNode done = cli().api().send(Call.post("secrets", "rekey")).body();
    return new Answer(
        done,
        out -> out.line("Sealed " + Fields.line(done, "secrets") + " secrets with a new key."),
        Next.say("Back up the key file again; it has one key more."));
  }
}
