package dev.gatehold.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.simulation.bug.Planted;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A simulation that finds nothing is worth something only if it would find what is there. */
class PlantedBugsTest {
  /** In all, over as many worlds as fit into them. */
  private static final long STEPS = 500_000;

  static List<Planted> bugs() {
    return Planted.all();
  }

  @ParameterizedTest
  @MethodSource("bugs")
  void is_found(Planted bug) {
    Simulation simulation = new Simulation(20_261_123, bug.mistake());

    Simulation.Finding finding = simulation.run(STEPS);

    String law = finding == null ? "nothing in " + STEPS + " steps" : finding.broken().law();
    System.out.println("| " + bug + " | `" + law + "` | " + simulation.steps() + " |");
    assertThat(bug.laws()).contains(law);
  }

  @Test
  void there_are_enough_of_them() {
    assertThat(bugs()).extracting(Planted::name).doesNotHaveDuplicates().hasSizeGreaterThan(25);
  }
}
