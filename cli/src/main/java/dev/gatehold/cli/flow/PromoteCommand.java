package dev.gatehold.cli.flow;

import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.JsonText;
import dev.gatehold.cli.output.Next;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(name = "promote", description = "Make a release the one that new runs take.")
final class PromoteCommand extends CliCommand {
  @Parameters(index = "0", paramLabel = "FLOW", description = "The flow's name.")
  private String flow = "";

  @Parameters(index = "1", paramLabel = "RELEASE", description = "The release's number.")
  private int release;

  PromoteCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    JsonNode data = cli().api().send(promotion(flow, release)).body();
    return new Answer(
        data,
        out -> out.line("New runs of '" + flow + "' take release " + release + "."),
        new Next("gatehold run start " + flow, "start one"));
  }

  static Call promotion(String flow, int release) {
    return Call.to("PUT", "flows", flow, "live").json(JsonText.object().put("release", release));
  }
}
