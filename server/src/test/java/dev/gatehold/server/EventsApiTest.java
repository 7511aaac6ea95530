package dev.gatehold.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Events over HTTP, and a run that waits for one. */
class EventsApiTest {
  private static final String FLOW =
      """
      flow: order
      title: Ship an order
      input: { type: object, properties: { order: { type: string } }, required: [order] }
      steps:
        - { id: paid, wait: { event: order.paid, key: "${{ input.order }}", within: 2h } }
        - { id: note, set: { total: "${{ steps.paid.output.data.total }}" } }
      """;

  @TempDir Path folder;
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.inMemory(folder);
    server.publish("alice", "order", FLOW);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private TestServer.Call post(Map<String, ?> event) {
    return server.as("bob", "POST", "/events").json(event);
  }

  @Test
  void aRunGoesOnWithTheEventAndARepetitionIsTheSameEvent() {
    String run = server.run("alice", "order", Map.of("order", "o-17"));
    Map<String, ?> paid =
        Map.of("name", "order.paid", "key", "o-17", "data", Map.of("total", 120), "id", "p-1");
    JsonNode sent = post(paid).send().ok(202);
    assertThat(sent.at("/repeated").asBoolean()).isFalse();
    JsonNode again = post(paid).send().ok(202);
    assertThat(again.at("/repeated").asBoolean()).isTrue();
    assertThat(again.at("/id")).isEqualTo(sent.at("/id"));

    JsonNode end = ended(run);
    assertThat(end.at("/status").asString()).isEqualTo("completed");
    assertThat(end.at("/steps/0/output/id")).isEqualTo(sent.at("/id"));
    assertThat(end.at("/steps/1/output/total").asInt()).isEqualTo(120);
    JsonNode items = server.as("alice", "GET", "/events?key=o-17").send().ok(200).at("/items");
    assertThat(items).hasSize(1);
    assertThat(items.at("/0/sender").asString()).isEqualTo("bob");
    assertThat(items.at("/0/data/total").asInt()).isEqualTo(120);
  }

  private JsonNode ended(String run) {
    JsonNode state = server.as("alice", "GET", "/runs/" + run).send().ok(200);
    while (state.at("/status").asString().equals("active")) {
      String news = "/runs/" + run + "?wait=20s&seen=" + state.at("/seq").asLong();
      state = server.as("alice", "GET", news).send().ok(200);
    }
    return state;
  }

  @Test
  void aRunThatWaitsSaysForWhat() {
    String run = server.run("alice", "order", Map.of("order", "o-18"));
    JsonNode state = server.as("alice", "GET", "/runs/" + run).send().ok(200);
    assertThat(state.at("/waiting_for").asString())
        .startsWith("step 'paid': event order.paid of o-18 until ");
    assertThat(state.at("/steps/0/status").asString()).isEqualTo("awaiting_event");
  }

  @Test
  void theHeaderMarksAnEventAndOtherWordsUnderOneMarkAreRefused() {
    JsonNode first = post(Map.of("name", "a.b")).header("Idempotency-Key", "k-1").send().ok(202);
    JsonNode second = post(Map.of("name", "a.b")).header("Idempotency-Key", "k-1").send().ok(202);
    assertThat(second.at("/id")).isEqualTo(first.at("/id"));
    post(Map.of("name", "a.c")).header("Idempotency-Key", "k-1").send().problem(422, "key.reused");
    JsonNode other =
        server.as("alice", "POST", "/events").json(Map.of("name", "a.b")).send().ok(202);
    assertThat(other.at("/id")).isNotEqualTo(first.at("/id"));
  }

  @Test
  void whatIsNoEventIsRefusedAndNobodyUnknownSendsOne() {
    post(Map.of("name", "a b")).send().problem(422, "event.invalid");
    post(Map.of("data", Map.of())).send().problem(400, "request.malformed");
    post(Map.of("name", "a", "data", 7)).send().problem(400, "request.malformed");
    server
        .call("POST", "/api/v1/events")
        .json(Map.of("name", "a.b"))
        .send()
        .problem(401, "credentials.missing");
  }

  @Test
  void theListGoesPageByPage() {
    for (int i = 0; i < 3; i++) {
      post(Map.of("name", "a.b", "id", "n" + i)).send().ok(202);
    }
    JsonNode page = server.as("bob", "GET", "/events?limit=2").send().ok(200);
    assertThat(page.at("/items")).hasSize(2);
    JsonNode rest =
        server
            .as("bob", "GET", "/events?limit=2&cursor=" + page.at("/next_cursor").asString())
            .send()
            .ok(200);
    assertThat(rest.at("/items")).hasSize(1);
    assertThat(rest.at("/next_cursor").isNull()).isTrue();
  }
}
