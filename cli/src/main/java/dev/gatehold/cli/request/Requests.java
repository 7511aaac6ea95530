package dev.gatehold.cli.request;

import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.output.ExitCode;
import tools.jackson.databind.JsonNode;

/** How a request stands, as far as several commands ask. */
final class Requests {
  private Requests() {}

  static boolean open(JsonNode request) {
    return Fields.raw(request, "status").equals("open");
  }

  static boolean closed(JsonNode request) {
    return Fields.raw(request, "status").equals("closed");
  }

  /** Whether it waits for a resubmission that only the reader can make. */
  static boolean waitsForReader(JsonNode request) {
    return request.path("you").path("may_resubmit").asBoolean(false);
  }

  /** The exit code for how it stands; an outcome of the flow's own is what it counts as. */
  static ExitCode exit(JsonNode request) {
    if (waitsForReader(request)) {
      return ExitCode.CHANGES_REQUESTED;
    }
    String outcome = Fields.optional(request, "outcome");
    return Fields.items(request, "choices").stream()
        .filter(choice -> Fields.raw(choice, "word").equals(outcome))
        .map(choice -> ExitCode.ofVerdict(Fields.raw(choice, "as")))
        .findFirst()
        .orElseGet(() -> ExitCode.ofOutcome(outcome));
  }
}
