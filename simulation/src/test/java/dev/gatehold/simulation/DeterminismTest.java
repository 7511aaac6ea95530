package dev.gatehold.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.simulation.bug.Mistake;
import dev.gatehold.simulation.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One seed is one history, byte for byte, in any JVM: sets and maps are salted in each anew. */
class DeterminismTest {
  private static final long SEED = 4_711;
  private static final int WORLDS = 6;

  /** Prints what became of some worlds. */
  public static void main(String[] arguments) {
    System.out.println(histories());
  }

  private static String histories() {
    StringBuilder histories = new StringBuilder();
    for (int world = 0; world < WORLDS; world++) {
      World lived = new World(SEED + world, Mistake.NONE);
      lived.live(Simulation.STEPS_PER_WORLD);
      histories.append(lived.observer().digest()).append(' ').append(lived.steps()).append(' ');
    }
    return histories.toString().trim();
  }

  @Test
  void one_seed_is_one_history_in_two_virtual_machines() throws IOException, InterruptedException {
    String here = histories();

    assertThat(histories()).isEqualTo(here);
    assertThat(inAnotherMachine()).isEqualTo(here);
  }

  private static String inAnotherMachine() throws IOException, InterruptedException {
    Process other =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--add-opens=java.base/java.lang=ALL-UNNAMED",
                    "-cp",
                    System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")),
                    DeterminismTest.class.getName()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String told = new String(other.getInputStream().readAllBytes(), UTF_8).trim();
    assertThat(other.waitFor()).isZero();
    return told;
  }
}
