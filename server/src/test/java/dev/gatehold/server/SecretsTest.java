package dev.gatehold.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.value.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Secrets are set by admins, opened for work, and read back by nobody. */
class SecretsTest {
  private static final String FLOW =
      """
      flow: use
      title: Use a secret
      secrets: { token: { after: review } }
      steps:
        - id: review
          approval: { title: "Use it?", requires: "group:sre" }
        - id: apply
          exec:
            command: [bash, -euc, 'printf "%s" "$TOKEN" | sha256sum | cut -c-8']
            env: { TOKEN: "${{ secrets.token }}" }
      """;

  /** The first digits of the SHA-256 of what follows. */
  private static final String FIRST = "first-value-of-it";

  private static final String SECOND = "second-value-of-it";

  @TempDir Path folder;
  private ServerSettings settings = ServerSettings.of(Path.of(""));

  @BeforeEach
  void settings() {
    settings = TestServer.settings(folder).withExec(true);
  }

  private static String sha(String value) {
    return Digest.of(value).hex().substring(0, 8);
  }

  private static TestServer.Call set(TestServer server, String person, String name, String value) {
    return server.as(person, "PUT", "/secrets/" + name).body("text/plain", value);
  }

  /** What the run's work said, or the failure of its step. */
  private static String applied(TestServer server, String run) {
    server.decision("bob", run + ".review", "approve").send().ok(200);
    JsonNode end = Changes.whenOver(server, run + ".review");
    for (JsonNode step : end.at("/steps")) {
      if (step.at("/id").asString().equals("apply")) {
        return step.at("/output/stdout").asString("") + step.at("/error").toString();
      }
    }
    throw new AssertionError(end.toString());
  }

  private static String run(TestServer server, boolean draft) {
    return server
        .as("alice", "POST", "/runs")
        .json(Map.of("flow", "use", "draft", draft, "input", Map.of()))
        .send()
        .ok(201)
        .at("/id")
        .asString();
  }

  @Test
  void adminsSetRotateListAndDeleteSecretsAndNobodyReadsThem() {
    try (TestServer server = TestServer.onDisk(settings)) {
      server.publish("alice", "use", FLOW);
      JsonNode set = set(server, "root", "token", FIRST).send().ok(200);
      assertThat(set.at("/version").asInt()).isEqualTo(1);
      assertThat(set.at("/environment").asString()).isEqualTo("live");
      assertThat(set.at("/set_by").asString()).isEqualTo("root");
      assertThat(set.at("/used_by/0").asString()).isEqualTo("use");
      assertThat(set(server, "root", "token", SECOND).send().ok(200).at("/version").asInt())
          .isEqualTo(2);
      set(server, "root", "token?environment=staging", FIRST).send().ok(200);

      JsonNode list = server.as("root", "GET", "/secrets").send().ok(200);
      assertThat(list.at("/items").size()).isEqualTo(2);
      assertThat(list.at("/items/0/version").asInt()).isEqualTo(2);
      assertThat(list.at("/problem").isMissingNode() || list.at("/problem").isNull()).isTrue();
      assertThat(list.toString()).doesNotContain(FIRST, SECOND);

      assertThat(server.as("root", "DELETE", "/secrets/token").send().status()).isEqualTo(204);
      server.as("root", "DELETE", "/secrets/token").send().problem(404, "secret.unknown");
      assertThat(server.as("root", "GET", "/secrets").send().ok(200).at("/items").size())
          .isEqualTo(1);
      server.as("root", "GET", "/secrets/token").send().problem(405, "method.not_allowed");
    }
  }

  @Test
  void othersThanAdminsDoNothingWithSecrets() {
    try (TestServer server = TestServer.onDisk(settings)) {
      set(server, "alice", "token", FIRST).send().problem(403, "access.denied");
      server.as("alice", "GET", "/secrets").send().problem(403, "access.denied");
      server.as("alice", "DELETE", "/secrets/token").send().problem(403, "access.denied");
      server.as("alice", "POST", "/secrets/rekey").send().problem(403, "access.denied");
      String agent =
          server
              .as("root", "POST", "/tokens")
              .json(Map.of("name", "bot", "kind", "agent"))
              .send()
              .ok(201)
              .at("/token")
              .asString();
      server
          .call("PUT", "/api/v1/secrets/token")
          .token(agent)
          .body("text/plain", FIRST)
          .send()
          .problem(403, "access.denied");
    }
  }

