package dev.gatehold.cli;

import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.Environment;
import dev.gatehold.cli.command.Failures;
import dev.gatehold.cli.command.GlobalOptions;
import dev.gatehold.cli.output.ExitCode;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** Reads a command line, runs the command, and tells the caller how it went. */
public final class CommandLineProgram {
  private final CommandTable commands = new CommandTable();
  private final Environment environment;

  public CommandLineProgram(Environment environment) {
    this.environment = environment;
  }

  /** Runs it and gives the exit code; never throws an exception. */
  public int run(String... arguments) {
    List<String> words = List.of(arguments);
    // What follows is another program's.
    boolean json = words.stream().takeWhile(word -> !word.equals("--")).anyMatch("--json"::equals);
    GlobalOptions options = new GlobalOptions();
    Cli cli = new Cli(options, environment);
    CommandLine line = new CommandLine(options);
    commands.addNeeded(line, cli, words);
    line.setColorScheme(colours());
    line.setOut(new PrintWriter(environment.out(), true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler((usage, _) -> usage(usage, words, json));
    line.setExecutionExceptionHandler((thrown, _, _) -> Failures.report(thrown, environment, json));
    line.setExecutionStrategy(parsed -> execute(parsed, options, cli));
    return line.execute(arguments);
  }

  private int execute(ParseResult parsed, GlobalOptions options, Cli cli) {
    if (parsed.isUsageHelpRequested() || !(parsed.hasSubcommand() || options.version())) {
      everything(cli).usage(environment.out());
      return ExitCode.DONE.number();
    }
    return options.version() ? VersionCommand.of(cli).execute() : new RunLast().execute(parsed);
  }

  /** Only all commands together know which one a misspelt word was meant to be. */
  private int usage(ParameterException usage, List<String> words, boolean json) {
    ParameterException told = usage;
    try {
      everything(new Cli(new GlobalOptions(), environment)).parseArgs(words.toArray(String[]::new));
    } catch (ParameterException better) {
      told = better;
    }
    return Failures.report(told, environment, json);
  }

  private CommandLine everything(Cli cli) {
    CommandLine line = new CommandLine(new GlobalOptions());
    commands.addAll(line, cli);
    line.setColorScheme(colours());
    return line;
  }

  private CommandLine.Help.ColorScheme colours() {
    return CommandLine.Help.defaultColorScheme(environment.coloured(1) ? Ansi.ON : Ansi.OFF);
  }
}
