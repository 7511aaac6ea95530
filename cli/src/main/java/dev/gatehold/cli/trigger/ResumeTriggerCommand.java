package dev.gatehold.cli.trigger;

import dev.gatehold.cli.command.Cli;
import picocli.CommandLine.Command;

@Command(
    name = "resume",
    description = "Let a trigger start runs again; what came meanwhile is not made up for.")
final class ResumeTriggerCommand extends TriggerVerb {
  ResumeTriggerCommand(Cli cli) {
    super(cli, "resume", "Resumed");
  }
}
