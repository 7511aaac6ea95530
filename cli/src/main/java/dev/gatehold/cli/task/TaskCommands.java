package dev.gatehold.cli.task;

import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.Group;
import picocli.CommandLine;

/** {@code gatehold worker} and {@code gatehold task …}. */
public final class TaskCommands {
  private TaskCommands() {}

  /** What follows the first word of the worker's command is that command's own. */
  public static CommandLine worker(Cli cli) {
    return new CommandLine(new WorkerCommand(cli)).setStopAtPositional(true);
  }

  public static CommandLine task(Cli cli) {
    return new Group("task", "See the work that waits for workers.")
        .with("list", new ListTasksCommand(cli))
        .build();
  }
}
