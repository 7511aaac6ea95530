package dev.gatehold.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Who may say when a person is away, and what they may say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AbsencesTest {
  private static final Map<String, String> WEEK =
      Map.of(
          "from",
          "2100-01-04T00:00:00Z",
          "until",
          "2100-01-11T01:00:00+01:00",
          "delegate",
          "carol");
  private TestServer server;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    TestServer.settings(folder);
    Files.writeString(
        folder.resolve("people.yaml"),
        """
          - { id: pia, accounts: [pia.old] }
          - { id: quirin, absences: [{ from: 2100-02-01, until: 2100-02-02, delegate: bob }] }
        """,
        java.nio.file.StandardOpenOption.APPEND);
    server = TestServer.inMemory(folder);
    server.as("root", "POST", "/people").json(Map.of("id", "pia.old")).send().ok(201);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private TestServer.Call away(String caller, String person, Map<String, String> body) {
    return server.as(caller, "POST", "/people/" + person + "/absences").json(body);
  }

  private JsonNode absencesOf(String person) {
    return server.as(person, "GET", "/people/" + person + "/absences").send().ok(200).at("/items");
  }

  private int delete(String caller, String person, String absence) {
    return server
        .as(caller, "DELETE", "/people/" + person + "/absences/" + absence)
        .send()
        .status();
  }

  @Test
  void aPersonSaysThatTheyAreAwayAndBack() {
    JsonNode said = away("alice", "alice", WEEK).send().ok(201);

    assertThat(said.at("/from").asString()).isEqualTo("2100-01-04T00:00:00Z");
    assertThat(said.at("/until").asString()).isEqualTo("2100-01-11T00:00:00Z");
    assertThat(said.at("/delegate").asString()).isEqualTo("carol");
    assertThat(said.at("/set_by").asString()).isEqualTo("alice");
    assertThat(absencesOf("alice").get(0)).isEqualTo(said);

    assertThat(delete("alice", "alice", said.at("/id").asString())).isEqualTo(204);
    assertThat(absencesOf("alice")).isEmpty();
    assertThat(delete("alice", "alice", said.at("/id").asString())).isEqualTo(404);
  }

  @Test
  void whatIsNotSaidIsNowAndWithoutEndAndWithoutDelegate() {
    JsonNode said = away("sam", "sam", Map.of()).send().ok(201);

    assertThat(said.at("/from").asString()).startsWith("20");
    assertThat(said.at("/until").isNull()).isTrue();
    assertThat(said.at("/delegate").isNull()).isTrue();
  }

  @Test
  void onlyThePersonAndAdminsSayAndSeeIt() {
    away("bob", "erin", WEEK).send().problem(403, "access.denied");
    server.as("bob", "GET", "/people/erin/absences").send().problem(403, "access.denied");
    JsonNode said = away("root", "erin", WEEK).send().ok(201);
    assertThat(said.at("/set_by").asString()).isEqualTo("root");

    String id = said.at("/id").asString();
    assertThat(delete("bob", "erin", id)).isEqualTo(403);
    assertThat(delete("bob", "bob", id)).isEqualTo(404);
    assertThat(absencesOf("erin")).hasSize(1);
    assertThat(delete("root", "erin", id)).isEqualTo(204);
    away("root", "nobody", WEEK).send().problem(404, "person.unknown");
    away("bob", "nobody", WEEK).send().problem(403, "access.denied");
  }

  @Test
  void agentsSayNothingOfThat() {
    String agent =
        server
            .as("bob", "POST", "/tokens")
            .json(Map.of("name", "helper", "kind", "agent"))
            .send()
            .ok(201)
            .at("/token")
            .asString();

    server
        .call("POST", "/api/v1/people/bob/absences")
        .token(agent)
        .json(WEEK)
        .send()
        .problem(403, "access.denied");
    server
        .call("GET", "/api/v1/people/bob/absences")
        .token(agent)
        .send()
        .problem(403, "access.denied");
    assertThat(absencesOf("bob")).isEmpty();
  }

  @Test
  void whatCannotBeAnAbsenceIsRefused() {
    refused(Map.of("delegate", "bob"), "absence.invalid", 422);
    refused(Map.of("until", "2020-01-01T00:00:00Z"), "absence.invalid", 422);
    refused(
        Map.of("from", "2100-01-02T00:00:00Z", "until", "2100-01-02T00:00:00Z"),
        "absence.invalid",
        422);
    refused(Map.of("until", "2100-01-02T00:00:00Z", "delegate", "dora"), "absence.invalid", 422);
    refused(Map.of("until", "2100-01-02T00:00:00Z", "delegate", "gone"), "person.unknown", 404);
    refused(Map.of("until", "2100-01-02T00:00:00Z", "delegate", "x"), "person.unknown", 404);
    refused(Map.of("until", "tomorrow"), "request.malformed", 400);
    refused(Map.of("since", "2100-01-02T00:00:00Z"), "request.malformed", 400);
    assertThat(absencesOf("dora")).isEmpty();
  }

  private void refused(Map<String, String> body, String code, int status) {
    away("dora", "dora", body).send().problem(status, code);
  }

  @Test
  void absencesOfTheFileAreShownAndCannotBeDeleted() {
    JsonNode items = absencesOf("quirin");

    assertThat(items).hasSize(1);
    assertThat(items.get(0).at("/id").isNull()).isTrue();
    assertThat(items.get(0).at("/until").asString()).isEqualTo("2100-02-03T00:00:00Z");
    assertThat(items.get(0).at("/delegate").asString()).isEqualTo("bob");
    away("quirin", "quirin", WEEK).send().ok(201);
    assertThat(absencesOf("quirin")).hasSize(2);
  }

  @Test
  void allAccountsOfAPersonHaveTheSameAbsences() {
    JsonNode said = away("pia.old", "pia", WEEK).send().ok(201);

    assertThat(absencesOf("pia")).isEqualTo(absencesOf("pia.old"));
    away("pia", "pia", Map.of("until", "2100-01-02T00:00:00Z", "delegate", "pia.old"))
        .send()
        .problem(422, "absence.invalid");
    assertThat(delete("pia", "pia.old", said.at("/id").asString())).isEqualTo(204);
  }

  @Test
  void nobodyHasMoreThanAHundred() {
    for (int i = 0; i < 100; i++) {
      away("carol", "carol", Map.of("until", "2100-01-02T00:00:00Z")).send().ok(201);
    }

    away("carol", "carol", Map.of("until", "2100-01-02T00:00:00Z"))
        .send()
        .problem(422, "absence.invalid");
  }
}
