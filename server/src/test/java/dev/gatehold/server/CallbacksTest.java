package dev.gatehold.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Work is told an address, and whoever has it can end one wait, once. */
class CallbacksTest {
  private static final String FLOW =
      """
      flow: training
      title: Train something
      steps:
        - id: start
          callback: trained
          exec: { command: [bash, -euc, 'printf "%s" "$GATEHOLD_CALLBACK" > address'], files: { address: address } }
        - id: hold
          approval: { title: "Go on?", requires: "group:sre" }
        - id: trained
          wait: { callback: { within: 8h } }
      """;

  @TempDir Path folder;
  private TestServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void start() {
    server = TestServer.inMemory(TestServer.settings(folder).withExec(true));
    server.publish("alice", "training", FLOW);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> post(String address, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(address))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  /** The run as soon as a step has this status. */
  private JsonNode await(String run, String step, String status) {
    JsonNode state = server.as("alice", "GET", "/runs/" + run).send().ok(200);
    while (!statusOf(state, step).equals(status)) {
      assertThat(state.at("/status").asString()).as(state.toString()).isEqualTo("active");
      String news = "/runs/" + run + "?wait=20s&seen=" + state.at("/seq").asLong();
      state = server.as("alice", "GET", news).send().ok(200);
    }
    return state;
  }

  private static String statusOf(JsonNode run, String step) {
    return stepOf(run, step).at("/status").asString();
  }

  private static JsonNode stepOf(JsonNode run, String step) {
    for (JsonNode each : run.at("/steps")) {
      if (each.at("/id").asString().equals(step)) {
        return each;
      }
    }
    throw new AssertionError("There is no step " + step + " in " + run);
  }

  /** The address that the work was told. */
  private String addressOf(String run) {
    String path =
        stepOf(await(run, "start", "completed"), "start").at("/output/address/resource").asString();
    Answer answer = server.as("alice", "GET", "/resources/" + path).send();
    return new String(answer.http().body(), StandardCharsets.UTF_8);
  }

  @Test
  void anEarlyCallbackIsKeptDecidesNothingAndOfAThousandOneCounts() throws Exception {
    String run = server.run("alice", "training", Map.of());
    String address = addressOf(run);
    assertThat(address).startsWith(server.baseUri() + "/api/v1/callbacks/" + run + "/trained/1/1/");

    HttpResponse<String> first = post(address, "{\"score\": 0.93}");
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.body()).isEqualTo("{\"counted\":true}");
    for (int i = 0; i < 1_000; i++) {
      HttpResponse<String> again = post(address, "{\"score\": 0.1}");
      assertThat(again.statusCode()).isEqualTo(200);
      assertThat(again.body()).isEqualTo("{\"counted\":false}");
    }
    JsonNode state = await(run, "hold", "awaiting_approval");
    assertThat(statusOf(state, "trained")).isEqualTo("pending");

    server.decision("bob", run + ".hold", "approve").send().ok(200);
    JsonNode end = await(run, "trained", "completed");
    assertThat(end.at("/status").asString()).isEqualTo("completed");
    assertThat(stepOf(end, "trained").at("/output/body/score").asDouble()).isEqualTo(0.93);
    assertThat(post(address, "{}").body()).isEqualTo("{\"counted\":false}");
  }

  /** Incident 9 of the field: before the step that was told has ended, and so before the wait. */
  @Test
  void theCommandItselfMayCallBackBeforeItIsDone() throws Exception {
    server.publish(
        "alice",
        "hasty",
        """
        flow: hasty
        title: Call back at once
        steps:
          - id: start
            callback: told
            exec:
              command:
                - bash
                - -euc
                - |
                  rest=${GATEHOLD_CALLBACK#http://}; host=${rest%%/*}
                  exec 3<> "/dev/tcp/${host%:*}/${host#*:}"
                  printf 'POST /%s HTTP/1.1\\r\\nHost: %s\\r\\nContent-Type: application/json\\r\\n' "${rest#*/}" "$host" >&3
                  printf 'Content-Length: 14\\r\\nConnection: close\\r\\n\\r\\n{"hasty":true}' >&3
                  grep -o '{.*}' <&3
          - id: told
            wait: { callback: { within: 8h } }
        """);
    String run = server.run("alice", "hasty", Map.of());
    JsonNode end = await(run, "told", "completed");
    assertThat(stepOf(end, "start").at("/output/stdout").asString())
        .isEqualTo("{\"counted\":true}");
    assertThat(stepOf(end, "told").at("/output/body/hasty").asBoolean()).isTrue();
  }

