package dev.gatehold.cli.run;

import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.JsonText;
import dev.gatehold.cli.output.Next;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(name = "cancel", description = "End a run now.")
final class CancelCommand extends CliCommand {
  @Parameters(paramLabel = "RUN", description = "The run's id.")
  private String run = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the journal.")
  private @Nullable String reason;

  CancelCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    Call call = Call.post("runs", run, "cancel").json(JsonText.object().put("reason", reason));
    JsonNode data = cli().api().send(call).body();
    return new Answer(
        data,
        out -> out.line("Run " + run + " is cancelled."),
        new Next("gatehold run show " + run, "see where it ended"));
  }
}
