package dev.gatehold.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What somebody who looks after runs can do, over the API and to see on the page. */
class OperatorsTest {
  private static final String FLOW =
      """
      flow: deploy
      title: Deploy
      input: { type: object, required: [folder], properties: { folder: { type: string } } }
      steps:
        - id: prepare
          exec: { command: [touch, "${{ input.folder }}/prepared"] }
          rollback: { exec: { command: [rm, "${{ input.folder }}/prepared"] }, retry: { attempts: 1 } }
        - id: fragile
          on_error: hold
          exec: { command: [ls, "${{ input.folder }}/ready"] }
        - id: each
          foreach:
            items: [1, 2]
            steps:
              - { id: agree, approval: { title: "Go on with ${{ lap.item }}?", requires: "group:sre" } }
      """;

  @TempDir Path folder;
  private TestServer server;
  private String run = "";

  @BeforeEach
  void start() {
    server = TestServer.inMemory(TestServer.settings(folder).withExec(true));
    server.publish("alice", "deploy", FLOW);
    run = server.run("alice", "deploy", Map.of("folder", folder.toString()));
    await("fragile", "stuck");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private JsonNode await(String step, String status) {
    JsonNode state = shown();
    while (!status.equals(statusOf(state, step))) {
      assertThat(state.at("/status").asString()).as(state.toString()).isEqualTo("active");
      String news = "/runs/" + run + "?wait=20s&seen=" + state.at("/seq").asLong();
      state = server.as("alice", "GET", news).send().ok(200);
    }
    return state;
  }

  private JsonNode shown() {
    return server.as("alice", "GET", "/runs/" + run).send().ok(200);
  }

  private static String statusOf(JsonNode run, String step) {
    for (JsonNode each : run.at("/steps")) {
      if (each.at("/id").asString().equals(step)) {
        return each.at("/status").asString();
      }
    }
    return "";
  }

  private TestServer.Call does(String person, String verb, Map<String, ?> body) {
    return server.as(person, "POST", "/runs/" + run + "/" + verb).json(body);
  }

  @Test
  void aStuckStepIsRetriedOrSkippedWithAReasonAndAGateNever() throws Exception {
    JsonNode stuck = shown();
    assertThat(stuck.at("/incidents/0/code").asString()).isEqualTo("step.stuck");
    assertThat(stuck.at("/waiting_for").asString()).startsWith("step 'fragile': a hand: ");
    assertThat(WebSession.of(server, "alice").get("/runs/" + run).body())
        .contains("needs a hand", "Incident", "retry the step, or skip it with a reason");

    does("alice", "retry", Map.of("step", "fragile")).send().ok(200);
    await("fragile", "stuck");
    does("alice", "skip", Map.of("step", "fragile")).send().problem(400, "request.malformed");
    does("alice", "skip", Map.of("step", "fragile", "reason", " "))
        .send()
        .problem(422, "reason.missing");
    does("alice", "retry", Map.of("step", "nothing")).send().problem(404, "step.unknown");
    Files.createFile(folder.resolve("ready"));
    does("bob", "retry", Map.of("step", "fragile")).send().ok(200);
    JsonNode asks = await("agree@1", "awaiting_approval");
    assertThat(asks.at("/incidents")).isEmpty();
    assertThat(asks.at("/steps/1/attempt").asInt()).isEqualTo(3);
    assertThat(asks.at("/steps/2/laps/total").asInt()).isEqualTo(2);

    does("alice", "skip", Map.of("step", "agree@1", "reason", "in a hurry"))
        .send()
        .problem(409, "step.not_skippable");
    does("alice", "retry", Map.of("step", "agree@1")).send().problem(409, "step.not_retryable");
  }

  @Test
  void aRequestInALapIsListedShownAndDecidedAndStaysOnRecordWhenTheLapIsOver() {
    does("alice", "skip", Map.of("step", "fragile", "reason", "not needed")).send().ok(200);
    String first = run + ".agree@1";
    await("agree@1", "awaiting_approval");
    assertThat(
            server
                .as("bob", "GET", "/requests?mine=true")
                .send()
                .ok(200)
                .at("/items/0/id")
                .asString())
        .isEqualTo(first);
    assertThat(WebSession.of(server, "bob").get("/requests/" + first).body())
        .contains("Go on with 1?");
    server.decision("bob", first, "approve").send().ok(200);
    await("agree@2", "awaiting_approval");
    JsonNode decided = server.as("alice", "GET", "/requests/" + first).send().ok(200);
    assertThat(decided.at("/outcome").asString()).isEqualTo("approved");
    server.decision("dora", first, "approve").send().problem(409, "request.closed");
    assertThat(server.as("bob", "GET", "/requests/" + run + ".agree@3").send().status())
        .isEqualTo(404);
    server.decision("bob", run + ".agree@2", "approve").send().ok(200);
    JsonNode end = await("each", "completed");
    assertThat(end.at("/status").asString()).isEqualTo("completed");
    assertThat(end.at("/requests").size()).isEqualTo(2);
    assertThat(
            server
                .as("alice", "GET", "/requests/" + run + ".agree@2")
                .send()
                .ok(200)
                .at("/status")
                .asString())
        .isEqualTo("closed");
  }

  @Test
  void aPausedRunSaysSoAndGoesOnWhenItIsResumed() throws Exception {
    does("bob", "pause", Map.of("reason", "a look")).send().ok(200);
    does("bob", "pause", Map.of()).send().problem(409, "run.paused");
    does("alice", "retry", Map.of("step", "fragile")).send().problem(409, "run.paused");
    JsonNode paused = shown();
    assertThat(paused.at("/paused/by").asString()).isEqualTo("bob");
    assertThat(paused.at("/paused/reason").asString()).isEqualTo("a look");
    assertThat(WebSession.of(server, "alice").get("/runs/" + run).body())
        .contains("Paused by bob: a look.");
    does("alice", "skip", Map.of("step", "fragile", "reason", "not needed")).send().ok(200);
    assertThat(statusOf(shown(), "agree@1")).isIn("", "pending");
    does("bob", "resume", Map.of()).send().ok(200);
    does("bob", "resume", Map.of()).send().problem(409, "run.not_paused");
    await("agree@1", "awaiting_approval");
  }

  @Test
  void whatIsCancelledIsUndoneAndARollbackThatFailsWaitsForAHand() throws Exception {
    Files.delete(folder.resolve("prepared"));
    assertThat(
            does("alice", "cancel", Map.of("reason", "enough"))
                .send()
                .ok(200)
                .at("/closing")
                .asString())
        .isEqualTo("cancelled");
    JsonNode stuck = await("prepare.rollback", "stuck");
    assertThat(stuck.at("/incidents/0/code").asString()).isEqualTo("rollback.stuck");
    assertThat(WebSession.of(server, "alice").get("/runs/" + run).body())
        .contains("undoes what it did and then ends as cancelled", "prepare.rollback");
    does("alice", "cancel", Map.of()).send().problem(409, "run.ending");
    Files.createFile(folder.resolve("prepared"));
    does("alice", "retry", Map.of("step", "prepare.rollback")).send().ok(200);
    JsonNode end = await("prepare.rollback", "completed");
    assertThat(end.at("/status").asString()).isEqualTo("cancelled");
    assertThat(end.at("/reason").asString()).isEqualTo("cancelled by alice: enough");
    assertThat(folder.resolve("prepared")).doesNotExist();
    does("alice", "pause", Map.of()).send().problem(409, "run.ended");
  }
}
