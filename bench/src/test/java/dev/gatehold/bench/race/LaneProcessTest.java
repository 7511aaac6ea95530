package dev.gatehold.bench.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a race does with a peer that hangs or falls. */
class LaneProcessTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void onePeerThatHangsIsEndedAndTold() throws Exception {
    Process process = shell("sleep 600");
    try (LaneProcess lane = new LaneProcess(process, Duration.ofMillis(100))) {
      assertThatThrownBy(() -> lane.await(Signals.READY))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "Expected it to say 'ready' within 0 s of its start, but it did not; it was ended.");
    }
    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void onePeerThatFallsIsTold() throws Exception {
    try (LaneProcess lane = new LaneProcess(shell("echo '@race name=X'; exit 1"), LONG)) {
      assertThatThrownBy(() -> lane.await(Signals.READY))
          .hasMessage("Expected it to say 'ready', but its process ended; see above.");
      assertThat(lane.said()).containsEntry("name", "X");
    }
  }

  @Test
  void theOneThatEndsIsWaitedFor() throws Exception {
    Process process = shell("echo '@race ready'; read order; echo \"@race heard=$order\"");
    try (LaneProcess lane = new LaneProcess(process, LONG)) {
      lane.await(Signals.READY);
      lane.tell(Signals.STOP);
      lane.awaitEnd();

      assertThat(process.isAlive()).isFalse();
      assertThat(process.exitValue()).as("it ended by itself").isZero();
    }
  }

  private static Process shell(String script) throws IOException {
    return new ProcessBuilder("sh", "-c", script).start();
  }
}
