package dev.gatehold.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** From one round of a request to the next, as its readers see it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoundsTest {
  private static final String FLOW =
      """
      flow: letter
      title: Send a letter
      input:
        type: object
        required: [text, ready_at]
        properties: { text: { type: string }, ready_at: { type: string } }
      steps:
        - id: draft
          wait: { until: "${{ input.ready_at }}" }
        - id: review
          approval:
            title: Send ${{ input.text }}
            requires:
              stages: [{ label: Engineer, from: [group:sre] }, { label: Security, from: [group:security] }]
            rework: { by: requester, rounds: 3, from: draft }
            modify: [text]
      """;

  private TestServer server;

  @BeforeAll
  void start(@TempDir Path folder) {
    server = TestServer.inMemory(folder);
    server.publish("alice", "letter", FLOW);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private static String now() {
    return Instant.now().minusSeconds(60).toString();
  }

  private String open(String text) {
    return server.run("alice", "letter", Map.of("text", text, "ready_at", now())) + ".review";
  }

  private TestServer.Call say(String person, String request, Map<String, ?> body) {
    return server
        .as(person, "POST", "/requests/" + request + "/decisions")
        .header("If-Match", "\"" + server.subjectOf(request) + "\"")
        .json(body);
  }

  private JsonNode shown(String person, String request) {
    return server.as(person, "GET", "/requests/" + request).send().ok(200);
  }

  private JsonNode list(String state, String request) {
    String run = Changes.runOf(request);
    return server
        .as("bob", "GET", "/requests?state=" + state + "&run=" + run)
        .send()
        .ok(200)
        .at("/items");
  }

  private void resubmit(String request, String text, String readyAt) {
    server
        .as("alice", "POST", "/requests/" + request + "/resubmit")
        .json(Map.of("input", Map.of("text", text, "ready_at", readyAt)))
        .send()
        .ok(200);
  }

  private void requestChanges(String person, String request) {
    say(person, request, Map.of("choice", "request_changes", "comment", "shorter")).send().ok(200);
  }

  /** The steps before the gate run again, and until then nobody is asked. */
  @Test
  void betweenTwoRoundsItSaysThatTheNextOneIsBeingPrepared() {
    String request = open("a long one");
    requestChanges("bob", request);
    resubmit(request, "a short one", Instant.now().plusSeconds(3600).toString());

    JsonNode between = shown("bob", request);
    assertThat(between.at("/status").asString()).isEqualTo("preparing");
    assertThat(between.at("/headline").asString()).isEqualTo("the next round is being prepared");
    assertThat(between.at("/you/code").asString()).isEqualTo("round.awaited");
    assertThat(between.at("/you/choices")).isEmpty();
    say("bob", request, Map.of("choice", "approve")).send().problem(409, "round.awaited");
    assertThat(list("open", request).at("/0/status").asString()).isEqualTo("preparing");
    assertThat(WebSession.of(server, "bob").get("/requests/" + request).body())
        .contains("next round being prepared", "its next round is being prepared");

    server
        .as("alice", "POST", "/runs/" + Changes.runOf(request) + "/cancel")
        .json(Map.of("reason", "never mind"))
        .send()
        .ok(200);
    JsonNode over = shown("bob", request);
    assertThat(over.at("/status").asString()).isEqualTo("closed");
    assertThat(over.at("/outcome").asString()).isEqualTo("cancelled");
    assertThat(over.at("/headline").asString()).isEqualTo("cancelled");
    assertThat(list("open", request)).isEmpty();
    assertThat(list("closed", request).at("/0/outcome").asString()).isEqualTo("cancelled");
  }

  @Test
  void whoeverEditsInALaterStageIsToldThatAnEarlierOneComesFirst() {
    String request = open("an unclear one");
    say("bob", request, Map.of("choice", "approve")).send().ok(200);

    JsonNode edited =
        say("sam", request, Map.of("choice", "approve", "edits", Map.of("text", "a clear one")))
            .send()
            .ok(200);

    String note =
        "Your edit is recorded and began round 2. An earlier stage comes first there: you are asked"
            + " for your approval when your stage opens.";
    assertThat(edited.at("/round").asInt()).isEqualTo(2);
    assertThat(edited.at("/decisions")).isEmpty();
    assertThat(edited.at("/you/note").asString()).isEqualTo(note);
    assertThat(shown("bob", request).at("/you/note").isNull()).isTrue();
    assertThat(WebSession.of(server, "sam").get("/requests/" + request).body()).contains(note);
    say("bob", request, Map.of("choice", "approve")).send().ok(200);
    assertThat(shown("sam", request).at("/you/note").asString())
        .isEqualTo("Your edit is recorded and began round 2, which still needs your approval.");
    JsonNode done = say("sam", request, Map.of("choice", "approve")).send().ok(200);
    assertThat(done.at("/outcome").asString()).isEqualTo("approved");
    assertThat(done.at("/you/note").isNull()).isTrue();
  }

  @Test
  void requestsInReworkAreListedByThemselves() {
    String request = open("one to mend");
    assertThat(list("rework", request)).isEmpty();

    requestChanges("bob", request);

    assertThat(list("rework", request).at("/0/id").asString()).isEqualTo(request);
    assertThat(list("open", request).at("/0/status").asString()).isEqualTo("rework");
    assertThat(list("overdue", request)).isEmpty();
    resubmit(request, "mended", now());
    assertThat(list("rework", request)).isEmpty();
  }

  @Test
  void whoeverWaitsForARequestIsWokenByItsRework() throws Exception {
    String request = open("one to wait for");

    Answer woken = wokenBy(() -> requestChanges("bob", request), request);

    assertThat(woken.ok(200).at("/status").asString()).isEqualTo("rework");
    assertThat(waitingAs("alice", request).ok(200).at("/status").asString())
        .as("whoever has to resubmit it waits for nothing")
        .isEqualTo("rework");
  }

  @Test
  void whoeverWaitsForARequestIsWokenByItsNextRound(@TempDir Path folder) throws Exception {
    TestServer usual = server;
    server = TestServer.inMemory(folder);
    try (TestServer own = server) {
      own.publish("alice", "letter", FLOW);
      String request = open("one to wait for");
      requestChanges("bob", request);

      Answer woken = wokenBy(() -> resubmit(request, "the answer", now()), request);

      assertThat(woken.ok(200).at("/round").asInt()).isEqualTo(2);
    } finally {
      server = usual;
    }
  }

  /** What somebody who waits is answered after this; only the first who waits on a server is. */
  private Answer wokenBy(Runnable change, String request) throws Exception {
    long begin = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Answer> waiting = threads.submit(() -> waitingAs("carol", request));
      server.server().awaitWaiting();
      change.run();
      Answer answer = waiting.get();
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
      return answer;
    }
  }

  private Answer waitingAs(String person, String request) {
    return server.as(person, "GET", "/requests/" + request + "?wait=60s").send();
  }
}
