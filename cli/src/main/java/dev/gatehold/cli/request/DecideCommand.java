package dev.gatehold.cli.request;

import dev.gatehold.cli.api.Api;
import dev.gatehold.cli.api.ApiReply;
import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import dev.gatehold.cli.command.Values;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.CliException;
import dev.gatehold.cli.output.ExitCode;
import dev.gatehold.cli.output.JsonText;
import dev.gatehold.cli.output.Next;
import dev.gatehold.cli.output.Printer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Says yes or no to exactly what was shown: every decision carries the digest of a subject, taken
 * from what the person has seen or says to have seen.
 */
abstract class DecideCommand extends CliCommand {
  @Command(name = "approve", description = "Agree to a request.")
  static final class Approve extends DecideCommand {
    Approve(Cli cli) {
      super(cli, "approve");
    }
  }

  @Command(name = "reject", description = "Say no to a request.")
  static final class Reject extends DecideCommand {
    Reject(Cli cli) {
      super(cli, "reject");
    }
  }

  @Parameters(paramLabel = "REQUEST", description = "The request's id, RUN.STEP.")
  private String id = "";

  @Option(names = "--comment", paramLabel = "TEXT", description = "Why; shown to everybody.")
  private @Nullable String comment;

  @Option(
      names = "--form",
      paramLabel = "KEY=VALUE",
      description = "A value of the form; JSON when it reads as JSON, @FILE for a file's text.")
  private List<String> form = List.of();

  @Option(
      names = "--digest",
      paramLabel = "sha256:…",
      description = "The subject that you have seen; anything newer is refused.")
  private @Nullable String digest;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask; decide on the request as it is now.")
  private boolean yes;

  private final String verdict;

  private DecideCommand(Cli cli, String verdict) {
    super(cli);
    this.verdict = verdict;
  }

  @Override
  protected Answer answer() {
    Api api = cli().api();
    String subject = digest == null ? agreedSubject(api) : digest;
    ObjectNode body = JsonText.object().put("verdict", verdict);
    if (comment != null) {
      body.put("comment", comment);
    }
    body.set("form", Values.of(cli(), form, null));
    Call call =
        Call.post("requests", id, "decisions").header("If-Match", '"' + subject + '"').json(body);
    JsonNode request = api.send(call).body();
    String run = Fields.line(request, "run");
    return new Answer(
        request,
        out -> print(out, request),
        Fields.raw(request, "status").equals("open")
            ? new Next("gatehold request explain " + id, "see who is still needed")
            : new Next("gatehold run watch " + run, "see what happens now"));
  }

  private void print(Printer out, JsonNode request) {
    String done = verdict.equals("approve") ? "You approved" : "You rejected";
    out.line(out.style().bold(done) + " “" + Fields.line(request, "title") + "”.");
    out.line(Fields.line(request, "headline"));
  }

  private String agreedSubject(Api api) {
    boolean canAsk = cli().environment().interactive() && !cli().json();
    if (!yes && !canAsk) {
      throw new CliException(
          ExitCode.USAGE,
          "decision.unconfirmed",
          "Expected --digest with the subject that you have seen, or --yes, but found neither and"
              + " nobody can be asked here.",
          new Next("gatehold request show " + id + " --json", "see the request and its subject"));
    }
    ApiReply shown = api.send(Call.get("requests", id));
    if (!yes) {
      confirm(api, shown.body());
    }
    String tag = shown.tag();
    return tag == null ? Fields.raw(shown.body(), "subject") : tag;
  }

  private void confirm(Api api, JsonNode request) {
    new RequestText(cli().err(), request, new EvidenceReader(api), false).print();
    cli().err().line();
    String question = verdict.equals("approve") ? "Approve this?" : "Reject this?";
    if (!cli().confirm(question)) {
      throw new CliException(
          ExitCode.ERROR,
          "decision.unconfirmed",
          "Expected a yes, but got none: nothing was decided.",
          new Next("gatehold request show " + id, "look at it again"));
    }
  }
}
