package dev.gatehold.cli.memory;

import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands share: which flow's memory, and which of its two. */
abstract class MemoryCommand extends CliCommand {
  @Parameters(index = "0", paramLabel = "FLOW", description = "The flow's name.")
  private String flow = "";

  @Option(names = "--staging", description = "What its draft runs remember.")
  private boolean staging;

  MemoryCommand(Cli cli) {
    super(cli);
  }

  final String flow() {
    return flow;
  }

  /** A call about the flow's memory, or about one of its keys. */
  final Call call(String method, String collection, @Nullable String key) {
    List<String> segments = new ArrayList<>(List.of("flows", flow, collection));
    if (key != null) {
      segments.addAll(List.of(key.split("/", -1)));
    }
    return Call.to(method, segments.toArray(String[]::new))
        .query("environment", staging ? "staging" : null);
  }

  /** A command about a key of the same memory, to say what can be done next. */
  final String command(String verb, String key) {
    return "gatehold memory " + verb + " " + flow + " " + key + (staging ? " --staging" : "");
  }
}
