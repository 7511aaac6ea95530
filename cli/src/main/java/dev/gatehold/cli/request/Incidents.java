package dev.gatehold.cli.request;

import dev.gatehold.cli.api.Api;
import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.output.Printer;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What is wrong at a request's gate and what its people cannot mend by deciding. */
final class Incidents {
  private Incidents() {}

  /** Those of the request's step, from its run; none once it is closed. */
  static List<JsonNode> of(Api api, JsonNode request) {
    if (Requests.closed(request)) {
      return List.of();
    }
    JsonNode run = api.send(Call.get("runs", Fields.raw(request, "run"))).body();
    String step = Fields.raw(request, "step");
    return Fields.items(run, "incidents").stream()
        .filter(incident -> Fields.raw(incident, "step").equals(step))
        .toList();
  }

  static void print(Printer out, List<JsonNode> incidents) {
    for (JsonNode incident : incidents) {
      out.line(out.style().bad("incident: ") + Fields.line(incident, "message"));
      out.line("  " + Fields.line(incident, "next"));
    }
  }
}
