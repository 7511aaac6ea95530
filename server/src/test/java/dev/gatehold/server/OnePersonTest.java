package dev.gatehold.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A person with several accounts is one person, whichever they sign in with. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnePersonTest {
  private static final String PASSWORD = "correct horse battery";
  private TestServer server;
  private Path people;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    TestServer.settings(folder);
    people = folder.resolve("people.yaml");
    Files.writeString(
        people,
        "  - { id: gina, name: Gina Gold, groups: [sre], roles: [lead], accounts: [g.gold] }\n",
        StandardOpenOption.APPEND);
    server = TestServer.inMemory(folder);
    add(Map.of(
            "id",
            "g.gold",
            "name",
            "Other name",
            "groups",
            List.of("finance"),
            "password",
            PASSWORD))
        .ok(201);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private Answer add(Map<String, ?> body) {
    return server.as("root", "POST", "/people").json(body).send();
  }

  private String token() {
    return server
        .call("POST", "/api/v1/login")
        .json(Map.of("user", "g.gold", "password", PASSWORD))
        .send()
        .ok(200)
        .at("/token")
        .asString();
  }

  private TestServer.Call asOther(String method, String path) {
    return server.call(method, "/api/v1" + path).token(token());
  }

  @Test
  void theCredentialKeepsItsNameAndCountsAsThePerson() {
    JsonNode me = asOther("GET", "/me").send().ok(200);

    assertThat(me.at("/id").asString()).isEqualTo("g.gold");
    assertThat(me.at("/person").asString()).isEqualTo("gina");
    assertThat(me.at("/name").asString()).isEqualTo("Gina Gold");
    assertThat(Answer.texts(me.at("/groups"))).containsExactly("finance", "sre");
    assertThat(Answer.texts(server.as("gina", "GET", "/me").send().ok(200).at("/groups")))
        .containsExactly("finance", "sre");
  }

  @Test
  void whatAsksThePersonIsInTheInboxOfBothAccounts() {
    server.publish("alice", "rotate");
    String request = server.startRotate("alice") + ".review";

    for (TestServer.Call inbox :
        List.of(
            asOther("GET", "/requests?mine=true"),
            server.as("gina", "GET", "/requests?mine=true"))) {
      assertThat(inbox.send().ok(200).at("/items").findValuesAsString("id")).contains(request);
    }
  }

  @Test
  void tokensOfOneAccountAreThePersonsOwn() {
    JsonNode made =
        asOther("POST", "/tokens")
            .json(Map.of("name", "helper", "kind", "agent", "acts_for", "gina"))
            .send()
            .ok(201);

    String id = made.at("/made/id").asString();
    assertThat(server.as("gina", "GET", "/tokens").send().ok(200).at("/items").toString())
        .contains(id);
    assertThat(asOther("DELETE", "/tokens/" + id).send().status()).isEqualTo(204);
    asOther("POST", "/tokens")
        .json(Map.of("name", "theirs", "kind", "agent", "acts_for", "bob"))
        .send()
        .problem(403, "access.denied");
  }

  @Test
  void disablingThePersonEndsAllTheirAccounts() throws Exception {
    String token = token();
    String text = Files.readString(people);

    Files.writeString(people, text.replace("id: gina,", "id: gina, disabled: true,"));
    server.call("GET", "/api/v1/me").token(token).send().problem(401, "credentials.invalid");

    Files.writeString(people, text + "\n");
    server.call("GET", "/api/v1/me").token(token).send().ok(200);
  }

  @Test
  void peopleAreShownWithTheirTiesAndWhomTheyCountAs() {
    add(Map.of(
            "id",
            "hugo",
            "roles",
            List.of("cfo"),
            "accounts",
            List.of("hugo@example.org"),
            "manager",
            "gina",
            "relations",
            Map.of("mentor", "bob")))
        .ok(201);

    JsonNode items = server.as("root", "GET", "/people").send().ok(200).at("/items");

    JsonNode hugo = person(items, "hugo");
    assertThat(Answer.texts(hugo.at("/roles"))).containsExactly("cfo");
    assertThat(Answer.texts(hugo.at("/accounts"))).containsExactly("hugo@example.org");
    assertThat(hugo.at("/manager").asString()).isEqualTo("gina");
    assertThat(hugo.at("/relations").toString()).isEqualTo("{\"mentor\":\"bob\"}");
    assertThat(person(items, "g.gold").at("/person").asString()).isEqualTo("gina");
    assertThat(Answer.texts(person(items, "gina").at("/roles"))).containsExactly("lead");
  }

  private static JsonNode person(JsonNode items, String id) {
    for (JsonNode item : items) {
      if (item.at("/id").asString().equals(id)) {
        return item;
      }
    }
    throw new AssertionError("There is no '" + id + "' in " + items);
  }

  @Test
  void tiesThatDoNotFitAreRefused() {
    for (Map<String, ?> ties :
        List.of(
            Map.of("accounts", List.of("alice")),
            Map.of("accounts", List.of("g.gold")),
            Map.of("accounts", List.of("new")),
            Map.of("accounts", List.of("a b")),
            Map.of("roles", List.of("a:b")),
            Map.of("manager", "nobody"),
            Map.of("manager", "new"),
            Map.of("manager", "gone"),
            Map.of("relations", Map.of("a b", "bob")))) {
      Map<String, Object> body = new java.util.HashMap<>(ties);
      body.put("id", "new");
      add(body).problem(422, "person.invalid");
    }
    add(Map.of("id", "new", "relations", Map.of("manager", "bob")))
        .problem(400, "request.malformed");
  }
}
