package dev.gatehold.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.testkit.VirtualClock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Triggers over HTTP, under a clock that is turned by hand. */
class TriggersApiTest {
  private static final String FLOW =
      """
      flow: digest
      title: Send a digest
      input: { type: object, properties: { topic: { type: string, maxLength: 9 } }, required: [topic] }
      triggers:
        - id: weekdays
          schedule: { cron: "0 6 * * MON-FRI", zone: Europe/Berlin }
          input: { topic: news }
        - id: orders
          event: { name: order.paid, when: "event.data.total > 100" }
          input: { topic: "${{ event.key }}" }
          overlap: skip
      steps:
        - { id: hold, approval: { title: "Go on?", requires: "group:sre" } }
      """;

  @TempDir Path folder;
  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-22T10:00:00Z"));
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.inMemory(TestServer.settings(folder), clock);
    server.publish("alice", "digest", FLOW);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private JsonNode trigger(String id) {
    JsonNode items =
        server.as("alice", "GET", "/flows/digest/triggers").send().ok(200).at("/items");
    for (JsonNode item : items) {
      if (item.at("/id").asString().equals(id)) {
        return item;
      }
    }
    throw new AssertionError("There is no trigger " + id + " in " + items);
  }

  /** The trigger as soon as it has this field. */
  private JsonNode await(String id, String field) {
    long end = System.nanoTime() + 20_000_000_000L;
    JsonNode now = trigger(id);
    while (now.at(field).isMissingNode() || now.at(field).isNull()) {
      assertThat(System.nanoTime()).as(now.toString()).isLessThan(end);
      now = trigger(id);
    }
    return now;
  }

  private void paid(String key, int total) {
    server
        .as("bob", "POST", "/events")
        .json(Map.of("name", "order.paid", "key", key, "data", Map.of("total", total)))
        .send()
        .ok(202);
  }

  @Test
  void aPromotionMakesTriggersLiveAndAScheduleStartsARunOfNobody() {
    assertThat(trigger("weekdays").at("/next_due").asString()).isEqualTo("2026-11-23T05:00:00Z");
    assertThat(trigger("weekdays").at("/source").asString())
        .isEqualTo("0 6 * * MON-FRI Europe/Berlin");
    clock.advanceTo(Instant.parse("2026-11-23T05:00:00Z"));
    server.server().clockTurned();
    JsonNode fired = await("weekdays", "/last_fired/run");
    assertThat(fired.at("/next_due").asString()).isEqualTo("2026-11-24T05:00:00Z");
    String run = fired.at("/last_fired/run").asString();
    JsonNode state = server.as("alice", "GET", "/runs/" + run).send().ok(200);
    assertThat(state.at("/requester").toString()).contains("trigger:digest/weekdays");
    // Whom nobody stands behind is nobody's requester: alice, who promoted it, may decide.
    server.decision("alice", run + ".hold", "approve").send().ok(200);
    assertThat(server.as("bob", "GET", "/triggers").send().ok(200).at("/items")).hasSize(2);
  }

  @Test
  void whatStartedNothingIsShownWithItsReason() {
    paid("o-1", 120);
    String run = await("orders", "/last_fired/run").at("/last_fired/run").asString();
    paid("o-2", 120);
    assertThat(await("orders", "/last_skipped/why").at("/last_skipped/why").asString())
        .isEqualTo("Run " + run + " was still active.");
    server.as("alice", "POST", "/runs/" + run + "/cancel").json(Map.of()).send().ok(200);
    paid("much-too-long", 120);
    assertThat(await("orders", "/last_refused/why").at("/last_refused/why").asString())
        .contains("topic");
  }

  @Test
  void aPersonFiresPausesAndResumes() {
    JsonNode fired =
        server
            .as("bob", "POST", "/flows/digest/triggers/orders/fire")
            .json(Map.of("key", "o-7"))
            .send()
            .ok(201);
    JsonNode run = server.as("alice", "GET", "/runs/" + fired.at("/run").asString()).send().ok(200);
    assertThat(run.at("/requester").toString()).contains("bob");
    assertThat(run.at("/input/topic").asString()).isEqualTo("o-7");

    server.as("bob", "POST", "/flows/digest/triggers/orders/pause").send().ok(204);
    assertThat(trigger("orders").at("/paused/by").asString()).isEqualTo("bob");
    paid("o-8", 120);
    assertThat(await("orders", "/last_skipped/why").at("/last_skipped/why").asString())
        .isEqualTo("The trigger was paused by bob.");
    server.as("bob", "POST", "/flows/digest/triggers/orders/resume").send().ok(204);
    assertThat(trigger("orders").at("/paused").isNull()).isTrue();
    server
        .as("bob", "POST", "/flows/digest/triggers/none/pause")
        .send()
        .problem(404, "trigger.unknown");
    server
        .as("bob", "POST", "/flows/digest/triggers/none/fire")
        .json(Map.of())
        .send()
        .problem(404, "trigger.unknown");
  }
}
