package dev.gatehold.cli.run;

import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.JsonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "retry",
    description = "Try a step again now: one that is stuck, or waits for its next attempt.")
final class RetryCommand extends RunVerb {
  @Parameters(index = "1", paramLabel = "STEP", description = "The step, such as deploy@2.")
  private String step = "";

  RetryCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    return sent(
        "retry",
        JsonText.object().put("step", step),
        _ -> "Step " + step + " of run " + run() + " is tried again.");
  }
}
