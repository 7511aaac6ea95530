package dev.gatehold.cli.request;

import dev.gatehold.cli.api.Api;
import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.ExitCode;
import dev.gatehold.cli.output.JsonText;
import dev.gatehold.cli.output.Printer;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "explain",
    description = {
      "Say rule by rule why a request stands where it stands: who counts, who does not and why,"
          + " what time brings, and what you can do."
    })
final class ExplainCommand extends CliCommand {
  private static final List<String> FIELDS =
      List.of(
          "status",
          "outcome",
          "round",
          "headline",
          "rework_by",
          "due_at",
          "overdue",
          "expires_at",
          "expires_as",
          "reminders",
          "ladder",
          "rejects",
          "floors",
          "exclusions",
          "evaluation",
          "choices",
          "feedback",
          "decisions",
          "handovers",
          "escalations",
          "you");

  @Parameters(paramLabel = "REQUEST", description = "The request's id, RUN.STEP.")
  private String id = "";

  ExplainCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    Api api = cli().api();
    JsonNode request = api.send(Call.get("requests", id)).body();
    List<JsonNode> incidents = Incidents.of(api, request);
    ObjectNode data = JsonText.object().put("id", id);
    for (String field : FIELDS) {
      if (request.has(field)) {
        data.set(field, request.path(field));
      }
    }
    data.putArray("incidents").addAll(incidents);
    Advice advice = Advice.of(request);
    return new Answer(
        data, out -> print(out, request, incidents, advice), advice.next(), ExitCode.DONE);
  }

  private static void print(
      Printer out, JsonNode request, List<JsonNode> incidents, Advice advice) {
    out.line(Fields.line(request, "headline"));
    Incidents.print(out, incidents);
    out.heading("Who is needed");
    new EvaluationText(out).print(request.path("evaluation"));
    exclusions(out, Fields.items(request, "exclusions"));
    out.line("  " + out.style().dim(rejections(Fields.line(request, "rejects"))));
    new HistoryText(out, request).print();
    if (!Requests.closed(request)) {
      new TimeText(out, request).print();
      out.heading("What you can do");
      out.line("  " + advice.sentence());
    }
  }

  private static void exclusions(Printer out, List<JsonNode> excluded) {
    for (JsonNode each : excluded) {
      String sentence = Fields.line(each, "person") + " never counts: " + Fields.line(each, "why");
      out.line("  " + out.style().dim("·") + " " + sentence);
    }
  }

  private static String rejections(String rejects) {
    return switch (rejects) {
      case "any", "" -> "One rejection ends it.";
      case "impossible" -> "Rejections end it when approval can no longer be reached.";
      default ->
          rejects.substring(rejects.indexOf(':') + 1)
              + " rejections end it, or fewer when approval can no longer be reached.";
    };
  }
}
