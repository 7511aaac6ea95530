package dev.gatehold.cli.account;

import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.Group;
import picocli.CommandLine;

/** {@code login}, {@code logout}, {@code whoami}, {@code token …}, {@code people …}. */
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

  public static CommandLine people(Cli cli) {
    return new Group("people", "Make accounts (administrators).")
        .with("add", new AddPersonCommand(cli))
        .build();
  }
}
