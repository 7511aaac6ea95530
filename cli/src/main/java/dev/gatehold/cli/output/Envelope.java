package dev.gatehold.cli.output;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The one line that {@code --json} prints, whatever happened. Its shape is part of the promise of
 * the command line and is described by {@code envelope.schema.json} beside this class.
 */
public final class Envelope {
  private Envelope() {}

  /** {@code {"ok":true,"data":…,"next":[…]}}. */
  public static String success(Answer answer) {
    ObjectNode line = JsonText.object().put("ok", true);
    line.set("data", answer.data());
    line.set("next", next(answer.next()));
    return JsonText.write(line);
  }

  /** {@code {"ok":false,"error":{"code","message","details"},"next":[…]}}. */
  public static String failure(CliException error) {
    ObjectNode line = JsonText.object().put("ok", false);
    ObjectNode told = line.putObject("error");
    told.put("code", error.code()).put("message", error.message());
    told.set("details", error.details() == null ? JsonText.object() : error.details());
    line.set("next", next(error.next()));
    return JsonText.write(line);
  }

  private static ArrayNode next(List<Next> steps) {
    ArrayNode array = JsonText.array();
    for (Next step : steps) {
      array.addObject().put("command", step.command()).put("why", step.why());
    }
    return array;
  }
}
