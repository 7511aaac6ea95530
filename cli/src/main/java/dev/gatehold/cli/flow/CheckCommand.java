package dev.gatehold.cli.flow;

import dev.gatehold.cli.api.Api;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.CliException;
import dev.gatehold.cli.output.ExitCode;
import dev.gatehold.cli.output.JsonText;
import dev.gatehold.cli.output.Next;
import dev.gatehold.language.FlowReader;
import dev.gatehold.language.Names;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "check",
    description = {
      "Check flow files and print every problem.",
      "Signed in, the server checks and knows people, groups and its floors; otherwise they are not"
          + " checked.",
      "With --floors it checks here: the floor files, and the flows against them."
    })
final class CheckCommand extends CliCommand {
  @Parameters(paramLabel = "FILE", arity = "0..*", description = "Flow files.")
  private List<String> files = List.of();

  @Option(names = "--offline", description = "Do not ask a server.")
  private boolean offline;

  @Option(
      names = "--floors",
      paramLabel = "FOLDER",
      description = "A folder of floor files, *.yaml, that flows are held to; asks no server.")
  private @Nullable String floors;

  CheckCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    List<FlowFile> sources = files.stream().map(name -> FlowFile.read(cli(), name)).toList();
    List<Report> reports = check(sources);
    if (reports.isEmpty()) {
      throw nothing();
    }
    boolean ok = reports.stream().allMatch(Report::ok);
    ObjectNode data = JsonText.object().put("ok", ok);
    ArrayNode told = data.putArray("files");
    for (Report report : reports) {
      ObjectNode entry = told.addObject().put("file", report.file());
      entry.setAll((ObjectNode) report.body());
    }
    List<Next> next =
        ok && !files.isEmpty()
            ? List.of(new Next("gatehold flow push " + files.getFirst(), "make it the draft"))
            : List.of();
    return new Answer(
        data,
        out -> reports.forEach(report -> report.print(out)),
        next,
        ok ? ExitCode.DONE : ExitCode.USAGE);
  }

  private List<Report> check(List<FlowFile> sources) {
    if (floors != null) {
      return held(sources, FloorFiles.read(cli(), floors));
    }
    URI server = cli().server();
    String token = offline ? null : cli().token(server);
    if (token == null) {
      return here(sources, Names.UNKNOWN);
    }
    try {
      Api api = new Api(server, token);
      return sources.stream().map(file -> file.check(api)).toList();
    } catch (CliException e) {
      if (!e.code().equals("server.unreachable") && e.exit() != ExitCode.NOT_ALLOWED) {
        throw e;
      }
      cli().progress("Checked without the server: people and groups are not known.");
      return here(sources, Names.UNKNOWN);
    }
  }

  private static List<Report> held(List<FlowFile> sources, FloorFiles floors) {
    List<Report> reports = new ArrayList<>(floors.reports());
    reports.addAll(here(sources, new Names(null, null, floors.floors())));
    return reports;
  }

  private static List<Report> here(List<FlowFile> sources, Names names) {
    FlowReader reader = new FlowReader();
    return sources.stream()
        .map(file -> Report.of(file.name(), reader.read(file.name(), file.source(), names)))
        .toList();
  }

  private CliException nothing() {
    return new CliException(
        ExitCode.USAGE,
        "usage.invalid",
        floors == null
            ? "Expected 'gatehold flow check' to get FILE, but it is missing."
            : "Expected floor files (*.yaml) in '" + floors + "', but there are none.",
        new Next("gatehold flow check --help", "see what it takes"));
  }
}