  @Test
  void aValueThatCannotBeHiddenOrPassedOnIsRefusedWithoutBeingSaid() {
    try (TestServer server = TestServer.onDisk(settings)) {
      for (String unfit :
          new String[] {"sh0rt", "  sh0rt    ", "x".repeat(17_000), "nul\0nul\0nul"}) {
        JsonNode problem =
            set(server, "root", "token", unfit).send().problem(422, "secret.invalid");
        assertThat(problem.toString()).doesNotContain("sh0rt", "xxxx", "nulnul");
      }
      set(server, "root", "Token", FIRST).send().problem(422, "secret.invalid");
      set(server, "root", "token?environment=test", FIRST).send().problem(400, "request.malformed");
      assertThat(folder.resolve("data/secret.key")).doesNotExist();
    }
  }

  @Test
  void workHasTheValueOfItsEnvironmentAtTheMomentItBegins() {
    try (TestServer server = TestServer.onDisk(settings)) {
      server.publish("alice", "use", FLOW);
      set(server, "root", "token", FIRST).send().ok(200);
      set(server, "root", "token?environment=staging", "a-staging-value").send().ok(200);
      String live = run(server, false);
      String draft = run(server, true);
      assertThat(applied(server, draft)).contains(sha("a-staging-value"));
      set(server, "root", "token", SECOND).send().ok(200);
      assertThat(applied(server, live)).contains(sha(SECOND));
      server.as("root", "DELETE", "/secrets/token").send();
      assertThat(applied(server, run(server, false)))
          .contains("secret.missing", "gatehold secret set token");
    }
  }

  @Test
  void withoutTheRightKeyWorkFailsGatesGoOnAndNothingIsSealedWithAnother() throws IOException {
    Path key = folder.resolve("keys/own.key");
    ServerSettings own = settings.withSecretKey(key);
    try (TestServer server = TestServer.onDisk(own)) {
      server.publish("alice", "use", FLOW);
      set(server, "root", "token", FIRST).send().ok(200);
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    Path aside = folder.resolve("aside.key");
    Files.move(key, aside);
    try (TestServer server = TestServer.onDisk(own)) {
      assertThat(applied(server, run(server, false))).contains("secrets.locked", "own.key");
      set(server, "root", "other", SECOND).send().problem(503, "secrets.locked");
      server.as("root", "POST", "/secrets/rekey").send().problem(503, "secrets.locked");
      assertThat(key).doesNotExist();
      assertThat(server.as("root", "GET", "/secrets").send().ok(200).at("/problem").asString())
          .contains("there is none", "Put back the key");
      Files.writeString(key, "{}");
      assertThat(applied(server, run(server, false))).contains("secrets.locked");
      Files.move(aside, key, StandardCopyOption.REPLACE_EXISTING);
      assertThat(applied(server, run(server, false))).contains(sha(FIRST));
    }
  }

  @Test
  void aNewKeySealsEverythingAnewAndTheOldOneStillOpensABackup() throws IOException {
    Path key = folder.resolve("data/secret.key");
    try (TestServer server = TestServer.onDisk(settings)) {
      server.publish("alice", "use", FLOW);
      set(server, "root", "token", FIRST).send().ok(200);
      String before = Files.readString(key);
      JsonNode done = server.as("root", "POST", "/secrets/rekey").send().ok(200);
      assertThat(done.at("/secrets").asInt()).isEqualTo(1);
      assertThat(Files.readString(key)).isNotEqualTo(before).contains("keyId");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
          .isEqualTo("rw-------");
      assertThat(applied(server, run(server, false))).contains(sha(FIRST));
      Files.writeString(key, before);
      assertThat(applied(server, run(server, false)))
          .as("the old key alone opens nothing that the new one sealed")
          .contains("secrets.locked");
    }
  }
}
