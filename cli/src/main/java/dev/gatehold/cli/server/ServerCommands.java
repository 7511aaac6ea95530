package dev.gatehold.cli.server;

import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.Group;
import picocli.CommandLine;

/** {@code gatehold server …}. */
public final class ServerCommands {
  private ServerCommands() {}

  public static CommandLine of(Cli cli) {
    return new Group("server", "Run a server on this machine.")
        .with("start-dev", new StartDevCommand(cli))
        .with("start", new StartCommand(cli))
        .build();
  }
}
