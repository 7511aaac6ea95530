package dev.gatehold.store.postgres;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.Test;

/** Which servers are used. */
class DurabilityTest {
  private static final PostgresPlace PLACE = PostgresPlace.of("postgres://db/gatehold");

  private static Durability with(int version, boolean recovering, String synchronousCommit) {
    return new Durability(version, recovering, "on", "on", synchronousCommit);
  }

  @Test
  void waiting_for_the_disk_and_more_is_enough() {
    assertThatNoException().isThrownBy(() -> with(150000, false, "on").require(PLACE));
    assertThatNoException().isThrownBy(() -> with(180006, false, "remote_apply").require(PLACE));
  }

  @Test
  void a_standby_is_refused_even_if_weak() {
    assertThatExceptionOfType(DatabaseRefusedException.class)
        .isThrownBy(() -> with(180006, true, "on").require(PLACE.evenIfWeak()))
        .withMessageContaining("be the primary");
  }

  @Test
  void an_old_server_is_refused() {
    assertThatExceptionOfType(DatabaseRefusedException.class)
        .isThrownBy(() -> with(140022, false, "on").require(PLACE))
        .withMessageContaining("PostgreSQL 15 or newer")
        .withMessageContaining("it is 14");
  }
}
