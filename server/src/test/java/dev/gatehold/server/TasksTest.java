package dev.gatehold.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Workers over HTTP, as programs in any language see it. */
class TasksTest {
  private static final String FLOW =
      """
      flow: film
      title: Render a film
      input: { type: object, properties: { scene: { type: string } } }
      steps:
        - id: render
          retry: { attempts: 2, delay: 0s }
          task: { queue: render, input: { scene: "${{ input.scene }}" }, lease: 5m }
        - id: note
          set: { film: "${{ steps.render.output.film }}" }
      """;

  @TempDir Path folder;

  private static String started(TestServer server) {
    return server.run("alice", "film", Map.of("scene", "forest"));
  }

  private static JsonNode claimed(TestServer server, String who) {
    return server
        .as(who, "POST", "/tasks/claim")
        .json(Map.of("queue", "render", "worker", "blender-1", "wait", "30s"))
        .send()
        .ok(200)
        .at("/tasks/0");
  }

  private static TestServer.Call report(
      TestServer server, String who, JsonNode task, String verb, Map<String, ?> rest) {
    Map<String, Object> body = new HashMap<>(rest);
    body.put("lease", task.at("/lease").asLong());
    return server.as(who, "POST", "/tasks/" + task.at("/id").asString() + "/" + verb).json(body);
  }

  private static JsonNode listed(TestServer server) {
    return server.as("bob", "GET", "/tasks?queue=render").send().ok(200).at("/items");
  }

  @Test
  void aServiceClaimsTellsAndCompletesAndEverybodySeesTheBacklog() {
    try (TestServer server = TestServer.inMemory(folder)) {
      server.publish("alice", "film", FLOW);
      String run = started(server);
      JsonNode task = claimed(server, "bob");
      assertThat(task.at("/id").asString()).isEqualTo(run + ".render.1");
      assertThat(task.at("/input/scene").asString()).isEqualTo("forest");
      assertThat(task.at("/lease_for").asString()).isEqualTo("5m");
      assertThat(task.at("/draft").asBoolean()).isFalse();

      JsonNode heard =
          report(server, "bob", task, "heartbeat", Map.of("progress", 0.5, "message", "frame 12"))
              .send()
              .ok(200);
      assertThat(heard.at("/stop").asBoolean()).isFalse();
      JsonNode item = listed(server).get(0);
      assertThat(item.at("/state").asString()).isEqualTo("claimed");
      assertThat(item.at("/worker").asString()).isEqualTo("blender-1");
      assertThat(item.at("/principal").asString()).isEqualTo("bob");
      assertThat(item.at("/progress").asDouble()).isEqualTo(0.5);
      assertThat(item.at("/message").asString()).isEqualTo("frame 12");
      assertThat(item.has("input")).isFalse();

      Map<String, ?> output = Map.of("output", Map.of("film", Map.of("resource", "sha256:x")));
      assertThat(report(server, "bob", task, "complete", output).send().status()).isEqualTo(204);
      assertThat(Changes.whenOver(server, run + ".x").at("/status").asString())
          .isEqualTo("completed");
      assertThat(report(server, "bob", task, "complete", output).send().status()).isEqualTo(204);
      assertThat(listed(server)).isEmpty();
    }
  }

  @Test
  void aLeaseThatIsLostIsRefusedWithTheNextStep() {
    try (TestServer server = TestServer.inMemory(folder)) {
      server.publish("alice", "film", FLOW);
      started(server);
      JsonNode task = claimed(server, "bob");
      assertThat(report(server, "bob", task, "release", Map.of()).send().status()).isEqualTo(204);
      JsonNode again = claimed(server, "alice");
      assertThat(again.at("/lease").asLong()).isGreaterThan(task.at("/lease").asLong());
      Map<String, ?> failure = Map.of("code", "a.b", "message", "x", "retryable", true);
      report(server, "bob", task, "heartbeat", Map.of()).send().problem(409, "lease.lost");
      report(server, "bob", task, "fail", failure).send().problem(409, "lease.lost");
      report(server, "bob", task, "release", Map.of()).send().problem(409, "lease.lost");
      report(server, "bob", task, "complete", Map.of("output", Map.of()))
          .send()
          .problem(409, "lease.lost");
      report(server, "bob", again, "complete", Map.of("output", Map.of()))
          .send()
          .problem(409, "lease.lost");
    }
  }

