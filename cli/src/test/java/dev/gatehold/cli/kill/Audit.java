package dev.gatehold.cli.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.cli.api.Api;
import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.api.Fields;
import dev.gatehold.cli.api.JournalReader;
import dev.gatehold.cli.output.JsonText;
import dev.gatehold.engine.journal.JournalCodec;
import dev.gatehold.engine.store.StoredEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Compares what was told with what the journals say. */
final class Audit {
  private final Api api;
  private final Map<String, List<JsonNode>> events = new HashMap<>();
  private final Map<Integer, List<String>> runsOfNumber = new HashMap<>();

  Audit(Api api) {
    this.api = api;
  }

  /** Reads every journal there is, and checks each one by itself. */
  void read() {
    for (JsonNode run : everyRun()) {
      String id = Fields.raw(run, "id");
      List<JournalReader.Line> lines = new JournalReader(api).read(id);
      JournalCodec.verifyChain(
          JournalCodec.GENESIS,
          lines.stream()
              .map(line -> new StoredEntry(id, line.seq(), line.text(), line.hash()))
              .toList());
      List<JsonNode> happened =
          lines.stream()
              .map(line -> JsonText.read(line.text()))
              .flatMap(entry -> Fields.items(entry, "events").stream())
              .toList();
      events.put(id, happened);
      checkByItself(id, Fields.raw(run, "status"), happened);
      runsOfNumber
          .computeIfAbsent(happened.getFirst().at("/input/number").asInt(), _ -> new ArrayList<>())
          .add(id);
    }
  }

  private List<JsonNode> everyRun() {
    List<JsonNode> runs = new ArrayList<>();
    String cursor = null;
    do {
      Call call = Call.get("runs").query("limit", 200).query("cursor", cursor);
      JsonNode page = api.send(call).body();
      runs.addAll(Fields.items(page, "items"));
      cursor = Fields.optional(page, "next_cursor");
    } while (cursor != null);
    return runs;
  }

  private static void checkByItself(String run, String status, List<JsonNode> happened) {
    assertThat(count(happened, "run_started")).as("starts of %s", run).isOne();
    assertThat(count(happened, "run_ended")).as("ends of %s, which is %s", run, status).isOne();
    assertThat(count(happened, "approval_requested")).as("requests of %s", run).isOne();
    assertThat(count(happened, "decision_recorded")).as("decisions of %s", run).isOne();
    assertThat(count(happened, "approval_decided")).as("outcomes of %s", run).isOne();
    boolean approved = outcome(happened).equals("approved");
    assertThat(status).as("status of %s", run).isEqualTo(approved ? "completed" : "rejected");
    assertThat(count(happened, "step_completed")).as("work of %s", run).isEqualTo(approved ? 2 : 1);
  }

  void checkStart(int number, String run) {
    assertThat(runsOfNumber.get(number)).as("runs of number %s", number).containsExactly(run);
  }

  /** No start that was never acknowledged may have left more than one run either. */
  void checkNoDoubles() {
    runsOfNumber.forEach(
        (number, runs) -> assertThat(runs).as("runs of number %s", number).hasSize(1));
  }

  void checkDecision(Ledger.Decision told) {
    List<JsonNode> happened = events.getOrDefault(told.run(), List.of());
    JsonNode recorded =
        happened.stream()
            .filter(event -> Fields.raw(event, "type").equals("decision_recorded"))
            .findFirst()
            .orElseThrow(() -> new AssertionError("Lost: " + told));
    assertThat(recorded.at("/decision/person").asString()).as("%s", told).isEqualTo(told.person());
    assertThat(recorded.at("/decision/verdict").asString()).as("%s", told).isEqualTo(told.verdict());
    assertThat(outcome(happened)).as("%s", told).isEqualTo(told.outcome());
  }

  int runs() {
    return events.size();
  }

  private static long count(List<JsonNode> happened, String type) {
    return happened.stream().filter(event -> Fields.raw(event, "type").equals(type)).count();
  }

  private static String outcome(List<JsonNode> happened) {
    return happened.stream()
        .filter(event -> Fields.raw(event, "type").equals("approval_decided"))
        .map(event -> Fields.raw(event, "outcome"))
        .findFirst()
        .orElse("");
  }
}
