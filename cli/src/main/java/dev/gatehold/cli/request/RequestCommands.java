package dev.gatehold.cli.request;

import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.Group;
import picocli.CommandLine;

/** {@code gatehold inbox}, {@code gatehold request …} and the words that decide. */
public final class RequestCommands {
  private RequestCommands() {}

  public static CommandLine request(Cli cli) {
    return new Group("request", "See what people are asked, and answer a request for changes.")
        .with("show", new ShowRequestCommand(cli))
        .with("explain", new ExplainCommand(cli))
        .with("resubmit", new ResubmitCommand(cli))
        .build();
  }

  public static CommandLine inbox(Cli cli) {
    return new CommandLine(new InboxCommand(cli));
  }

  public static CommandLine approve(Cli cli) {
    return new CommandLine(new DecideCommands.Approve(cli));
  }

  public static CommandLine reject(Cli cli) {
    return new CommandLine(new DecideCommands.Reject(cli));
  }

  public static CommandLine requestChanges(Cli cli) {
    return new CommandLine(new DecideCommands.RequestChanges(cli));
  }

  public static CommandLine escalate(Cli cli) {
    return new CommandLine(new DecideCommands.Escalate(cli));
  }

  public static CommandLine decide(Cli cli) {
    return new CommandLine(new DecideCommands.Decide(cli));
  }

  public static CommandLine delegate(Cli cli) {
    return new CommandLine(new DelegateCommand(cli));
  }

  public static CommandLine withdraw(Cli cli) {
    return new CommandLine(new WithdrawCommand(cli));
  }
}
