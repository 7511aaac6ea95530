package dev.gatehold.cli.memory;

import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.output.Answer;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(name = "history", description = "Show a key's last 100 versions, newest first.")
final class MemoryHistoryCommand extends MemoryCommand {
  @Parameters(index = "1", paramLabel = "KEY", description = "The key; it may be deleted.")
  private String key = "";

  MemoryHistoryCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    JsonNode data = cli().api().send(call("GET", "memory-history", key)).body();
    List<JsonNode> versions = Fields.items(data, "items");
    return new Answer(data, out -> MemoryText.history(out, versions));
  }
}
