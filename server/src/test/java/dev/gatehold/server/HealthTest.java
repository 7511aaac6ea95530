package dev.gatehold.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehold.core.people.Directory;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.testkit.MemoryRunStore;
import org.junit.jupiter.api.Test;

class HealthTest {
  @Test
  void aDirectoryThatDoesNotAnswerIsSaidWithoutItsSecrets() {
    MemoryRunStore runs = new MemoryRunStore();
    assertThat(new HealthController(runs, () -> Directory.EMPTY).health().status()).isEqualTo("up");

    HealthController health =
        new HealthController(runs, () -> Directory.unavailable("a secret place cannot be read"));

    assertThatThrownBy(health::health)
        .isInstanceOfSatisfying(
            GateholdException.class, e -> assertThat(e.code()).isEqualTo("directory.unavailable"))
        .hasMessageNotContaining("secret place");
  }
}
