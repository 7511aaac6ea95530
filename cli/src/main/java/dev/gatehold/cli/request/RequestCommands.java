package dev.gatehold.cli.request;

import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.Group;
import picocli.CommandLine;

/** {@code gatehold inbox}, {@code gatehold request …} and the words that decide. */
public final class RequestCommands {
  private RequestCommands() {}

  public static CommandLine request(Cli cli) {
    return new Group("request", "See what people are asked.")
        .with("show", new ShowRequestCommand(cli))
        .with("explain", new ExplainCommand(cli))
        .build();
  }

  public static CommandLine inbox(Cli cli) {
    return new CommandLine(new InboxCommand(cli));
  }

  public static CommandLine approve(Cli cli) {
    return new CommandLine(new DecideCommand.Approve(cli));
  }

  public static CommandLine reject(Cli cli) {
    return new CommandLine(new DecideCommand.Reject(cli));
  }

  public static CommandLine withdraw(Cli cli) {
    return new CommandLine(new WithdrawCommand(cli));
  }
}
