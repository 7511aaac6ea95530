package dev.gatehold.cli.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The {@code gatehold} command itself: the options that every command understands. */
@Command(
    name = "gatehold",
    description = "Flows that stop at a gate until the right people said yes.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Start here:  gatehold demo",
      "Exit codes:  gatehold help exit-codes     Environment:  gatehold help environment"
    })
public final class GlobalOptions {
  @Option(
      names = "--server",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description = "The server. Default: GATEHOLD_SERVER, or http://127.0.0.1:8420.")
  private @Nullable String server;

  @Option(
      names = "--as",
      paramLabel = "USER",
      scope = ScopeType.INHERIT,
      description = "Which signed-in user to act as. Default: the last one who signed in.")
  private @Nullable String user;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Print one line of JSON, errors included.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "Print no hints and no progress.")
  private boolean quiet;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show the help of a command.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      description = "Show the version.")
  private boolean version;

  public @Nullable String server() {
    return server;
  }

  public @Nullable String user() {
    return user;
  }

  public boolean json() {
    return json;
  }

  public boolean quiet() {
    return quiet;
  }

  public boolean version() {
    return version;
  }
}
