package dev.gatehold.server.identity;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehold.engine.GateholdException;
import dev.gatehold.testkit.VirtualClock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LoginLimitsTest {
  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final LoginLimits limits = new LoginLimits(clock);

  private void assertLimited(String user, String address) {
    assertThatThrownBy(() -> limits.take(user, address))
        .isInstanceOf(GateholdException.class)
        .hasMessageContaining("too many");
  }

  private void assertFree(String user, String address) {
    assertThatCode(() -> limits.take(user, address)).doesNotThrowAnyException();
  }

  private void fail(String user, String address, int times) {
    for (int i = 0; i < times; i++) {
      limits.take(user, address);
    }
  }

  @Test
  void tooManyFailuresForOneUserFromOneAddressAreStopped() {
    fail("alice", "10.0.0.1", LoginLimits.PER_USER_AND_ADDRESS);

    assertLimited("alice", "10.0.0.1");
    assertFree("bob", "10.0.0.1");
  }

  @Test
  void nobodyIsShutOutByFailuresFromElsewhere() {
    fail("alice", "10.0.0.1", LoginLimits.PER_USER_AND_ADDRESS);

    assertFree("alice", "10.0.0.2");
  }

  @Test
  void tooManyFailuresFromOneAddressAreStoppedWhoeverTheyName() {
    for (int i = 0; i < LoginLimits.PER_ADDRESS; i++) {
      limits.take("user" + i, "10.0.0.1");
    }

    assertLimited("somebody-else", "10.0.0.1");
    assertFree("somebody-else", "10.0.0.2");
  }

  @Test
  void timeForgives() {
    fail("alice", "10.0.0.1", LoginLimits.PER_USER_AND_ADDRESS);
    clock.advance(LoginLimits.WINDOW.minusMillis(1));
    assertLimited("alice", "10.0.0.1");

    clock.advance(java.time.Duration.ofMillis(1));

    assertFree("alice", "10.0.0.1");
  }

  @Test
  void successesAreNoFailures() {
    for (int i = 0; i < 3 * LoginLimits.PER_ADDRESS; i++) {
      limits.take("alice", "10.0.0.1");
      limits.succeeded("alice", "10.0.0.1");
    }

    assertFree("alice", "10.0.0.1");
  }
}