  @Test
  void aCancelledRunSaysStop() {
    try (TestServer server = TestServer.inMemory(folder)) {
      server.publish("alice", "film", FLOW);
      String run = started(server);
      JsonNode task = claimed(server, "bob");
      server.as("alice", "POST", "/runs/" + run + "/cancel").json(Map.of()).send().ok(200);
      JsonNode heard = report(server, "bob", task, "heartbeat", Map.of()).send().ok(200);
      assertThat(heard.at("/stop").asBoolean()).isTrue();
      assertThat(heard.at("/lease_until").isNull()).isTrue();
    }
  }

  @Test
  void aFailureIsTriedAgainAndToldInTheEnd() {
    try (TestServer server = TestServer.inMemory(folder)) {
      server.publish("alice", "film", FLOW);
      String run = started(server);
      Map<String, ?> failure =
          Map.of("code", "render.license", "message", "no license", "retryable", true);
      for (int attempt = 1; attempt <= 2; attempt++) {
        JsonNode task = claimed(server, "bob");
        assertThat(task.at("/attempt").asInt()).isEqualTo(attempt);
        assertThat(report(server, "bob", task, "fail", failure).send().status()).isEqualTo(204);
      }
      assertThat(Changes.whenOver(server, run + ".x").at("/reason").asString())
          .contains("no license");
    }
  }

  @Test
  void aTaskOutlivesTheServerBetweenClaimAndCompletion() {
    String run;
    JsonNode task;
    try (TestServer server = TestServer.onDisk(folder)) {
      server.publish("alice", "film", FLOW);
      run = started(server);
      task = claimed(server, "bob");
    }
    try (TestServer server = TestServer.onDisk(folder)) {
      Map<String, ?> output = Map.of("output", Map.of("film", "f"));
      assertThat(report(server, "bob", task, "complete", output).send().status()).isEqualTo(204);
      assertThat(Changes.whenOver(server, run + ".x").at("/status").asString())
          .isEqualTo("completed");
    }
  }

  @Test
  void aWorkerThatWaitsGetsTheTaskThatComesAndNobodyGetsItTwice() throws Exception {
    try (TestServer server = TestServer.inMemory(folder)) {
      server.publish("alice", "film", FLOW);
      server.tokenOf("bob");
      CompletableFuture<JsonNode> waiting =
          CompletableFuture.supplyAsync(() -> claimed(server, "bob"));
      server.server().awaitWaiting();
      String run = started(server);
      assertThat(waiting.get(20, TimeUnit.SECONDS).at("/run").asString()).isEqualTo(run);
      assertThat(
              server
                  .as("bob", "POST", "/tasks/claim")
                  .json(Map.of("queue", "render", "worker", "w"))
                  .send()
                  .ok(200)
                  .at("/tasks"))
          .isEmpty();
    }
  }

  @Test
  void whatHasAnotherShapeIsRefused() {
    try (TestServer server = TestServer.inMemory(folder)) {
      List<Map<String, ?>> claims =
          List.of(
              Map.of("worker", "w"),
              Map.of("queue", "render"),
              Map.of("queue", "No Queue", "worker", "w"),
              Map.of("queue", "render", "worker", " "),
              Map.of("queue", "render", "worker", "w", "max", 11),
              Map.of("queue", "render", "worker", "w", "wait", "2h"),
              Map.of("queue", "render", "worker", "w", "extra", 1));
      for (Map<String, ?> claim : claims) {
        server
            .as("bob", "POST", "/tasks/claim")
            .json(claim)
            .send()
            .problem(400, "request.malformed");
      }
      Map<String, Map<String, ?>> reports =
          Map.of(
              "heartbeat", Map.of("lease", 1, "progress", 1.5),
              "complete", Map.of("lease", 1),
              "fail", Map.of("lease", 1, "code", "No", "message", "x", "retryable", true),
              "release", Map.of());
      reports.forEach((verb, body) ->
          server
              .as("bob", "POST", "/tasks/run_1.x.1/" + verb)
              .json(body)
              .send()
              .problem(400, "request.malformed"));
      Map<String, ?> large = Map.of("lease", 1, "output", Map.of("x", "y".repeat(300_000)));
      server
          .as("bob", "POST", "/tasks/run_1.x.1/complete")
          .json(large)
          .send()
          .problem(413, "output.too_large");
      server.as("bob", "GET", "/tasks?cursor=eA").send().problem(400, "request.malformed");
    }
  }
}
