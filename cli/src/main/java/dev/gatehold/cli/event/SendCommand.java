package dev.gatehold.cli.event;

import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import dev.gatehold.cli.command.Values;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.ExitCode;
import dev.gatehold.cli.output.JsonText;
import dev.gatehold.cli.output.Next;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "send",
    description = "Say that something has happened; runs that wait for it go on.")
final class SendCommand extends CliCommand {
  @Parameters(paramLabel = "NAME", description = "The event's name, such as order.paid.")
  private String name = "";

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "What it happened to, such as an order's number.")
  private @Nullable String key;

  @Option(
      names = "--data",
      paramLabel = "JSON",
      description = "A JSON object, or @FILE for a file's.")
  private @Nullable String data;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "Your own id of the event: the same one is the same event.")
  private @Nullable String id;

  SendCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    ObjectNode body = JsonText.object().put("name", name);
    if (key != null) {
      body.put("key", key);
    }
    if (data != null) {
      body.set("data", Values.object(cli(), "--data", data));
    }
    body.put("id", id == null ? UUID.randomUUID().toString() : id);
    JsonNode sent = cli().api().send(Call.post("events").json(body)).body();
    boolean repeated = sent.path("repeated").asBoolean();
    return new Answer(
        sent,
        out -> out.line((repeated ? "Known already: " : "Sent: ") + Fields.line(sent, "id")),
        List.of(new Next("gatehold run list --status active", "see what goes on")),
        ExitCode.DONE);
  }
}
