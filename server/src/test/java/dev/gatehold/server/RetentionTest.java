package dev.gatehold.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.testkit.VirtualClock;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What API and pages say of resources that the retention rule has deleted. */
class RetentionTest {
  private static final String FLOW =
      """
      flow: film
      title: Publish a film
      input: { type: object }
      steps:
        - id: review
          approval:
            title: Publish it?
            requires: { from: [group:sre] }
            evidence:
              - { file: "${{ input.film }}", title: Film, required: true }
      """;

  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-23T10:00:00Z"));
  @TempDir Path folder;
  private TestServer server;

  @BeforeEach
  void start() {
    server =
        TestServer.inMemory(
            TestServer.settings(folder).withKeepResources(Duration.ofDays(30)), clock);
    server.publish("alice", "film", FLOW);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private JsonNode store(String content) {
    return server
        .as("alice", "POST", "/resources?name=film.mp4")
        .body("video/mp4", content.getBytes(StandardCharsets.UTF_8))
        .send()
        .ok(201);
  }

  private Answer download(JsonNode stored) {
    return server.as("alice", "GET", "/resources/" + stored.at("/resource").asString()).send();
  }

  /** Turns the clock day by day, and lets each sweep end. */
  private void passDays(int days) throws InterruptedException {
    for (int day = 0; day < days; day++) {
      clock.advance(Duration.ofDays(1));
      server.server().clockTurned();
      server.server().awaitSweeps();
    }
  }

  @Test
  void whatWasDeletedIsToldFromWhatNeverWas() throws Exception {
    JsonNode film = store("a film");
    passDays(32);

    Answer gone = download(film);

    JsonNode problem = gone.problem(410, "resource.expired");
    assertThat(problem.at("/detail").asString())
        .startsWith("Expected resource '" + film.at("/resource").asString() + "' to be here, but")
        .contains("retention rule deleted it at 2026-12-2");
    assertThat(problem.at("/expired_at").asString()).startsWith("2026-12-2");
    server
        .as("alice", "GET", "/resources/sha256:" + "0".repeat(64))
        .send()
        .problem(404, "resource.unknown");
    assertThat(store("a film")).isEqualTo(film);
    assertThat(download(film).http().body()).isEqualTo("a film".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void evidenceStaysWhileItIsNeededAndItsPageSaysWhenItWasDeleted() throws Exception {
    JsonNode film = store("the film <1>");
    String run = server.run("alice", "film", Map.of("film", film));
    String page = "/requests/" + run + ".review";
    passDays(60);
    assertThat(download(film).status()).isEqualTo(200);
    server.decision("bob", run + ".review", "approve").send().ok(200);
    passDays(32);

    WebSession bob = WebSession.of(server, "bob");
    HttpResponse<String> request = bob.get(page);
    assertThat(request.statusCode()).isEqualTo(200);
    assertThat(request.body())
        .contains("film.mp4, 12 bytes")
        .contains("Deleted on ")
        .contains("by the retention rule")
        .contains(film.at("/resource").asString())
        .doesNotContain(page + "/evidence/1");
    HttpResponse<String> evidence = bob.get(page + "/evidence/1");
    assertThat(evidence.statusCode()).isEqualTo(410);
    assertThat(evidence.body()).contains("the retention rule deleted it");
    assertThat(server.as("bob", "GET", page).send().ok(200).at("/evidence/0/resource/resource"))
        .isEqualTo(film.at("/resource"));
  }
}
