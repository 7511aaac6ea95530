package dev.gatehold.cli;

import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.GlobalOptions;
import dev.gatehold.cli.output.CliException;
import dev.gatehold.cli.output.ExitCode;
import dev.gatehold.cli.output.Next;
import dev.gatehold.cli.output.Printer;
import dev.gatehold.cli.output.Table;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "help", description = "Help on a command, or on: exit-codes, environment, json.")
final class HelpCommand implements Callable<Integer> {
  @Parameters(paramLabel = "TOPIC", arity = "0..*", description = "A command or a topic.")
  private List<String> topic = List.of();

  private final Cli cli;

  HelpCommand(Cli cli) {
    this.cli = cli;
  }

  static CommandLine of(Cli cli) {
    return new CommandLine(new HelpCommand(cli));
  }

  @Override
  public Integer call() {
    Printer out = cli.out();
    switch (String.join(" ", topic)) {
      case "exit-codes" -> exitCodes(out);
      case "environment" -> environment(out);
      case "json" -> json(out);
      default -> command();
    }
    return ExitCode.DONE.number();
  }

  private static void exitCodes(Printer out) {
    Table table = new Table("CODE", "MEANS");
    for (ExitCode code : ExitCode.values()) {
      table.row(String.valueOf(code.number()), code.meaning());
    }
    table.print(out);
  }

  private static void environment(Printer out) {
    new Table("VARIABLE", "SAYS")
        .row("GATEHOLD_SERVER", "the server's address, unless --server names one")
        .row("GATEHOLD_TOKEN_FILE", "a file with a token, for agents and services")
        .row("GATEHOLD_JAVA", "the java of a JDK 25 to run on")
        .row("GATEHOLD_MEMORY", "for a server: how much its heap may hold; default 512m")
        .row("XDG_CONFIG_HOME", "where gatehold/credentials.json is kept; default ~/.config")
        .row("TZ", "where your days begin and end; default: as the machine")
        .row("NO_COLOR", "no colours, when it is set to anything")
        .print(out);
  }

  private static void json(Printer out) {
    out.line("With --json every command prints one line on standard output, whatever happens:");
    out.line("  {\"ok\":true,\"data\":…,\"next\":[{\"command\":…,\"why\":…}]}");
    out.line("  {\"ok\":false,\"error\":{\"code\":…,\"message\":…,\"details\":{…}},\"next\":[…]}");
    out.line("The exit code says how it went: gatehold help exit-codes");
  }

  private void command() {
    CommandLine found = new CommandLine(new GlobalOptions());
    new CommandTable().addAll(found, cli);
    for (String word : topic) {
      found = found.getSubcommands().get(word);
      if (found == null) {
        throw new CliException(
            ExitCode.USAGE,
            "usage.invalid",
            "Expected a command or a topic, but found '" + String.join(" ", topic) + "'.",
            new Next("gatehold help", "see them all"));
      }
    }
    found.usage(cli.environment().out());
  }
}
