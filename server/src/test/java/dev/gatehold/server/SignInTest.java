package dev.gatehold.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.people.Principal;
import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.store.PeopleStore.Token;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Passwords, tokens and sessions, and how they end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInTest {
  private static final String LONG = "correct horse battery";
  private Path folder;
  private TestServer server;

  @BeforeAll
  void start(@TempDir Path folder) {
    this.folder = folder;
    server = TestServer.inMemory(folder);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private Answer login(String user, String password) {
    return server
        .call("POST", "/api/v1/login")
        .json(Map.of("user", user, "password", password))
        .send();
  }

  @Test
  void aTokenHasTheFormThatScannersKnowAndNamesItsPerson() {
    JsonNode body = login("alice", TestServer.PASSWORD).ok(200);

    assertThat(body.at("/token").asString()).matches("gthp_[0-9A-Za-z]{42}");
    assertThat(body.at("/principal/name").asString()).isEqualTo("Alice Adler");
    JsonNode me = server.as("carol", "GET", "/me").send().ok(200);
    assertThat(me.at("/kind").asString()).isEqualTo("person");
    assertThat(Answer.texts(me.at("/groups"))).containsExactly("security", "sre");
  }

  @Test
  void unknownPeopleAndWrongPasswordsLookAlike() {
    String wrong = TestServer.text(login("alice", "wrong").problem(401, "credentials.invalid"));

    assertThat(TestServer.text(login("nobody", "wrong").problem(401, "credentials.invalid")))
        .isEqualTo(wrong);
    assertThat(
            TestServer.text(login("gone", TestServer.PASSWORD).problem(401, "credentials.invalid")))
        .isEqualTo(wrong);
  }

  @Test
  void guessingIsLimitedPerUserAndAddress() {
    for (int i = 0; i < 10; i++) {
      login("dora", "guess " + i).problem(401, "credentials.invalid");
    }

    Answer limited = login("dora", TestServer.PASSWORD);

    limited.problem(429, "login.limited");
    assertThat(limited.header("Retry-After")).isNotBlank();
    login("bob", TestServer.PASSWORD).ok(200);
  }

  @Test
  void peopleMadeByAnAdminHavePasswordsOfTheirOwn() {
    server
        .as("root", "POST", "/people")
        .json(Map.of("id", "fay", "name", "Fay", "groups", List.of("sre"), "password", LONG))
        .send()
        .ok(201);

    login("fay", LONG).ok(200);
    login("fay", TestServer.PASSWORD).problem(401, "credentials.invalid");
    String shown = TestServer.text(server.as("root", "GET", "/people").send().ok(200));
    assertThat(shown).contains("\"fay\"").doesNotContain("$2a$").doesNotContain(LONG);
  }

  @Test
  void whatCannotBeAnAccountIsRefused() {
    addPerson(Map.of("id", "alice", "name", "A")).problem(409, "person.exists");
    addPerson(Map.of("id", "a/b", "name", "A")).problem(422, "person.invalid");
    addPerson(Map.of("id", "gatehold", "name", "A")).problem(422, "person.invalid");
    addPerson(Map.of("id", "x", "name", " ")).problem(422, "person.invalid");
    addPerson(Map.of("id", "x", "name", "X", "groups", List.of("a:b")))
        .problem(422, "person.invalid");
    addPerson(Map.of("id", "x", "name", "X", "password", "short")).problem(422, "password.weak");
    addPerson(Map.of("id", "x", "name", "X", "password", "ü".repeat(40)))
        .problem(422, "password.weak");
    server.as("alice", "GET", "/people").send().problem(403, "access.denied");
    server.as("root", "POST", "/people/alice/disable").send().problem(409, "person.in_file");
    server.as("root", "POST", "/people/none/disable").send().problem(404, "person.unknown");
  }

  private Answer addPerson(Map<String, ?> body) {
    return server.as("root", "POST", "/people").json(body).send();
  }

  @Test
  void disablingAPersonEndsTheirTokensAndThoseOfTheirAgentsAtOnce() {
    addPerson(Map.of("id", "gil", "name", "Gil", "password", LONG)).ok(201);
    String own = login("gil", LONG).ok(200).at("/token").asString();
    String agent =
        server
            .call("POST", "/api/v1/tokens")
            .token(own)
            .json(Map.of("name", "helper", "kind", "agent"))
            .send()
            .ok(201)
            .at("/token")
            .asString();
    me(agent).ok(200);

    server.as("root", "POST", "/people/gil/disable").send().ok(200);

    me(own).problem(401, "credentials.invalid");
    me(agent).problem(401, "credentials.invalid");
    login("gil", LONG).problem(401, "credentials.invalid");
  }

  private Answer me(String token) {
    return server.call("GET", "/api/v1/me").token(token).send();
  }

  @Test
  void disablingAPersonInTheFileWorksAtOnceAndABrokenFileChangesNothing() throws Exception {
    String token = server.tokenOf("bob");
    Path people = folder.resolve("people.yaml");
    String text = Files.readString(people);

    Files.writeString(people, text.replace("id: bob,", "id: bob, disabled: true,"));
    me(token).problem(401, "credentials.invalid");

    Files.writeString(people, "people: [");
    me(token).problem(401, "credentials.invalid");
    me(server.tokenOf("alice")).ok(200);

    Files.writeString(people, text + "\n");
    me(token).ok(200);
  }

  @Test
  void aTokenEndsWhenItExpiresAndWhenItsOwnerEndsIt() {
    JsonNode made =
        server
            .as("bob", "POST", "/tokens")
            .json(Map.of("name", "laptop", "kind", "person", "expires", "90d"))
            .send()
            .ok(201);
    String token = made.at("/token").asString();
    assertThat(made.at("/made/expires_at").asString()).startsWith("20");
    me(token).ok(200);

    String id = made.at("/made/id").asString();
    server.as("alice", "DELETE", "/tokens/" + id).send().problem(404, "token.unknown");
    assertThat(server.as("bob", "DELETE", "/tokens/" + id).send().status()).isEqualTo(204);
    me(token).problem(401, "credentials.invalid");
  }

  @Test
  void anExpiredTokenLetsNobodyIn() {
    String token = login("erin", TestServer.PASSWORD).ok(200).at("/token").asString();
    me(token).ok(200);
    server
        .server()
        .people()
        .saveToken(
            new Token(
                Digest.of(token).hex(),
                "gthp",
                "old",
                Principal.person("erin"),
                Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2026-01-02T00:00:00Z")));

    me(token).problem(401, "credentials.invalid");
  }

  @Test
  void whatCannotBeATokenIsRefused() {
    Map<String, String> good = Map.of("name", "x", "kind", "agent");
    tokenRequest(Map.of("name", "/", "kind", "agent")).problem(422, "token.invalid");
    tokenRequest(Map.of("name", "x", "kind", "robot")).problem(400, "request.malformed");
    tokenRequest(Map.of("name", "x")).problem(400, "request.malformed");
    tokenRequest(Map.of("name", "x", "kind", "agent", "expires", "soon"))
        .problem(400, "request.malformed");
    tokenRequest(Map.of("name", "x", "kind", "agent", "expires", "0s"))
        .problem(422, "token.invalid");
    tokenRequest(good).ok(201);
  }

  private Answer tokenRequest(Map<String, String> body) {
    return server.as("bob", "POST", "/tokens").json(body).send();
  }

  @Test
  void missingCredentialsSayHowToSignIn() {
    Answer answer = server.call("GET", "/api/v1/runs").send();

    JsonNode problem = answer.problem(401, "credentials.missing");
    assertThat(problem.at("/next/0/command").asString()).isEqualTo("gatehold login USER");
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(answer.header("Set-Cookie")).isEmpty();
  }

  @Test
  void disablingAPersonEndsTheirSessionAtOnce() {
    addPerson(Map.of("id", "hal", "name", "Hal", "password", LONG)).ok(201);
    WebSession session = new WebSession(server.baseUri());
    session.signIn("hal", LONG);
    assertThat(session.get("/").statusCode()).isEqualTo(200);

    server.as("root", "POST", "/people/hal/disable").send().ok(200);

    assertThat(session.get("/").headers().firstValue("Location").orElse("")).endsWith("/login");
  }

  @Test
  void aSessionGetsANewNameAtSignInAndIsForTheServerAlone() {
    WebSession session = new WebSession(server.baseUri());
    String before = cookie(session.get("/login"));

    String after = cookie(session.signIn("erin", TestServer.PASSWORD));

    assertThat(after).startsWith("gatehold_session=").contains("HttpOnly", "SameSite=Strict");
    assertThat(after.split(";", 2)[0]).isNotEqualTo(before.split(";", 2)[0]);
  }

  private static String cookie(HttpResponse<String> answer) {
    return answer.headers().firstValue("Set-Cookie").orElse("");
  }

  @Test
  void theApiTakesNoSession() {
    WebSession session = WebSession.of(server, "erin");

    assertThat(session.get("/api/v1/me").statusCode()).isEqualTo(401);
    assertThat(session.get("/resources/sha256:" + "0".repeat(64)).statusCode()).isEqualTo(404);
  }
}
