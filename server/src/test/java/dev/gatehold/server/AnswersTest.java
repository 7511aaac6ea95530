package dev.gatehold.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The answer to a change is made without looking again, and says what a look would say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnswersTest {
  private static final String PAY =
      """
      flow: pay
      title: Pay
      input: { type: object, properties: { amount: { type: integer } } }
      steps:
        - id: total
          set: { cents: "${{ input.amount * 100 }}" }
        - id: none
          if: "input.amount < 0"
          set: { never: true }
        - id: review
          approval:
            title: "Pay ${{ input.amount }}?"
            requires: { count: 2, from: [group:sre] }
      """;

  private TestServer server;

  @BeforeAll
  void start(@TempDir Path folder) {
    server = TestServer.inMemory(folder);
    server.publish("alice", "pay", PAY);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private TestServer.Call starting(String key) {
    return server
        .as("alice", "POST", "/runs")
        .header("Idempotency-Key", key)
        .json(Map.of("flow", "pay", "input", Map.of("amount", 7)));
  }

  private JsonNode look(String person, String path) {
    return server.as(person, "GET", path).send().ok(200);
  }

  @Test
  void theAnswerToAStartIsWhatTheRunLooksLike() {
    JsonNode started = starting("one").send().ok(201);

    assertThat(started.at("/steps/0/started_at").isNull()).isFalse();
    assertThat(started.at("/steps/0/ended_at").isNull()).isFalse();
    assertThat(started.at("/steps/1/status").asString()).isEqualTo("skipped");
    assertThat(started.at("/waiting_for").asString()).startsWith("step 'review': ");
    assertThat(started).isEqualTo(look("alice", "/runs/" + started.at("/id").asString()));
    assertThat(starting("one").send().ok(201)).as("said once more").isEqualTo(started);
  }

  @Test
  void aRepeatedStartShowsTheRunAsItIsByThen() {
    String run = starting("late").send().ok(201).at("/id").asString();
    server.decision("bob", run + ".review", "approve").send().ok(200);
    server.decision("carol", run + ".review", "approve").send().ok(200);

    JsonNode again = starting("late").send().ok(201);

    assertThat(again.at("/status").asString()).isEqualTo("completed");
    assertThat(again).isEqualTo(look("alice", "/runs/" + run));
  }

  @Test
  void theAnswerToADecisionIsWhatTheRequestLooksLike() {
    String run = starting("two").send().ok(201).at("/id").asString();
    String request = run + ".review";

    JsonNode half = server.decision("bob", request, "approve").send().ok(200);
    assertThat(half.at("/status").asString()).isEqualTo("open");
    assertThat(half).isEqualTo(look("bob", "/requests/" + request));

    JsonNode whole = server.decision("carol", request, "approve").send().ok(200);
    assertThat(whole.at("/headline").asString()).isEqualTo("approved by bob, carol");
    assertThat(whole).isEqualTo(look("carol", "/requests/" + request));
  }

  @Test
  void aStartSaysTheDigestThatADecisionNames() {
    JsonNode started = starting("three").send().ok(201);
    JsonNode gate = started.at("/steps/2");
    String request = gate.at("/request").asString();

    assertThat(started.at("/steps/0/subject").isNull()).isTrue();
    assertThat(gate.at("/subject").asString()).isEqualTo(server.subjectOf(request));
    JsonNode decided =
        server.decision("bob", request, "approve", gate.at("/subject").asString()).send().ok(200);
    assertThat(decided.at("/decisions/0/person").asString()).isEqualTo("bob");
  }
}
