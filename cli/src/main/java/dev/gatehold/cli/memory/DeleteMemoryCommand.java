package dev.gatehold.cli.memory;

import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.Next;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(name = "delete", description = "Forget a key; its history stays. For administrators.")
final class DeleteMemoryCommand extends MemoryCommand {
  @Parameters(index = "1", paramLabel = "KEY", description = "The key.")
  private String key = "";

  @Option(
      names = "--if-version",
      paramLabel = "N",
      description = "Only if the key has this version.")
  private @Nullable Long version;

  DeleteMemoryCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    Call call =
        call("DELETE", "memory", key)
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .header("If-Match", version == null ? null : "\"" + version + "\"");
    JsonNode data = cli().api().send(call).body();
    boolean gone = data.path("version").asLong() > 0;
    return new Answer(
        data,
        out -> out.line(gone ? key + " is forgotten." : key + " was not there."),
        new Next(command("history", key), "see what it was"));
  }
}
