package dev.gatehold.cli.request;

import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(name = "withdraw", description = "Take your decision back while the request is open.")
final class WithdrawCommand extends CliCommand {
  @Parameters(paramLabel = "REQUEST", description = "The request's id, RUN.STEP.")
  private String id = "";

  WithdrawCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    JsonNode request =
        cli().api().send(Call.to("DELETE", "requests", id, "decisions", "mine")).body();
    return new Answer(
        request,
        out -> out.line("Withdrawn. " + Fields.line(request, "headline")),
        Advice.of(request).next(),
        ExitCode.DONE);
  }
}
