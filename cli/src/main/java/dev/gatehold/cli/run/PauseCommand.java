package dev.gatehold.cli.run;

import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.JsonText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "pause",
    description = "Begin nothing new in a run until it is resumed; what is under way goes on.")
final class PauseCommand extends RunVerb {
  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the journal.")
  private @Nullable String reason;

  PauseCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    return sent(
        "pause", JsonText.object().put("reason", reason), _ -> "Run " + run() + " is paused.");
  }
}
