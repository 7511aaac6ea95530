package dev.gatehold.cli.flow;

import dev.gatehold.cli.api.Api;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.ExitCode;
import dev.gatehold.cli.output.Next;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(name = "push", description = "Check a flow file and make it the flow's draft.")
final class PushCommand extends CliCommand {
  @Parameters(paramLabel = "FILE", description = "A flow file.")
  private String file = "";

  PushCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    FlowFile source = FlowFile.read(cli(), file);
    Api api = cli().api();
    Report report = source.check(api);
    if (!report.ok()) {
      return new Answer(report.body(), report::print, List.of(), ExitCode.USAGE);
    }
    String flow = report.flow();
    JsonNode data = api.send(source.push(flow)).body();
    return new Answer(
        data,
        out -> {
          report.print(out);
          out.line("Draft of '" + flow + "' replaced.");
        },
        new Next("gatehold run start " + flow + " --draft", "try the draft"),
        new Next("gatehold flow release " + flow + " --promote", "release it for new runs"));
  }
}
