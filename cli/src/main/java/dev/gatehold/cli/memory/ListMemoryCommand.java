package dev.gatehold.cli.memory;

import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.ExitCode;
import dev.gatehold.cli.output.Next;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(name = "list", description = "List the keys that a flow remembers.")
final class ListMemoryCommand extends MemoryCommand {
  @Option(names = "--prefix", paramLabel = "TEXT", description = "Only keys that begin so.")
  private @Nullable String prefix;

  ListMemoryCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    JsonNode data = cli().api().send(call("GET", "memory", null).query("prefix", prefix)).body();
    List<JsonNode> keys = Fields.items(data, "items");
    List<Next> next =
        keys.isEmpty()
            ? List.of()
            : List.of(new Next(command("get", Fields.line(keys.getFirst(), "key")), "see one"));
    return new Answer(data, out -> MemoryText.keys(out, keys), next, ExitCode.DONE);
  }
}
