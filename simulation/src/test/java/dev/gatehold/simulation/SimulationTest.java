package dev.gatehold.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.run.Command;
import dev.gatehold.core.run.RunEvent;
import dev.gatehold.core.run.StepState;
import dev.gatehold.simulation.bug.Mistake;
import dev.gatehold.simulation.store.Fault;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** In every build; {@code ./simulate} for more. */
class SimulationTest {
  private static final long STEPS = 200_000;

  /** What no caller outside gives: the engine's own, whose answers nobody here hears. */
  private static final Set<String> OF_THE_ENGINE =
      Set.of("FailStep", "ReturnCall", "TakeEvent", "SupersedeRun");

  @Test
  void the_engine_keeps_every_law_and_meets_everything() {
    long seed = Long.getLong("gatehold.seed", 20_261_124L);
    System.out.println("Simulating with -Dgatehold.seed=" + seed);
    Simulation simulation = new Simulation(seed, Mistake.NONE);

    Simulation.Finding finding = simulation.run(STEPS);

    assertThat(finding).as(() -> "What was found:\n" + finding).isNull();
    assertThat(simulation.seen().keySet())
        .as("a run that never meets something says nothing of it")
        .containsAll(named("event ", RunEvent.class).toList())
        .containsAll(named("state ", StepState.class).toList())
        .containsAll(
            named("command ", Command.class)
                .filter(each -> !OF_THE_ENGINE.contains(each.substring("command ".length())))
                .toList());
    assertThat(simulation.faults().keySet()).containsExactlyInAnyOrder(Fault.values());
    assertThat(simulation.checks()).hasSizeGreaterThanOrEqualTo(60);
    assertThat(simulation.checks().values()).allMatch(times -> times > 0);
  }

  private static Stream<String> named(String prefix, Class<?> family) {
    return Stream.of(family.getPermittedSubclasses()).map(each -> prefix + each.getSimpleName());
  }
}
