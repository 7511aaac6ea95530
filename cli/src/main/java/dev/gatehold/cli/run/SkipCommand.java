package dev.gatehold.cli.run;

import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.JsonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "skip", description = "Go on without a step, for a reason; never without a gate.")
final class SkipCommand extends RunVerb {
  @Parameters(index = "1", paramLabel = "STEP", description = "The step, such as deploy@2.")
  private String step = "";

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why; kept in the journal.")
  private String reason = "";

  SkipCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    return sent(
        "skip",
        JsonText.object().put("step", step).put("reason", reason),
        _ -> "Run " + run() + " goes on without step " + step + ".");
  }
}
