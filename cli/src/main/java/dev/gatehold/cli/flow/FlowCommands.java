package dev.gatehold.cli.flow;

import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.Group;
import picocli.CommandLine;

/** {@code gatehold flow …}. */
public final class FlowCommands {
  private FlowCommands() {}

  public static CommandLine of(Cli cli) {
    return new Group("flow", "Check, push, release and promote flows.")
        .with("check", new CheckCommand(cli))
        .with("push", new PushCommand(cli))
        .with("release", new ReleaseCommand(cli))
        .with("promote", new PromoteCommand(cli))
        .with("list", new ListFlowsCommand(cli))
        .with("show", new ShowFlowCommand(cli))
        .build();
  }
}
