package dev.gatehold.cli.request;

import dev.gatehold.cli.api.Api;
import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.ExitCode;
import dev.gatehold.cli.output.JsonText;
import dev.gatehold.cli.output.Next;
import dev.gatehold.cli.output.Printer;
import dev.gatehold.cli.output.Table;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The same decision on several requests. All are checked first: when one would be refused, nothing
 * is decided, unless the person wants those decided that can be.
 */
final class ManyDecisions {
  private final Api api;
  private final Saying saying;

  ManyDecisions(Api api, Saying saying) {
    this.api = api;
    this.saying = saying;
  }

  Answer answer(List<Shown> shown, boolean dryRun, boolean keepGoing) {
    ObjectNode body = body(shown);
    if (dryRun || !keepGoing) {
      JsonNode checked = send(body, true);
      if (dryRun || !refused(checked).isEmpty()) {
        return answer(checked, false);
      }
    }
    return answer(send(body, false), true);
  }

  private ObjectNode body(List<Shown> shown) {
    ObjectNode body = JsonText.object();
    ArrayNode decisions = body.putArray("decisions");
    for (Shown each : shown) {
      ObjectNode decision = decisions.addObject();
      decision.put("request", each.id()).put("subject", each.subject());
      decision.setAll(saying.body());
    }
    return body;
  }

  private JsonNode send(ObjectNode body, boolean dryRun) {
    return api.send(Call.post("decisions").query("dry_run", dryRun ? true : null).json(body))
        .body();
  }

  private Answer answer(JsonNode results, boolean decided) {
    List<JsonNode> refused = refused(results);
    ObjectNode data = JsonText.object().put("decided", decided);
    data.setAll((ObjectNode) results);
    if (!decided) {
      data.put("applied", 0);
    }
    ExitCode exit = refused.isEmpty() ? ExitCode.DONE : exit(refused.getFirst());
    return new Answer(data, out -> print(out, results, decided), next(results, decided), exit);
  }

  private static List<JsonNode> refused(JsonNode results) {
    return Fields.items(results, "results").stream()
        .filter(each -> !each.path("ok").asBoolean(false))
        .toList();
  }

  private static ExitCode exit(JsonNode refused) {
    return ExitCode.ofStatus(refused.path("error").path("status").asInt(0));
  }

  private void print(Printer out, JsonNode results, boolean decided) {
    List<JsonNode> items = Fields.items(results, "results");
    Table table = new Table("REQUEST", "TITLE", "RESULT", "");
    for (JsonNode item : items) {
      row(out, table, item, decided);
    }
    table.print(out);
    out.line();
    out.line(sentence(items.size(), refused(results).size(), decided));
  }

  private static void row(Printer out, Table table, JsonNode item, boolean decided) {
    JsonNode result = item.path("result");
    boolean ok = item.path("ok").asBoolean(false);
    String word = ok ? (decided ? standing(result) : "can be taken") : "refused";
    table.row(
        Fields.line(item, "request"),
        Fields.line(result, "title"),
        out.style().status(word),
        ok ? Fields.line(result, "progress") : Fields.line(item.path("error"), "detail"));
  }

  private static String standing(JsonNode result) {
    return Fields.line(result, Fields.has(result, "outcome") ? "outcome" : "status");
  }

  private String sentence(int all, int refused, boolean decided) {
    if (decided) {
      return saying.done()
          + " "
          + (all - refused)
          + " of "
          + all
          + (refused == 0 ? "." : "; " + refused + (refused == 1 ? " was" : " were") + " refused.");
    }
    return refused == 0
        ? "All " + all + " can be taken. Nothing was decided."
        : refused + " of " + all + " would be refused. Nothing was decided.";
  }

  private static List<Next> next(JsonNode results, boolean decided) {
    List<JsonNode> refused = refused(results);
    if (refused.isEmpty()) {
      return List.of(
          decided
              ? new Next("gatehold inbox", "see what else waits for you")
              : OneDecision.NOW_DECIDE);
    }
    List<Next> next = new ArrayList<>();
    String first = Fields.line(refused.getFirst(), "request");
    next.add(new Next("gatehold request explain " + first, "see why it is refused"));
    if (!decided && refused.size() < Fields.items(results, "results").size()) {
      next.add(Next.say("Leave out what is refused, or add --keep-going to decide the others."));
    }
    return next;
  }
}
