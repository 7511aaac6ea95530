package dev.gatehold.cli.demo;

import static java.time.temporal.ChronoUnit.SECONDS;

import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.output.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Workers outside take tasks; one of them falls silent, and another one takes its place. */
final class WorkerScene {
  private final Stage stage;

  WorkerScene(Stage stage) {
    this.stage = stage;
  }

  void exported() throws IOException {
    stage.narrator().chapter("Workers export tables in the night; one falls silent");
    Path folder = stage.place("export");
    ObjectNode input = JsonText.object().put("day", "2026-11-22").put("folder", folder.toString());
    input.putArray("tables").add("orders").add("customers");
    Performance export = Performance.of(stage, "nightly-export", "workers outside", "alice", input);
    Actor worker = stage.actor("maya").agent("exporter");
    JsonNode silent = claim(worker);
    stage.narrator().does("exporter-1", "takes a task and falls silent");
    stage.turnTo(stage.clock().instant().plus(61, SECONDS), "is turned on by its lease");
    for (int table = 1; table <= 2; table++) {
      bring(worker, claim(worker));
    }
    stage.narrator().does("exporter-2", "brings both tables");
    stage.refused(
        worker,
        "wakes up and brings its table too",
        "who fell silent comes too late",
        "lease.lost",
        409,
        () -> bring(worker, silent));
    export.asks();
    export.approves("ines");
    export.ends("completed");
    stage
        .expectations()
        .expect(
            "nightly-export: both tables are in the outbox, and nowhere else",
            Files.readString(folder.resolve("outbox/2026-11-22/orders.csv")).startsWith("id")
                && Files.exists(folder.resolve("outbox/2026-11-22/customers.csv"))
                && !Files.exists(folder.resolve("exports/2026-11-22")));
  }

  private static JsonNode claim(Actor worker) {
    ObjectNode wish =
        JsonText.object().put("queue", "export").put("worker", "exporter").put("wait", "20s");
    return worker.api().send(Call.post("tasks", "claim").json(wish)).body().at("/tasks/0");
  }

  private static void bring(Actor worker, JsonNode task) {
    ObjectNode body = JsonText.object().put("lease", task.path("lease").asLong());
    body.putObject("output").put("rows", 3).put("csv", "id\n1\n2\n3\n");
    worker.api().send(Call.post("tasks", Fields.raw(task, "id"), "complete").json(body));
  }
}
