package dev.gatehold.cli.event;

import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.ExitCode;
import dev.gatehold.cli.output.JsonText;
import dev.gatehold.cli.output.Next;
import dev.gatehold.cli.output.Plain;
import dev.gatehold.cli.output.Printer;
import dev.gatehold.cli.output.Table;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(name = "list", description = "List the events of the last 30 days, newest first.")
final class ListEventsCommand extends CliCommand {
  private static final int LONGEST_DATA = 60;

  @Option(names = "--name", paramLabel = "NAME", description = "Only those of this name.")
  private @Nullable String name;

  @Option(names = "--key", paramLabel = "KEY", description = "Only those with this key.")
  private @Nullable String key;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many; default 20.")
  private int limit = 20;

  @Option(names = "--cursor", paramLabel = "CURSOR", description = "Go on where a list ended.")
  private @Nullable String cursor;

  ListEventsCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    Call call =
        Call.get("events")
            .query("name", name)
            .query("key", key)
            .query("cursor", cursor)
            .query("limit", limit);
    JsonNode data = cli().api().send(call).body();
    List<Next> next =
        Fields.has(data, "next_cursor")
            ? List.of(
                new Next(
                    "gatehold event list --cursor " + Fields.line(data, "next_cursor"),
                    "see more, with the same options"))
            : List.of();
    return new Answer(data, out -> print(out, Fields.items(data, "items")), next, ExitCode.DONE);
  }

  private static void print(Printer out, List<JsonNode> events) {
    if (events.isEmpty()) {
      out.line("No events.");
      return;
    }
    Table table = new Table("EVENT", "NAME", "KEY", "WHEN", "FROM", "DATA");
    for (JsonNode event : events) {
      Instant at = Fields.instant(event, "at");
      table.row(
          Fields.line(event, "id"),
          Fields.line(event, "name"),
          Fields.line(event, "key"),
          at == null ? "" : out.when(at),
          Fields.line(event, "sender"),
          brief(JsonText.write(event.path("data"))));
    }
    table.print(out);
  }

  private static String brief(String data) {
    String line = Plain.line(data);
    return line.length() <= LONGEST_DATA ? line : line.substring(0, LONGEST_DATA) + "…";
  }
}
