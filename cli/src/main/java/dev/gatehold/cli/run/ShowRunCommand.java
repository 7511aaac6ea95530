package dev.gatehold.cli.run;

import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(name = "show", description = "Show a run and its steps.")
final class ShowRunCommand extends CliCommand {
  @Parameters(paramLabel = "RUN", description = "The run's id.")
  private String run = "";

  ShowRunCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    JsonNode data = new Follower(cli().api()).now(run);
    return new Answer(data, out -> RunText.print(out, data), RunText.next(data), ExitCode.DONE);
  }
}
