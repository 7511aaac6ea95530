package dev.gatehold.cli.event;

import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.Group;
import picocli.CommandLine;

/** {@code gatehold event …}. */
public final class EventCommands {
  private EventCommands() {}

  public static CommandLine of(Cli cli) {
    return new Group("event", "Send events that runs wait for, and see them.")
        .with("send", new SendCommand(cli))
        .with("list", new ListEventsCommand(cli))
        .build();
  }
}
