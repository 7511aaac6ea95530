package dev.gatehold.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.engine.store.PeopleStore;
import dev.gatehold.server.callback.CallbackKey;
import dev.gatehold.testkit.MemoryFlowStore;
import dev.gatehold.testkit.MemoryKeys;
import dev.gatehold.testkit.MemoryPeopleStore;
import dev.gatehold.testkit.MemoryResourceStore;
import dev.gatehold.testkit.MemorySecretStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreDownTest {
  @Test
  void aStorageThatDoesNotAnswerIsSaidAndWhatComesLaterWorksAgain(@TempDir Path folder) {
    FaultyStore faulty = new FaultyStore();
    check(folder, faulty, new MemoryPeopleStore());
  }

  @Test
  void soIsOneThatCannotEvenSayWhoAsks(@TempDir Path folder) {
    FaultyStore faulty = new FaultyStore();
    check(folder, faulty, faulty.people());
  }

  private static void check(Path folder, FaultyStore faulty, PeopleStore people) {
    Backing backing =
        new Backing(
            faulty.store(),
            new MemoryFlowStore(faulty.memory),
            people,
            new MemoryKeys(),
            new MemorySecretStore(),
            new MemoryResourceStore(),
            InstantSource.system(),
            CallbackKey.of(CallbackKey.fresh()),
            () -> {});
    try (TestServer server = TestServer.on(TestServer.settings(folder), backing)) {
      server.publish("alice", "rotate");
      server.tokenOf("bob");

      faulty.down.set(true);
      List<Answer> answers =
          List.of(
              server.as("bob", "GET", "/runs").send(),
              server.as("bob", "GET", "/requests").send(),
              start(server),
              server.call("GET", "/health").send());
      faulty.down.set(false);

      assertThat(answers)
          .allSatisfy(answer -> {
            assertThat(TestServer.text(answer.problem(503, "store.unavailable")))
                .doesNotContain("secret place");
            assertThat(answer.header("Retry-After")).isEqualTo("1");
          });
      start(server).ok(201);
      assertThat(server.as("bob", "GET", "/runs").send().ok(200).at("/items").size()).isEqualTo(1);
    }
  }

  private static Answer start(TestServer server) {
    return server
        .as("bob", "POST", "/runs")
        .header("Idempotency-Key", "once")
        .json(Map.of("flow", "rotate", "input", Map.of("service", "billing")))
        .send();
  }
}
