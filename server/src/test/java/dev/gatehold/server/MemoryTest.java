package dev.gatehold.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What flows remember, by their steps and by the API. */
class MemoryTest {
  private static final String FLOW =
      """
      flow: digest
      title: Number the digests
      input: { type: object, properties: { topic: { type: string } } }
      steps:
        - id: recall
          memory: { get: "topics/${{ input.topic }}", default: { count: 0 } }
        - id: number
          set: { count: "${{ steps.recall.output.value.count + 1 }}" }
        - id: remember
          memory:
            put: "topics/${{ input.topic }}"
            value: { count: "${{ steps.number.output.count }}", last: "${{ run.id }}" }
            if_version: ${{ steps.recall.output.version }}
        - id: all
          memory: { list: topics/ }
      """;
  private static final String MEMORY = "/flows/digest/memory";

  @TempDir Path folder;
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.onDisk(folder);
    server.publish("alice", "digest", FLOW);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private JsonNode ended(String run) {
    JsonNode now = server.as("alice", "GET", "/runs/" + run).send().ok(200);
    while (now.at("/status").asString().equals("active")) {
      now =
          server
              .as("alice", "GET", "/runs/" + run + "?wait=30s&seen=" + now.at("/seq").asLong())
              .send()
              .ok(200);
    }
    return now;
  }

  private String run() {
    String run = server.run("alice", "digest", Map.of("topic", "news"));
    assertThat(ended(run).at("/status").asString()).as(run).isEqualTo("completed");
    return run;
  }

  private TestServer.Call put(String person, String key, @Nullable Object value) {
    Map<String, @Nullable Object> body = new HashMap<>();
    body.put("value", value);
    return server.as(person, "PUT", MEMORY + "/" + key).json(body);
  }

  private JsonNode get(String key) {
    return server.as("bob", "GET", MEMORY + "/" + key).send().ok(200);
  }

  @Test
  void runsRememberForTheNextOnes() {
    run();
    String second = run();

    Answer answer = server.as("bob", "GET", MEMORY + "/topics/news").send();
    JsonNode entry = answer.ok(200);
    assertThat(entry.at("/value/count").asInt()).isEqualTo(2);
    assertThat(entry.at("/value/last").asString()).isEqualTo(second);
    assertThat(entry.at("/run").asString()).isEqualTo(second);
    assertThat(entry.at("/step").asString()).isEqualTo("remember");
    assertThat(entry.at("/person").isNull()).isTrue();
    assertThat(answer.header("ETag")).isEqualTo("\"2\"");

    JsonNode history =
        server.as("bob", "GET", "/flows/digest/memory-history/topics/news").send().ok(200);
    assertThat(history.at("/items")).hasSize(2);
    assertThat(history.at("/items/1/value/count").asInt()).isEqualTo(1);
    JsonNode list = server.as("bob", "GET", MEMORY + "?prefix=topics/").send().ok(200);
    assertThat(list.at("/items/0/key").asString()).isEqualTo("topics/news");
    assertThat(list.at("/items/0").has("value")).isFalse();
    assertThat(server.as("bob", "GET", MEMORY + "?prefix=other").send().ok(200).at("/items"))
        .isEmpty();
  }

  @Test
  void whatARunReadStandsInItsJournal() {
    run();
    String run = run();

    String journal =
        TestServer.text(server.as("bob", "GET", "/runs/" + run + "/journal").send().ok(200));
    assertThat(journal).contains("\"found\":true", "\"count\":1", "\"version\":2");
  }

  @Test
  void draftRunsHaveAMemoryOfTheirOwn() {
    String draft =
        server
            .as("alice", "POST", "/runs")
            .json(Map.of("flow", "digest", "draft", true, "input", Map.of("topic", "news")))
            .send()
            .ok(201)
            .at("/id")
            .asString();
    ended(draft);

    server.as("bob", "GET", MEMORY + "/topics/news").send().problem(404, "memory.unknown");
    JsonNode entry = get("topics/news?environment=staging");
    assertThat(entry.at("/value/last").asString()).isEqualTo(draft);
    server.as("bob", "GET", MEMORY + "?environment=test").send().problem(400, "request.malformed");
  }

