package dev.gatehold.cli.flow;

import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.Next;
import dev.gatehold.cli.output.Plain;
import dev.gatehold.cli.output.Printer;
import dev.gatehold.cli.output.Table;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(name = "show", description = "Show a flow's draft and releases, or a release's source.")
final class ShowFlowCommand extends CliCommand {
  @Parameters(paramLabel = "FLOW", description = "The flow's name.")
  private String flow = "";

  @Option(names = "--release", paramLabel = "N", description = "Print this release's source.")
  private @Nullable Integer release;

  ShowFlowCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    Integer number = release;
    if (number != null) {
      Call call = Call.get("flows", flow, "releases", number.toString());
      JsonNode data = cli().api().send(call).body();
      return new Answer(data, out -> out.line(Fields.block(data, "source").stripTrailing()));
    }
    JsonNode data = cli().api().send(Call.get("flows", flow)).body();
    return new Answer(
        data,
        out -> print(out, data),
        new Next("gatehold run start " + flow, "start a run of the live release"));
  }

  private static void print(Printer out, JsonNode flow) {
    out.line(out.style().bold(Fields.line(flow, "flow")));
    if (Fields.has(flow, "draft")) {
      JsonNode draft = flow.path("draft");
      out.line("  draft by " + Fields.line(draft, "author") + ", " + at(out, draft));
    }
    List<JsonNode> releases = Fields.items(flow, "releases");
    if (releases.isEmpty()) {
      out.line("  no release yet");
      return;
    }
    out.line();
    Table table = new Table("RELEASE", "LIVE", "BY", "WHEN", "DIGEST", "NOTE");
    for (JsonNode release : releases) {
      table.row(
          "@" + Fields.line(release, "number"),
          release.path("live").asBoolean(false) ? "live" : "",
          Fields.line(release, "author"),
          at(out, release),
          brief(Fields.raw(release, "digest")),
          Fields.line(release, "note"));
    }
    table.print(out);
  }

  private static String at(Printer out, JsonNode object) {
    Instant at = Fields.instant(object, "at");
    return at == null ? "-" : out.when(at);
  }

  private static String brief(String digest) {
    String hex = digest.startsWith("sha256:") ? digest.substring("sha256:".length()) : digest;
    return Plain.line(hex.substring(0, Math.min(12, hex.length())));
  }
}
