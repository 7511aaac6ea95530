package dev.gatehold.cli.account;

import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.Group;
import picocli.CommandLine;

/**
 * {@code login}, {@code logout}, {@code whoami}, {@code token …}, {@code people …}, {@code away},
 * {@code back}.
 */
public final class AccountCommands {
  private AccountCommands() {}

  public static CommandLine login(Cli cli) {
    return new CommandLine(new LoginCommand(cli));
  }

  public static CommandLine logout(Cli cli) {
    return new CommandLine(new LogoutCommand(cli));
  }

  public static CommandLine whoami(Cli cli) {
    return new CommandLine(new WhoamiCommand(cli));
  }

  public static CommandLine token(Cli cli) {
    return new Group("token", "Make tokens for agents and services.")
        .with("create", new CreateTokenCommand(cli))
        .build();
  }

  public static CommandLine away(Cli cli) {
    return new CommandLine(new AwayCommand(cli));
  }

  public static CommandLine back(Cli cli) {
    return new CommandLine(new BackCommand(cli));
  }

  public static CommandLine people(Cli cli) {
    return new Group("people", "Make accounts (administrators).")
        .with("add", new AddPersonCommand(cli))
        .build();
  }
}
