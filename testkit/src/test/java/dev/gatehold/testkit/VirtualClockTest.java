package dev.gatehold.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class VirtualClockTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private final VirtualClock clock = new VirtualClock(NOON);

  @Test
  void it_moves_only_when_told() {
    assertThat(clock.instant()).isEqualTo(NOON);
    clock.advance(Duration.ofMinutes(5));
    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(300));
  }

  @Test
  void it_never_moves_back() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> clock.advanceTo(NOON.minusMillis(1)))
        .withMessageContaining("2026-03-02T11:59:59.999Z is over");
    assertThat(clock.instant()).isEqualTo(NOON);
  }

  @Test
  void it_wakes_who_waits_when_their_time_has_come() throws Exception {
    FutureTask<Instant> waiter =
        new FutureTask<>(() -> {
          clock.await(NOON.plusSeconds(10));
          return clock.instant();
        });
    Thread thread = Thread.ofVirtual().start(waiter);
    clock.advance(Duration.ofSeconds(9));
    assertThat(waiter.isDone()).isFalse();
    clock.advance(Duration.ofSeconds(1));
    assertThat(waiter.get(10, TimeUnit.SECONDS)).isEqualTo(NOON.plusSeconds(10));
    thread.join();
  }

  @Test
  void it_tells_listeners_of_every_move_until_they_leave() {
    List<Instant> moves = new ArrayList<>();
    try (var _ = clock.onMove(moves::add)) {
      clock.advance(Duration.ofSeconds(1));
      clock.advance(Duration.ofSeconds(1));
    }
    clock.advance(Duration.ofSeconds(1));
    assertThat(moves).containsExactly(NOON.plusSeconds(1), NOON.plusSeconds(2));
  }
}
