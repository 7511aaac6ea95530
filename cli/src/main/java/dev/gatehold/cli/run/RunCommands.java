package dev.gatehold.cli.run;

import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.Group;
import picocli.CommandLine;

/** {@code gatehold run …}. */
public final class RunCommands {
  private RunCommands() {}

  public static CommandLine of(Cli cli) {
    return new Group("run", "Start, follow and look after runs.")
        .with("start", new StartCommand(cli))
        .with("list", new ListRunsCommand(cli))
        .with("show", new ShowRunCommand(cli))
        .with("watch", new WatchCommand(cli))
        .with("cancel", new CancelCommand(cli))
        .with("pause", new PauseCommand(cli))
        .with("resume", new ResumeCommand(cli))
        .with("retry", new RetryCommand(cli))
        .with("skip", new SkipCommand(cli))
        .build();
  }
}
