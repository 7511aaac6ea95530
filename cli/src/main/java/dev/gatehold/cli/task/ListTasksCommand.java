package dev.gatehold.cli.task;

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

@Command(name = "list", description = "List tasks that wait or are being done, oldest first.")
final class ListTasksCommand extends CliCommand {
  @Option(names = "--queue", paramLabel = "QUEUE", description = "Only those of this queue.")
  private @Nullable String queue;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many; default 20.")
  private int limit = 20;

  @Option(names = "--cursor", paramLabel = "CURSOR", description = "Go on where a list ended.")
  private @Nullable String cursor;

  ListTasksCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    Call call =
        Call.get("tasks").query("queue", queue).query("cursor", cursor).query("limit", limit);
    JsonNode data = cli().api().send(call).body();
    List<JsonNode> tasks = Fields.items(data, "items");
    List<Next> next = new ArrayList<>();
    if (!tasks.isEmpty()) {
      next.add(
          new Next("gatehold run show " + Fields.line(tasks.getFirst(), "run"), "see whose it is"));
    }
    if (Fields.has(data, "next_cursor")) {
      String more = "gatehold task list --cursor " + Fields.line(data, "next_cursor");
      next.add(new Next(queue == null ? more : more + " --queue " + queue, "see more"));
    }
    return new Answer(data, out -> print(out, tasks), next, ExitCode.DONE);
  }

  private static void print(Printer out, List<JsonNode> tasks) {
    if (tasks.isEmpty()) {
      out.line("No tasks.");
      return;
    }
    Table table = new Table("TASK", "QUEUE", "STATE", "SINCE", "WORKER", "HEARD", "");
    for (JsonNode task : tasks) {
      table.row(
          Fields.line(task, "id"),
          Fields.line(task, "queue"),
          Fields.line(task, "state"),
          ago(out, task, "waiting_since"),
          Fields.line(task, "worker"),
          ago(out, task, "heard_at"),
          progress(task));
    }
    table.print(out);
  }

  private static String ago(Printer out, JsonNode task, String name) {
    Instant time = Fields.instant(task, name);
    return time == null ? "" : out.when(time);
  }

  private static String progress(JsonNode task) {
    String share =
        Fields.has(task, "progress")
            ? Math.round(task.path("progress").asDouble() * 100) + " % "
            : "";
    return share + Fields.line(task, "message");
  }
}
