package dev.gatehold.cli.secret;

import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.Group;
import picocli.CommandLine;

/** {@code secret set}, {@code list}, {@code delete}, {@code rekey}. */
public final class SecretCommands {
  private SecretCommands() {}

  public static CommandLine of(Cli cli) {
    return new Group("secret", "Keep the credentials that flows use (administrators).")
        .with("set", new SetSecretCommand(cli))
        .with("list", new ListSecretsCommand(cli))
        .with("delete", new DeleteSecretCommand(cli))
        .with("rekey", new RekeyCommand(cli))
        .build();
  }
}
