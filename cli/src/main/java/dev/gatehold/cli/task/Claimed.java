package dev.gatehold.cli.task;

import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.output.JsonText;
import dev.gatehold.core.value.Durations;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A task that this worker has.
 *
 * @param input JSON, on one line
 * @param leaseFor how long the worker may be silent
 */
record Claimed(
    String id,
    String run,
    String step,
    String attempt,
    boolean draft,
    String input,
    long lease,
    Duration leaseFor) {

  static Claimed of(JsonNode task) {
    return new Claimed(
        Fields.raw(task, "id"),
        Fields.raw(task, "run"),
        Fields.raw(task, "step"),
        Fields.raw(task, "attempt"),
        task.path("draft").asBoolean(),
        JsonText.write(task.path("input")),
        task.path("lease").asLong(),
        Durations.parse(Fields.raw(task, "lease_for")));
  }

  /** A body that proves that this worker has it. */
  ObjectNode body() {
    return JsonText.object().put("lease", lease);
  }

  Call post(String verb, JsonNode body) {
    return Call.post("tasks", id, verb).json(body);
  }
}
