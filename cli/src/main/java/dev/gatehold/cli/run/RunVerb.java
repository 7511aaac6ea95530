package dev.gatehold.cli.run;

import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.Next;
import java.util.function.Function;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** A command that does something with one run. */
abstract class RunVerb extends CliCommand {
  @Parameters(index = "0", paramLabel = "RUN", description = "The run's id.")
  private String run = "";

  RunVerb(Cli cli) {
    super(cli);
  }

  String run() {
    return run;
  }

  /** Does it, and says so. */
  Answer sent(String verb, JsonNode body, Function<JsonNode, String> said) {
    JsonNode data = cli().api().send(Call.post("runs", run, verb).json(body)).body();
    return new Answer(
        data,
        out -> out.line(said.apply(data)),
        new Next("gatehold run show " + run, "see where it stands"));
  }
}
