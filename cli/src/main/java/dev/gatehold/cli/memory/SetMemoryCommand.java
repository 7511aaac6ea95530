package dev.gatehold.cli.memory;

import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.Values;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.JsonText;
import dev.gatehold.cli.output.Next;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(name = "set", description = "Give a key a value; for administrators.")
final class SetMemoryCommand extends MemoryCommand {
  @Parameters(index = "1", paramLabel = "KEY", description = "The key.")
  private String key = "";

  @Parameters(
      index = "2",
      paramLabel = "VALUE",
      description = "JSON when it reads as JSON, @FILE for a file's text, else text.")
  private String value = "";

  @Option(
      names = "--if-version",
      paramLabel = "N",
      description = "Only if the key has this version; 0: only if it is not there.")
  private @Nullable Long version;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "Idempotency key: the same key never writes twice.")
  private @Nullable String once;

  SetMemoryCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    ObjectNode body = JsonText.object();
    body.set("value", Values.one(cli(), value));
    Call call =
        call("PUT", "memory", key)
            .header("Idempotency-Key", once == null ? UUID.randomUUID().toString() : once)
            .json(body);
    Long expected = version;
    if (expected != null) {
      call.header(
          expected == 0 ? "If-None-Match" : "If-Match",
          expected == 0 ? "*" : "\"" + expected + "\"");
    }
    JsonNode data = cli().api().send(call).body();
    return new Answer(
        data,
        out -> out.line(key + " has version " + Fields.line(data, "version") + " now."),
        new Next(command("get", key), "see it"));
  }
}
