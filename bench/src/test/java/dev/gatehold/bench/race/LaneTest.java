package dev.gatehold.bench.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehold.bench.Latencies;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LaneTest {
  @Test
  void aPeerThatForgetsWhoDecidedDoesNotTakePart() {
    assertThatThrownBy(() -> Lane.check(new Memory(new Peer.Recorded(true, "", Peer.COMMENT), 0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Expected the first cycle to be kept as");
  }

  @Test
  void aPeerWhoseRunHasNotEndedDoesNotTakePart() {
    assertThatThrownBy(
            () -> Lane.check(new Memory(new Peer.Recorded(false, Peer.APPROVER, Peer.COMMENT), 0)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aFailedDecisionIsAnErrorAndNoCycle() throws Exception {
    Memory peer = new Memory(new Peer.Recorded(true, Peer.APPROVER, Peer.COMMENT), 2);
    Callers callers = new Callers(peer, new Course(1, Duration.ofMillis(50), 1));
    Latencies decisions = new Latencies();

    long cycles = callers.alone(decisions);

    assertThat(callers.failures()).isPositive();
    assertThat(cycles).isEqualTo(decisions.count()).isEqualTo(peer.decided.get());
    assertThat(peer.started.get()).isEqualTo(cycles + callers.failures());
  }

  /** Of its first hundred decisions every {@code failEvery}th fails; none when that is 0. */
  private static final class Memory implements Peer {
    private final Recorded recorded;
    private final int failEvery;
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger decided = new AtomicInteger();

    Memory(Recorded recorded, int failEvery) {
      this.recorded = recorded;
      this.failEvery = failEvery;
    }

    @Override
    public Facts facts() {
      return new Facts("Memory", "1", Keeps.MEMORY, "");
    }

    @Override
    public Pending start() {
      int number = started.incrementAndGet();
      return new Pending() {
        @Override
        public void approve() {
          if (failEvery > 0 && number % failEvery == 0 && number < 100) {
            throw new IllegalStateException("refused");
          }
          decided.incrementAndGet();
        }

        @Override
        public Recorded recorded() {
          return recorded;
        }
      };
    }

    @Override
    public void close() {}
  }
}
