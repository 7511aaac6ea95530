package dev.gatehold.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.engine.store.PeopleStore;
import dev.gatehold.server.callback.CallbackKey;
import dev.gatehold.testkit.MemoryFlowStore;
import dev.gatehold.testkit.MemoryKeys;
import dev.gatehold.testkit.MemoryPeopleStore;
import dev.gatehold.testkit.MemoryResourceStore;
import dev.gatehold.testkit.MemoryRunStore;
import dev.gatehold.testkit.MemorySecretStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers remember tokens, and what one of them ends holds at no other any more. */
class TokensAmongServersTest {
  @TempDir Path folder;
  private final PeopleStore people = new MemoryPeopleStore();

  private TestServer server(String name) throws IOException {
    MemoryRunStore runs = new MemoryRunStore();
    return TestServer.on(
        TestServer.settings(Files.createDirectory(folder.resolve(name))),
        new Backing(
            runs,
            new MemoryFlowStore(runs),
            people,
            new MemoryKeys(),
            new MemorySecretStore(),
            new MemoryResourceStore(),
            InstantSource.system(),
            CallbackKey.of(CallbackKey.fresh()),
            () -> {}));
  }

  private static Answer me(TestServer server, String token) {
    return server.call("GET", "/api/v1/me").token(token).send();
  }

  @Test
  void aTokenThatOneServerEndsLetsNobodyInAtAnother() throws IOException {
    try (TestServer here = server("here");
        TestServer there = server("there")) {
      String token =
          here.as("bob", "POST", "/tokens")
              .json(Map.of("kind", "person", "name", "laptop"))
              .send()
              .ok(201)
              .at("/token")
              .asString();
      String id =
          here.as("bob", "GET", "/tokens")
              .send()
              .ok(200)
              .at("/items")
              .valueStream()
              .filter(each -> each.at("/name").asString().equals("laptop"))
              .map(each -> each.at("/id").asString())
              .findFirst()
              .orElseThrow();
      assertThat(me(there, token).ok(200).at("/id").asString()).isEqualTo("bob");
      assertThat(me(there, token).status()).isEqualTo(200);

      here.as("bob", "DELETE", "/tokens/" + id).send().ok(204);

      me(there, token).problem(401, "credentials.invalid");
      me(here, token).problem(401, "credentials.invalid");
    }
  }
}
