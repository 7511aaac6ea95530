package dev.gatehold.cli.request;

import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.ExitCode;
import dev.gatehold.cli.output.Next;
import dev.gatehold.cli.output.Printer;
import dev.gatehold.cli.output.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(
    name = "inbox",
    description = "List the requests that wait for you: to decide, or to change and resubmit.")
final class InboxCommand extends CliCommand {
  @Option(names = "--all", description = "Those that wait for others, too.")
  private boolean all;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "open (default), rework, overdue, closed or all.")
  private String state = "open";

  @Option(names = "--overdue", description = "Only those past due; short for --state overdue.")
  private boolean overdue;

  @Option(names = "--run", paramLabel = "RUN", description = "Only requests of this run.")
  private @Nullable String run;

  @Option(names = "--cursor", paramLabel = "CURSOR", description = "Go on where a list ended.")
  private @Nullable String cursor;

  InboxCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    Call call =
        Call.get("requests")
            .query("state", overdue ? "overdue" : state)
            .query("mine", !all)
            .query("run", run)
            .query("cursor", cursor);
    JsonNode data = cli().api().send(call).body();
    List<JsonNode> requests = Fields.items(data, "items");
    List<Next> next = new ArrayList<>();
    if (!requests.isEmpty()) {
      JsonNode first = requests.getFirst();
      String why =
          Fields.raw(first, "status").equals("rework")
              ? "see what is to be changed"
              : "see what it is about";
      next.add(new Next("gatehold request show " + Fields.line(first, "id"), why));
    } else if (!all) {
      next.add(new Next("gatehold inbox --all", "see what waits for others"));
    }
    if (Fields.has(data, "next_cursor")) {
      next.add(new Next("gatehold inbox --cursor " + Fields.line(data, "next_cursor"), "see more"));
    }
    return new Answer(data, out -> print(out, requests), next, ExitCode.DONE);
  }

  private void print(Printer out, List<JsonNode> requests) {
    if (requests.isEmpty()) {
      out.line(nothing());
      return;
    }
    Table table = new Table("REQUEST", "TITLE", "BY", "OPENED", "DUE", "EXPIRES", "");
    for (JsonNode request : requests) {
      table.row(
          Fields.line(request, "id"),
          Fields.line(request, "title"),
          Fields.line(request, "requester"),
          orDash(when(out, request, "opened_at")),
          orDash(TimeText.due(out, request)),
          orDash(when(out, request, "expires_at")),
          Fields.line(request, "progress"));
    }
    table.print(out);
  }

  private static String when(Printer out, JsonNode request, String field) {
    Instant time = Fields.instant(request, field);
    return time == null ? "" : out.when(time);
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "-" : text;
  }

  private String nothing() {
    if (overdue || state.equals("overdue")) {
      return all ? "Nothing is overdue." : "Nothing that waits for you is overdue.";
    }
    return all ? "No requests." : "Nothing waits for you.";
  }
}
