package dev.gatehold.cli.trigger;

import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.ExitCode;
import dev.gatehold.cli.output.Printer;
import dev.gatehold.cli.output.Table;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
    name = "list",
    description = "List triggers: when they are due, what they started, and what they did not.")
final class ListTriggersCommand extends CliCommand {
  @Parameters(paramLabel = "FLOW", arity = "0..1", description = "Only those of this flow.")
  private @Nullable String flow;

  ListTriggersCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    Call call = flow == null ? Call.get("triggers") : Call.get("flows", flow, "triggers");
    JsonNode data = cli().api().send(call).body();
    return new Answer(
        data, out -> print(out, Fields.items(data, "items")), List.of(), ExitCode.DONE);
  }

  private static void print(Printer out, List<JsonNode> triggers) {
    if (triggers.isEmpty()) {
      out.line("No triggers.");
      return;
    }
    Table table = new Table("FLOW", "TRIGGER", "UPON", "NEXT", "FIRED", "RUN");
    for (JsonNode trigger : triggers) {
      table.row(
          Fields.line(trigger, "flow"),
          Fields.line(trigger, "id"),
          Fields.line(trigger, "kind") + " " + Fields.line(trigger, "source"),
          next(out, trigger),
          when(out, trigger.path("last_fired"), "at"),
          Fields.line(trigger.path("last_fired"), "run"));
    }
    table.print(out);
    for (JsonNode trigger : triggers) {
      tell(out, trigger, "last_skipped", "skipped");
      tell(out, trigger, "last_refused", "refused");
    }
  }

  private static void tell(Printer out, JsonNode trigger, String field, String word) {
    if (Fields.has(trigger, field)) {
      JsonNode what = trigger.path(field);
      out.line(
          Fields.line(trigger, "flow")
              + "/"
              + Fields.line(trigger, "id")
              + " last "
              + word
              + " "
              + when(out, what, "at")
              + ": "
              + Fields.line(what, "why"));
    }
  }

  private static String next(Printer out, JsonNode trigger) {
    if (Fields.has(trigger, "paused")) {
      return "paused by " + Fields.line(trigger.path("paused"), "by");
    }
    int waiting = trigger.path("waiting").asInt();
    return waiting > 0 ? waiting + " waiting" : when(out, trigger, "next_due");
  }

  private static String when(Printer out, JsonNode node, String field) {
    Instant at = Fields.has(node, field) ? Fields.instant(node, field) : null;
    return at == null ? "" : out.when(at);
  }
}
