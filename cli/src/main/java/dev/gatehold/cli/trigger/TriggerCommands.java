package dev.gatehold.cli.trigger;

import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.Group;
import picocli.CommandLine;

/** {@code gatehold trigger …}. */
public final class TriggerCommands {
  private TriggerCommands() {}

  public static CommandLine of(Cli cli) {
    return new Group("trigger", "See, fire and pause what starts runs by itself.")
        .with("list", new ListTriggersCommand(cli))
        .with("fire", new FireCommand(cli))
        .with("pause", new PauseTriggerCommand(cli))
        .with("resume", new ResumeTriggerCommand(cli))
        .build();
  }
}
