package dev.gatehold.cli.trigger;

import dev.gatehold.cli.command.Cli;
import picocli.CommandLine.Command;

@Command(name = "pause", description = "Let a trigger start nothing until it is resumed.")
final class PauseTriggerCommand extends TriggerVerb {
  PauseTriggerCommand(Cli cli) {
    super(cli, "pause", "Paused");
  }
}
