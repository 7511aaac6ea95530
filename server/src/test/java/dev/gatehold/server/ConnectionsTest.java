package dev.gatehold.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.gatehold.engine.GateholdException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Flows that send requests over the connections of a server, to a real service. */
class ConnectionsTest {
  private static final String CANARY = "canary-0815-4711";
  private static final String FLOW =
      """
      flow: bill
      title: Send a bill
      steps:
        - id: send
          http:
            connection: billing
            method: POST
            url: /invoices
            json: { sum: 12 }
            accept: [201]
            response: { id: /data/id }
        - id: note
          set: { id: "${{ steps.send.output.id }}", echo: "${{ steps.send.output.json.token }}" }
      """;

  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private Path folder = Path.of("");
  private HttpServer service = HttpServer.create();
  private int status = 201;

  ConnectionsTest() throws IOException {}

  @BeforeEach
  void start(@TempDir Path temporary) throws IOException {
    folder = temporary;
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext(
        "/api/invoices",
        http -> {
          String token = http.getRequestHeaders().getFirst("Authorization");
          tokens.add(token);
          byte[] answer =
              "{\"data\":{\"id\":\"i-7\"},\"token\":\"%s\"}"
                  .formatted(token)
                  .getBytes(StandardCharsets.UTF_8);
          http.getResponseHeaders().set("Content-Type", "application/json");
          http.getResponseHeaders().set("X-Echo", token);
          http.sendResponseHeaders(status, answer.length);
          http.getResponseBody().write(answer);
          http.close();
        });
    service.start();
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(data.resolve("token"), CANARY + "\n");
    Files.writeString(
        data.resolve("connections.yaml"),
        """
        http:
          billing:
            base: http://127.0.0.1:%d/api
            headers: { Authorization: { file: token, prefix: "Bearer " } }
            allow: [127.0.0.1]
            environments: [live]
        """
            .formatted(service.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    service.stop(0);
  }

  private static JsonNode ended(TestServer server, String run) {
    return Changes.whenOver(server, run + ".send");
  }

  private static String journal(TestServer server, String run) {
    return TestServer.text(
        server.as("root", "GET", "/runs/" + run + "/journal?limit=200").send().ok(200));
  }

  @Test
  void aRunSendsAndPicksAndItsJournalHasNoSecret() {
    try (TestServer server = TestServer.onDisk(folder)) {
      server.publish("alice", "bill", FLOW);
      String run = server.run("alice", "bill", Map.of());
      assertThat(ended(server, run).at("/status").asString()).isEqualTo("completed");
      assertThat(tokens).containsExactly("Bearer " + CANARY);
      assertThat(journal(server, run)).doesNotContain(CANARY).contains("***").contains("i-7");
    }
  }

  @Test
  void aFailureTellsNoSecret() {
    status = 403;
    try (TestServer server = TestServer.onDisk(folder)) {
      server.publish("alice", "bill", FLOW);
      String run = server.run("alice", "bill", Map.of());
      assertThat(ended(server, run).at("/status").asString()).isEqualTo("failed");
      assertThat(journal(server, run))
          .doesNotContain(CANARY)
          .contains("http.status")
          .contains("it is 403 and says");
    }
  }

  @Test
  void aRunOfADraftHasWhatStagingHas() {
    try (TestServer server = TestServer.onDisk(folder)) {
      server.as("alice", "PUT", "/flows/bill/draft").body("text/yaml", FLOW).send().ok(200);
      String run =
          server
              .as("alice", "POST", "/runs")
              .json(Map.of("flow", "bill", "draft", true, "input", Map.of()))
              .send()
              .ok(201)
              .at("/id")
              .asString();
      assertThat(ended(server, run).at("/status").asString()).isEqualTo("failed");
      assertThat(journal(server, run)).contains("http.environment");
      assertThat(tokens).isEmpty();
    }
  }

  @Test
  void aBrokenFileStopsTheStart() throws IOException {
    Files.writeString(folder.resolve("data/connections.yaml"), "http:\n  billing:\n    bse: x\n");
    assertThatThrownBy(() -> TestServer.onDisk(folder))
        .isInstanceOf(GateholdException.class)
        .hasMessageContaining("connections.yaml:3:")
        .hasMessageContaining("'bse'");
    assertThatThrownBy(() ->
            GateholdServer.start(
                TestServer.settings(folder).withConnections(folder.resolve("none.yaml"))))
        .isInstanceOf(GateholdException.class)
        .hasMessageContaining("none.yaml");
  }
}
