package dev.gatehold.cli.memory;

import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.Next;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(name = "get", description = "Show a key's value and version.")
final class GetMemoryCommand extends MemoryCommand {
  @Parameters(index = "1", paramLabel = "KEY", description = "The key.")
  private String key = "";

  GetMemoryCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    JsonNode data = cli().api().send(call("GET", "memory", key)).body();
    return new Answer(
        data,
        out -> MemoryText.one(out, data),
        new Next(command("history", key), "see what it was before"));
  }
}
