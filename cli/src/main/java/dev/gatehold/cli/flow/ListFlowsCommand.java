package dev.gatehold.cli.flow;

import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.Next;
import dev.gatehold.cli.output.Printer;
import dev.gatehold.cli.output.Table;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

@Command(name = "list", description = "List the flows.")
final class ListFlowsCommand extends CliCommand {
  ListFlowsCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    JsonNode data = cli().api().send(Call.get("flows")).body();
    List<JsonNode> flows = Fields.items(data, "items");
    Next next =
        flows.isEmpty()
            ? new Next("gatehold flow push FILE", "push the first one")
            : new Next("gatehold flow show " + Fields.line(flows.getFirst(), "flow"), "see one");
    return new Answer(data, out -> print(out, flows), next);
  }

  private static void print(Printer out, List<JsonNode> flows) {
    if (flows.isEmpty()) {
      out.line("No flows yet.");
      return;
    }
    Table table = new Table("FLOW", "LIVE", "NEWEST", "DRAFT");
    for (JsonNode flow : flows) {
      Instant draft = Fields.instant(flow, "draft_at");
      table.row(
          Fields.line(flow, "flow"),
          orDash(Fields.line(flow, "live")),
          orDash(Fields.line(flow, "newest")),
          draft == null ? "-" : out.when(draft));
    }
    table.print(out);
  }

  private static String orDash(String number) {
    return number.isEmpty() || number.equals("0") ? "-" : "@" + number;
  }
}
