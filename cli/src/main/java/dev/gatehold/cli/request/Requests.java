package dev.gatehold.cli.request;

import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.output.ExitCode;
import dev.gatehold.cli.output.Next;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What several commands about one request have in common. */
final class Requests {
  private Requests() {}

  static ExitCode exit(JsonNode request) {
    return ExitCode.ofOutcome(Fields.optional(request, "outcome"));
  }

  /** What a reader of the request can do now. */
  static List<Next> next(JsonNode request) {
    String id = Fields.line(request, "id");
    if (!Fields.raw(request, "status").equals("open")) {
      return List.of(new Next("gatehold run show " + Fields.line(request, "run"), "see its run"));
    }
    if (!request.path("you").path("may_decide").asBoolean(false)) {
      return List.of(new Next("gatehold request show " + id + " --wait", "wait for the outcome"));
    }
    String digest = " --digest " + Fields.line(request, "subject");
    return List.of(
        new Next("gatehold approve " + id + digest, "agree to exactly this"),
        new Next("gatehold reject " + id + digest + " --comment \"…\"", "say no, and why"));
  }
}
