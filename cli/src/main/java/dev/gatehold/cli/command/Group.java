package dev.gatehold.cli.command;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** A word that only groups commands: {@code flow}, {@code run}. */
public final class Group {
  private final CommandSpec spec;

  public Group(String name, String description) {
    spec = CommandSpec.create().name(name);
    spec.usageMessage().description(description).synopsisSubcommandLabel("COMMAND");
  }

  public Group with(String name, CliCommand command) {
    spec.addSubcommand(name, new CommandLine(command));
    return this;
  }

  public CommandLine build() {
    return new CommandLine(spec);
  }
}
