package dev.gatehold.cli.request;

import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.ExitCode;
import dev.gatehold.cli.output.JsonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(name = "explain", description = "Say rule by rule why a request stands where it stands.")
final class ExplainCommand extends CliCommand {
  @Parameters(paramLabel = "REQUEST", description = "The request's id, RUN.STEP.")
  private String id = "";

  ExplainCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    JsonNode request = cli().api().send(Call.get("requests", id)).body();
    ObjectNode data = JsonText.object();
    data.put("id", id);
    for (String field : new String[] {"status", "outcome", "headline", "evaluation", "you"}) {
      data.set(field, request.path(field));
    }
    return new Answer(
        data,
        out -> {
          out.line(Fields.line(request, "headline"));
          new EvaluationText(out).print(request.path("evaluation"));
        },
        Requests.next(request),
        ExitCode.DONE);
  }
}
