package dev.gatehold.cli.run;

import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.Group;
import picocli.CommandLine;

/** {@code gatehold run …}. */
public final class RunCommands {
  private RunCommands() {}

  public static CommandLine of(Cli cli) {
    return new Group("run", "Start, follow and cancel runs.")
        .with("start", new StartCommand(cli))
        .with("list", new ListRunsCommand(cli))
        .with("show", new ShowRunCommand(cli))
        .with("watch", new WatchCommand(cli))
        .with("cancel", new CancelCommand(cli))
        .build();
  }
}
