package dev.gatehold.cli.request;

import dev.gatehold.cli.api.Api;
import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.api.Me;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import dev.gatehold.cli.command.Moment;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.JsonText;
import dev.gatehold.cli.output.Next;
import dev.gatehold.cli.output.Plain;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "delegate",
    description = {
      "Let somebody else decide one request for you; you still may, and the first of you does.",
      "For everything while you are away, see 'gatehold away'."
    })
final class DelegateCommand extends CliCommand {
  @Parameters(paramLabel = "REQUEST", description = "The request's id, RUN.STEP.")
  private String id = "";

  /** To whom: somebody, or back. */
  private static final class Direction {
    @Option(names = "--to", paramLabel = "USER", required = true, description = "Who may decide.")
    private @Nullable String to;

    @Option(names = "--back", required = true, description = "Take it back.")
    private boolean back;
  }

  @ArgGroup(multiplicity = "1")
  private Direction direction = new Direction();

  @Option(
      names = "--from",
      paramLabel = "USER",
      description = "Whose right it is; default: yours. Another's takes an admin and a reason.")
  private @Nullable String from;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the journal.")
  private @Nullable String reason;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description =
          "A day (to its end), a time with its zone, or a span from now (3d). Default: as long as"
              + " the request is open.")
  private @Nullable String until;

  DelegateCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() {
    Instant end = until == null ? null : Moment.until(until, cli().environment());
    Api api = cli().api();
    String owner = from == null ? Me.person(api) : from;
    String to = direction.back || direction.to == null ? owner : direction.to;
    ObjectNode body = JsonText.object().put("to", to);
    if (from != null) {
      body.put("from", from);
    }
    if (reason != null) {
      body.put("reason", reason);
    }
    if (end != null) {
      body.put("until", end.toString());
    }
    JsonNode request = api.send(Call.post("requests", id, "handovers").json(body)).body();
    String sentence = sentence(Plain.line(owner), Plain.line(to), end, request);
    return new Answer(request, out -> out.line(sentence), next(to.equals(owner), request));
  }

  private String sentence(String owner, String to, @Nullable Instant end, JsonNode request) {
    String title = "“" + Fields.line(request, "title") + "”";
    if (to.equals(owner)) {
      return "Taken back: nobody decides " + title + " for " + owner + " any more.";
    }
    return to
        + " may now decide "
        + title
        + " for "
        + owner
        + (end == null ? "" : ", until " + Moment.shown(end, cli().environment()))
        + ". Whoever of the two decides first uses up the right.";
  }

  private Next next(boolean back, JsonNode request) {
    String command = "gatehold delegate " + Fields.line(request, "id");
    String whose = from == null ? "" : " --from " + Plain.line(from) + " --reason \"…\"";
    return back
        ? new Next("gatehold request explain " + Fields.line(request, "id"), "see who is needed")
        : new Next(command + " --back" + whose, "take it back");
  }
}
