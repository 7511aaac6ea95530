package dev.gatehold.cli.memory;

import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.Group;
import picocli.CommandLine;

/** {@code gatehold memory …}. */
public final class MemoryCommands {
  private MemoryCommands() {}

  public static CommandLine of(Cli cli) {
    return new Group("memory", "See and mend what flows remember.")
        .with("list", new ListMemoryCommand(cli))
        .with("get", new GetMemoryCommand(cli))
        .with("history", new MemoryHistoryCommand(cli))
        .with("set", new SetMemoryCommand(cli))
        .with("delete", new DeleteMemoryCommand(cli))
        .build();
  }
}
