package dev.gatehold.cli.trigger;

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

@Command(name = "fire", description = "Start a run as a trigger does; you are its requester.")
final class FireCommand extends CliCommand {
  @Parameters(index = "0", paramLabel = "FLOW", description = "The flow's name.")
  private String flow = "";

  @Parameters(index = "1", paramLabel = "TRIGGER", description = "The trigger's id.")
  private String trigger = "";

  @Option(names = "--key", paramLabel = "KEY", description = "What it reads as event.key.")
  private @Nullable String key;

  @Option(
      names = "--data",
      paramLabel = "JSON",
      description = "What it reads as event.data: a JSON object, or @FILE for a file's.")
  private @Nullable String data;

  FireCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    ObjectNode body = JsonText.object();
    if (key != null) {
      body.put("key", key);
    }
    if (data != null) {
      body.set("data", Values.object(cli(), "--data", data));
    }
    Call call =
        Call.post("flows", flow, "triggers", trigger, "fire")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .json(body);
    JsonNode fired = cli().api().send(call).body();
    String run = Fields.line(fired, "run");
    return new Answer(
        fired,
        out -> out.line("Started " + run),
        List.of(new Next("gatehold run show " + run, "see how far it is")),
        ExitCode.DONE);
  }
}
