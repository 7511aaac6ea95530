package dev.gatehold.cli.run;

import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.ExitCode;
import dev.gatehold.cli.output.Next;
import dev.gatehold.cli.output.Printer;
import dev.gatehold.cli.output.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(name = "list", description = "List runs, newest first.")
final class ListRunsCommand extends CliCommand {
  @Option(names = "--flow", paramLabel = "FLOW", description = "Only runs of this flow.")
  private @Nullable String flow;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "Only active, completed, rejected, failed or cancelled ones.")
  private @Nullable String status;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many; default 20.")
  private int limit = 20;

  @Option(names = "--cursor", paramLabel = "CURSOR", description = "Go on where a list ended.")
  private @Nullable String cursor;

  ListRunsCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    Call call =
        Call.get("runs")
            .query("flow", flow)
            .query("status", status)
            .query("cursor", cursor)
            .query("limit", limit);
    JsonNode data = cli().api().send(call).body();
    List<JsonNode> runs = Fields.items(data, "items");
    List<Next> next = new ArrayList<>();
    if (!runs.isEmpty()) {
      next.add(new Next("gatehold run show " + Fields.line(runs.getFirst(), "id"), "see one"));
    }
    if (Fields.has(data, "next_cursor")) {
      next.add(
          new Next("gatehold run list --cursor " + Fields.line(data, "next_cursor"), "see more"));
    }
    return new Answer(data, out -> print(out, runs), next, ExitCode.DONE);
  }

  private static void print(Printer out, List<JsonNode> runs) {
    if (runs.isEmpty()) {
      out.line("No runs.");
      return;
    }
    Table table = new Table("RUN", "FLOW", "STATUS", "STARTED", "BY", "");
    for (JsonNode run : runs) {
      table.row(
          Fields.line(run, "id"),
          RunText.release(run),
          out.style().status(Fields.line(run, "status")),
          RunText.ago(out, run, "started_at"),
          Fields.line(run, "requester"),
          Fields.line(run, "waiting_for"));
    }
    table.print(out);
  }
}
