package dev.gatehold.cli.flow;

import dev.gatehold.cli.api.Api;
import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.JsonText;
import dev.gatehold.cli.output.Next;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "release",
    description =
        "Make an immutable release of a flow's draft; an unchanged draft makes no new one.")
final class ReleaseCommand extends CliCommand {
  @Parameters(paramLabel = "FLOW", description = "The flow's name.")
  private String flow = "";

  @Option(names = "--note", paramLabel = "TEXT", description = "What is new in it.")
  private String note = "";

  @Option(names = "--promote", description = "Make it the release that new runs take.")
  private boolean promote;

  ReleaseCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    Api api = cli().api();
    Call call = Call.post("flows", flow, "releases").json(JsonText.object().put("note", note));
    ObjectNode data = (ObjectNode) api.send(call).body();
    String number = Fields.raw(data, "number");
    if (promote) {
      api.send(PromoteCommand.promotion(flow, Integer.parseInt(number)));
    }
    data.put("live", promote);
    String released = "Release " + flow + "@" + number + (promote ? ", live." : ".");
    Next next =
        promote
            ? new Next("gatehold run start " + flow, "start a run of it")
            : new Next("gatehold flow promote " + flow + " " + number, "let new runs take it");
    return new Answer(data, out -> out.line(released), next);
  }
}
