package dev.gatehold.cli;

import dev.gatehold.cli.command.Environment;

/** The {@code gatehold} program. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLineProgram(Environment.ofProcess()).run(arguments));
  }
}
