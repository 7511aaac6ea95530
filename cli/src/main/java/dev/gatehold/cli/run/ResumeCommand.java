package dev.gatehold.cli.run;

import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.JsonText;
import picocli.CommandLine.Command;

@Command(name = "resume", description = "Let a paused run go on.")
final class ResumeCommand extends RunVerb {
  ResumeCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    return sent("resume", JsonText.object(), _ -> "Run " + run() + " goes on.");
  }
}
