package dev.gatehold.cli.request;

import dev.gatehold.cli.api.Api;
import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.api.Patience;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import dev.gatehold.cli.command.WaitOption;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.ExitCode;
import dev.gatehold.cli.output.Printer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
    name = "show",
    description = {
      "Show what is asked, of whom, and on what grounds.",
      "With --wait the exit code is the outcome: 0 approved, 10 rejected, 11 changes requested, 12"
          + " expired or cancelled, 8 still open. An outcome of the flow's own exits as what it"
          + " counts as. While somebody else reworks it, it waits on; when you are the one who has"
          + " to resubmit, it ends with 11."
    })
final class ShowRequestCommand extends CliCommand {
  @Parameters(paramLabel = "REQUEST", description = "The request's id, RUN.STEP.")
  private String id = "";

  @Option(
      names = "--wait",
      arity = "0..1",
      paramLabel = "30m",
      parameterConsumer = WaitOption.class,
      description = "Wait for the outcome, at most this long.")
  private @Nullable Duration wait;

  @Option(names = "--full", description = "Print evidence whole, not only its beginning.")
  private boolean full;

  ShowRequestCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    Api api = cli().api();
    JsonNode request = api.send(Call.get("requests", id)).body();
    Duration limit = wait;
    if (limit == null) {
      return answer(api, request, ExitCode.DONE);
    }
    Patience patience = new Patience(cli().environment().clock(), limit);
    cli().progress(Fields.line(request, "headline"));
    while (pending(request) && patience.left()) {
      request = patience.ask(api, slice -> Call.get("requests", id).waiting(slice)).body();
    }
    return answer(api, request, Requests.exit(request));
  }

  /** Nobody waits for what they have to do themselves. */
  private static boolean pending(JsonNode request) {
    return !Requests.closed(request) && !Requests.waitsForReader(request);
  }

  private Answer answer(Api api, JsonNode request, ExitCode exit) {
    return new Answer(request, out -> print(out, api, request), Advice.of(request).next(), exit);
  }

  private void print(Printer out, Api api, JsonNode request) {
    Incidents.print(out, Incidents.of(api, request));
    new RequestText(out, request, new EvidenceReader(api), full).print();
  }
}
