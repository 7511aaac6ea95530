package dev.gatehold.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A server on a real data folder: what it keeps, and when it refuses to start. */
class StartupTest {
  @TempDir Path folder;

  @Test
  void aRestartKeepsEverything() {
    String run;
    String token;
    try (TestServer first = TestServer.onDisk(folder)) {
      first.publish("alice", "rotate");
      run = first.startRotate("alice");
      first.decision("bob", run + ".review", "approve").send().ok(200);
      first.as("root", "POST", "/people").json(Map.of("id", "fay", "name", "Fay")).send().ok(201);
      token = first.tokenOf("carol");
    }
    try (TestServer second = TestServer.onDisk(folder)) {
      second.call("GET", "/api/v1/me").token(token).send().ok(200);
      JsonNode request = second.as("carol", "GET", "/requests/" + run + ".review").send().ok(200);
      assertThat(request.at("/decisions/0/person").asString()).isEqualTo("bob");

      second.decision("carol", run + ".review", "approve").send().ok(200);

      assertThat(second.as("alice", "GET", "/runs/" + run).send().text("/status"))
          .isEqualTo("completed");
      assertThat(TestServer.text(second.as("root", "GET", "/people").send().ok(200)))
          .contains("\"fay\"");
    }
  }

  @Test
  void theSecondServerOnADataFolderDoesNotStart() {
    try (TestServer first = TestServer.onDisk(folder)) {
      assertThat(first.call("GET", "/health").send().status()).isEqualTo(200);

      assertThatThrownBy(() -> TestServer.onDisk(folder))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("to be free")
          .hasMessageContaining("data");
      assertThat(first.call("GET", "/health").send().status()).isEqualTo(200);
    }
  }

  @Test
  void aTakenPortIsSaidAndTheDataFolderIsFreeAfterwards() {
    try (TestServer first = TestServer.onDisk(Files.createDirectory(folder.resolve("first")))) {
      int port = first.baseUri().getPort();
      Path other = Files.createDirectory(folder.resolve("other"));
      ServerSettings settings = TestServer.settings(other).withPort(port);

      assertThatThrownBy(() -> GateholdServer.start(settings))
          .isInstanceOfSatisfying(
              GateholdException.class,
              e -> {
                assertThat(e.code()).isEqualTo("server.port_taken");
                assertThat(e).hasMessageContaining("port " + port);
                assertThat(e.next()).contains("--port");
              });
      TestServer.onDisk(other).close();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aDevelopmentPasswordIsRefusedOutsideOfDevelopment() {
    ServerSettings open = TestServer.settings(folder).withHost("0.0.0.0");
    ServerSettings production =
        new ServerSettings(
            "127.0.0.1",
            0,
            folder.resolve("data"),
            null,
            null,
            null,
            false,
            TestServer.PASSWORD,
            false,
            null,
            ServerSettings.Limits.DEFAULT,
            null,
            null,
            null,
            List.of(),
            null);

    for (ServerSettings unsafe : new ServerSettings[] {open, production}) {
      assertThatThrownBy(() -> GateholdServer.start(unsafe))
          .isInstanceOfSatisfying(
              GateholdException.class, e -> assertThat(e.code()).isEqualTo("server.unsafe"));
    }
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void aBrokenPeopleFileIsSaidWithItsLine() throws Exception {
    Path people = folder.resolve("people.yaml");
    Files.writeString(people, "people:\n  - id: alice\n    nmae: Alice\n");

    assertThatThrownBy(() -> TestServer.onDisk(folder))
        .isInstanceOf(GateholdException.class)
        .hasMessageContaining("people.yaml:3:")
        .hasMessageContaining("'nmae'");
  }

  @Test
  void theAdminLinkWorksOnce() {
    try (TestServer server = TestServer.onDisk(folder)) {
      assertThat(server.server().needsAdmin()).isFalse();
      assertThat(server.server().newSetupLink().toString())
          .matches(server.baseUri() + "/setup/[0-9A-Za-z]{43}");
    }
  }
}