  @Test
  void anAdminMendsWhatAFlowRemembers() {
    assertThat(
            put("root", "topics/news", Map.of("count", 41)).send().ok(200).at("/version").asInt())
        .isEqualTo(1);
    run();
    assertThat(get("topics/news").at("/value/count").asInt()).isEqualTo(42);

    JsonNode conflict =
        put("root", "topics/news", 1)
            .header("If-Match", "\"1\"")
            .send()
            .problem(412, "memory.conflict");
    assertThat(conflict.at("/detail").asString())
        .startsWith(
            "Expected key 'topics/news' to have version 1, but it has version 2, written by step"
                + " 'remember' of run run_");
    assertThat(conflict.at("/version").asInt()).isEqualTo(2);
    put("root", "topics/news", 1)
        .header("If-None-Match", "*")
        .send()
        .problem(412, "memory.conflict");
    put("root", "topics/news", null).header("If-Match", "\"2\"").send().ok(200);
    assertThat(get("topics/news").at("/value").isNull()).isTrue();
    assertThat(get("topics/news").at("/person").asString()).isEqualTo("root");
    assertThat(
            server
                .as("root", "DELETE", MEMORY + "/topics/news")
                .header("If-Match", "\"3\"")
                .send()
                .ok(200)
                .at("/version")
                .asInt())
        .isEqualTo(4);
    server.as("bob", "GET", MEMORY + "/topics/news").send().problem(404, "memory.unknown");
    assertThat(
            server
                .as("bob", "GET", "/flows/digest/memory-history/topics/news")
                .send()
                .ok(200)
                .at("/items/0/deleted")
                .asBoolean())
        .isTrue();
  }

  @Test
  void aCallUnderTheSameKeyGivesTheSameAnswer() {
    put("root", "n", 1).header("Idempotency-Key", "once").send().ok(200);
    put("root", "n", 2).send().ok(200);

    assertThat(
            put("root", "n", 1)
                .header("Idempotency-Key", "once")
                .send()
                .ok(200)
                .at("/version")
                .asInt())
        .isEqualTo(1);
    assertThat(get("n").at("/value").asInt()).isEqualTo(2);
    put("root", "n", 3).header("Idempotency-Key", "once").send().problem(422, "key.reused");
  }

  @Test
  void onlyAdminsInPersonChangeIt() {
    put("bob", "n", 1).send().problem(403, "access.denied");
    server.as("bob", "DELETE", MEMORY + "/n").send().problem(403, "access.denied");
    String agent =
        server
            .as("root", "POST", "/tokens")
            .json(Map.of("name", "helper", "kind", "agent"))
            .send()
            .ok(201)
            .at("/token")
            .asString();
    server
        .call("PUT", "/api/v1" + MEMORY + "/n")
        .token(agent)
        .json(Map.of("value", 1))
        .send()
        .problem(403, "access.denied");
    server.as("bob", "GET", MEMORY + "/n").send().problem(404, "memory.unknown");
  }

  @Test
  void whatCannotBeIsSaidAsItIs() {
    server.as("bob", "GET", "/flows/none/memory").send().problem(404, "flow.unknown");
    put("root", "a%20b", 1).send().problem(422, "memory.key");
    put("root", "n", "x".repeat(70_000)).send().problem(413, "memory.too_large");
    put("root", "n", 1).header("If-Match", "W/\"1\"").send().problem(400, "request.malformed");
    put("root", "n", 1).header("If-None-Match", "\"1\"").send().problem(400, "request.malformed");
    server
        .as("root", "PUT", MEMORY + "/n")
        .json(Map.of("valve", 1))
        .send()
        .problem(400, "request.malformed");
    server
        .as("root", "PUT", MEMORY + "/n")
        .json(List.of(1))
        .send()
        .problem(400, "request.malformed");
  }

  @Test
  void itOutlivesTheServer() {
    run();
    server.close();
    server = TestServer.onDisk(folder);

    assertThat(get("topics/news").at("/value/count").asInt()).isEqualTo(1);
  }
}
