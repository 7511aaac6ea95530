package dev.gatehold.cli.request;

import dev.gatehold.cli.api.Api;
import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import dev.gatehold.cli.command.Values;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.ExitCode;
import dev.gatehold.cli.output.JsonText;
import dev.gatehold.cli.output.Printer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "resubmit",
    description = {
      "Answer a request for changes: people are asked again, in a new round.",
      "Fields that you give replace those of the input; the others stay. Without any, the input"
          + " stays as it is. Agents may resubmit what their person has to."
    })
final class ResubmitCommand extends CliCommand {
  @Parameters(paramLabel = "REQUEST", description = "The request's id, RUN.STEP.")
  private String id = "";

  @Option(
      names = {"-i", "--input"},
      paramLabel = "KEY=VALUE",
      description = "A field; JSON when it reads as JSON, @FILE for a file's text, else text.")
  private List<String> inputs = List.of();

  @Option(names = "--input-file", paramLabel = "FILE", description = "A JSON object of fields.")
  private @Nullable String inputFile;

  @Option(
      names = "--comment",
      paramLabel = "TEXT",
      description = "What you changed; shown to everybody who is asked again.")
  private @Nullable String comment;

  ResubmitCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    Api api = cli().api();
    ObjectNode body = JsonText.object();
    if (!inputs.isEmpty() || inputFile != null) {
      body.set("input", changed(api, Values.of(cli(), inputs, inputFile)));
    }
    if (comment != null) {
      body.put("comment", comment);
    }
    JsonNode request = api.send(Call.post("requests", id, "resubmit").json(body)).body();
    return new Answer(
        request, out -> print(out, request), Advice.of(request).next(), ExitCode.DONE);
  }

  private JsonNode changed(Api api, ObjectNode given) {
    JsonNode current = api.send(Call.get("requests", id)).body().path("input");
    ObjectNode input = JsonText.object();
    if (current instanceof ObjectNode fields) {
      input.setAll(fields);
    }
    input.setAll(given);
    return input;
  }

  private static void print(Printer out, JsonNode request) {
    out.line(out.style().bold("You resubmitted") + " “" + Fields.line(request, "title") + "”.");
    out.line("Round " + Fields.line(request, "round") + ": " + Fields.line(request, "headline"));
  }
}
