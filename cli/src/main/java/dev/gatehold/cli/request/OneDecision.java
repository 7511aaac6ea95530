package dev.gatehold.cli.request;

import dev.gatehold.cli.api.Api;
import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.ExitCode;
import dev.gatehold.cli.output.Next;
import dev.gatehold.cli.output.Printer;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A decision on one request: taken, or refused with the reason. */
final class OneDecision {
  static final Next NOW_DECIDE =
      Next.say("Run it again without --dry-run, with --digest or --yes, to decide.");

  private final Api api;
  private final Saying saying;

  OneDecision(Api api, Saying saying) {
    this.api = api;
    this.saying = saying;
  }

  Answer answer(Shown shown, boolean dryRun) {
    Call call =
        Call.post("requests", shown.id(), "decisions")
            .query("dry_run", dryRun ? true : null)
            .header("If-Match", '"' + shown.subject() + '"')
            .json(saying.body());
    JsonNode request = api.send(call).body();
    return dryRun ? checked(request) : taken(request);
  }

  private Answer checked(JsonNode request) {
    return new Answer(
        request,
        out ->
            out.line(
                "'"
                    + saying.choice()
                    + "' would be taken for “"
                    + Fields.line(request, "title")
                    + "”. Nothing was decided."),
        NOW_DECIDE);
  }

  private Answer taken(JsonNode request) {
    return new Answer(request, out -> print(out, request), next(request), ExitCode.DONE);
  }

  private void print(Printer out, JsonNode request) {
    String title = "“" + Fields.line(request, "title") + "”";
    JsonNode you = request.path("you");
    if (Fields.has(you, "note")) {
      out.line(out.style().bold("You edited " + title) + ".");
      out.line(Fields.line(you, "note"));
    } else {
      out.line(out.style().bold(saying.done(title)) + ".");
    }
    out.line(Fields.line(request, "headline"));
  }

  private List<Next> next(JsonNode request) {
    return switch (Fields.raw(request, "status")) {
      case "open" -> nextOfOpen(request);
      case "rework" -> Advice.of(request).next();
      default ->
          List.of(
              new Next(
                  "gatehold run watch " + Fields.line(request, "run"), "see what happens now"));
    };
  }

  /** To escalate is no opinion that could be taken back, nor is an edit. */
  private List<Next> nextOfOpen(JsonNode request) {
    String id = Fields.line(request, "id");
    Next explain = new Next("gatehold request explain " + id, "see who is still needed");
    Next withdraw = new Next("gatehold withdraw " + id, "take it back while the request is open");
    boolean opinion =
        !saying.choice().equals("escalate") && !Fields.has(request.path("you"), "note");
    return opinion ? List.of(explain, withdraw) : List.of(explain);
  }
}