  /** Incident 24 of the field: who reads logs, pages or answers does not learn the address. */
  @Test
  void anAddressStandsInNoLogNoPageAndNoAnswer() throws Exception {
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(logged);
    try {
      String run = server.run("alice", "training", Map.of());
      String address = addressOf(run);
      String signature = address.substring(address.lastIndexOf('/') + 1);
      for (String body : new String[] {"not json", "[1]", "{}", "{}"}) {
        assertThat(post(address, body).body()).doesNotContain(signature);
      }
      assertThat(post(address + "x", "{}").body()).doesNotContain(signature);
      HttpResponse<String> got =
          client.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
      assertThat(got.statusCode()).isEqualTo(401);
      assertThat(got.body()).doesNotContain(signature);
      for (String path :
          new String[] {
            "/runs/" + run, "/runs/" + run + "/journal?limit=200", "/requests/" + run + ".hold"
          }) {
        assertThat(TestServer.text(server.as("alice", "GET", path).send().ok(200)))
            .doesNotContain(signature);
      }
      assertThat(logged.list)
          .extracting(ILoggingEvent::getFormattedMessage)
          .noneMatch(line -> line.contains(signature));
    } finally {
      root.detachAppender(logged);
    }
  }

  @Test
  void anAddressThatWasMadeUpOrChangedIsUnknown() throws Exception {
    String run = server.run("alice", "training", Map.of());
    String address = addressOf(run);
    String signature = address.substring(address.lastIndexOf('/') + 1);
    String base = server.baseUri() + "/api/v1/callbacks/";
    String other = server.run("alice", "training", Map.of());
    for (String forged :
        new String[] {
          base + other + "/trained/1/1/" + signature,
          base + run + "/hold/1/1/" + signature,
          base + run + "/trained/2/1/" + signature,
          base + run + "/trained/1/2/" + signature,
          base + run + "/trained/1/1/" + signature.substring(1),
          base + run + "/trained/1/1/" + "A".repeat(43),
        }) {
      HttpResponse<String> answer = post(forged, "{}");
      assertThat(answer.statusCode()).as(forged).isEqualTo(404);
      assertThat(answer.body()).contains("callback.unknown").doesNotContain(signature);
    }
    assertThat(statusOf(await(run, "hold", "awaiting_approval"), "trained")).isEqualTo("pending");
  }

  @Test
  void whatIsSaidMustBeAnObjectAndTheAddressIsInNoRecord() throws Exception {
    String run = server.run("alice", "training", Map.of());
    String address = addressOf(run);
    assertThat(post(address, "[1]").statusCode()).isEqualTo(400);
    assertThat(post(address, "{\"half\":").statusCode()).isEqualTo(400);
    String signature = address.substring(address.lastIndexOf('/') + 1);
    assertThat(server.journalOf(run + ".hold"))
        .contains("GATEHOLD_CALLBACK")
        .doesNotContain(signature);
  }

  @Test
  void theAddressOutlivesTheServer() throws Exception {
    server.close();
    server =
        TestServer.on(
            TestServer.settings(folder).withExec(true), Backing.in(folder.resolve("data")));
    server.publish("alice", "training", FLOW);
    String run = server.run("alice", "training", Map.of());
    String address = addressOf(run);
    await(run, "hold", "awaiting_approval");
    assertThat(Files.readAllBytes(folder.resolve("data/callback.key"))).hasSize(32);
    assertThat(Files.getPosixFilePermissions(folder.resolve("data/callback.key"))).hasSize(2);
    server.close();
    server =
        TestServer.on(
            TestServer.settings(folder).withExec(true), Backing.in(folder.resolve("data")));
    URI moved = server.baseUri().resolve(URI.create(address).getPath());
    assertThat(post(moved.toString(), "{}").body()).isEqualTo("{\"counted\":true}");
  }
}
