package dev.gatehold.cli.run;

import dev.gatehold.cli.api.Api;
import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.api.Patience;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import dev.gatehold.cli.command.Values;
import dev.gatehold.cli.command.WaitOption;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.ExitCode;
import dev.gatehold.cli.output.JsonText;
import dev.gatehold.cli.output.Printer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "start",
    description = {
      "Start a run.",
      "With --wait the exit code says how it ended: 0 completed, 10 rejected, 12 cancelled, 1"
          + " failed, 8 still going. When changes are requested and you are the one who has to"
          + " resubmit, the wait ends with 11."
    })
final class StartCommand extends CliCommand {
  @Parameters(paramLabel = "FLOW", description = "The flow's name.")
  private String flow = "";

  @Option(
      names = {"-i", "--input"},
      paramLabel = "KEY=VALUE",
      description = "An input; JSON when it reads as JSON, @FILE for a file's text, else text.")
  private List<String> inputs = List.of();

  @Option(names = "--input-file", paramLabel = "FILE", description = "A JSON object of inputs.")
  private @Nullable String inputFile;

  @Option(names = "--draft", description = "Run the draft.")
  private boolean draft;

  @Option(
      names = "--release",
      paramLabel = "N",
      description = "Run this release, not the live one.")
  private @Nullable Integer release;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "Idempotency key: the same key never starts a second run.")
  private @Nullable String key;

  @Option(
      names = "--wait",
      arity = "0..1",
      paramLabel = "30m",
      parameterConsumer = WaitOption.class,
      description = "Wait until the run is over, at most this long.")
  private @Nullable Duration wait;

  StartCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    Api api = cli().api();
    JsonNode run = api.send(start()).body();
    String id = Fields.raw(run, "id");
    Duration limit = wait;
    if (limit == null) {
      return new Answer(run, out -> print(out, run), RunText.next(run), ExitCode.DONE);
    }
    cli().progress("Started " + id + "; waiting for it to end.");
    ChangePrinter changes = new ChangePrinter(cli()::err);
    Follower follower = new Follower(api);
    JsonNode last =
        follower.follow(
            id,
            new Patience(cli().environment().clock(), limit),
            cli().json() ? state -> {} : changes);
    return new Answer(last, out -> print(out, last), RunText.next(last), follower.exit(last));
  }

  private Call start() {
    ObjectNode body = JsonText.object().put("flow", flow);
    if (release != null) {
      body.put("release", release);
    }
    if (draft) {
      body.put("draft", true);
    }
    body.set("input", Values.of(cli(), inputs, inputFile));
    String once = key == null ? UUID.randomUUID().toString() : key;
    return Call.post("runs").header("Idempotency-Key", once).json(body);
  }

  private static void print(Printer out, JsonNode run) {
    String status = Fields.raw(run, "status");
    String about = Fields.line(run, status.equals("active") ? "waiting_for" : "reason");
    out.line(
        out.style().bold(Fields.line(run, "id"))
            + "  "
            + RunText.release(run)
            + "  "
            + out.style().status(status)
            + (about.isEmpty() ? "" : "  " + about));
  }
}
