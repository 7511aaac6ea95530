package dev.gatehold.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.people.Directory;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Command;
import dev.gatehold.engine.DurableEngine;
import dev.gatehold.engine.EngineParts;
import dev.gatehold.engine.Submission;
import dev.gatehold.engine.effect.Connector;
import dev.gatehold.engine.flow.StoredFlowCatalog;
import dev.gatehold.engine.secret.SecretSource;
import dev.gatehold.engine.store.StoreException;
import dev.gatehold.language.Reading;
import dev.gatehold.simulation.machine.Group;
import dev.gatehold.simulation.machine.NodeClock;
import dev.gatehold.simulation.machine.Scheduler;
import dev.gatehold.simulation.machine.SimulatedHost;
import dev.gatehold.testkit.MemoryFlowStore;
import dev.gatehold.testkit.MemoryRunStore;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Found by a seed: an engine that was asked something while it stopped never ended. */
class StoppingTest {
  private static final int SEEDS = 200;
  private static final int STEPS = 2_000;

  @Test
  void an_engine_that_is_asked_while_it_stops_stops() {
    for (int seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Scheduler scheduler = new Scheduler(random.split());
      Group group = new Group("node");
      SimulatedHost host = new SimulatedHost(scheduler, group, random.split());
      DurableEngine engine = engine(scheduler, host);
      engine.start();
      for (int step = 0; step < random.nextInt(60); step++) {
        scheduler.step();
      }
      Thread stopping = host.thread("stop", engine::close);
      stopping.start();
      for (int caller = 0; caller < 3; caller++) {
        host.thread("ask", () -> ask(engine)).start();
      }
      for (int step = 0; step < STEPS && stopping.isAlive(); step++) {
        scheduler.step();
      }
      assertThat(stopping.isAlive()).as("seed %s still stops", seed).isFalse();
    }
  }

  private static void ask(DurableEngine engine) {
    try {
      var _ =
          engine.submit(new Submission("run_1", new Command.PassTime(), Principal.SYSTEM, null));
    } catch (StoreException e) {
      assertThat(e).hasMessageContaining("stopping");
    }
  }

  private static DurableEngine engine(Scheduler scheduler, SimulatedHost host) {
    MemoryRunStore runs = new MemoryRunStore(false);
    NodeClock clock = new NodeClock(scheduler);
    List<Connector> none = List.of();
    return new DurableEngine(
        new EngineParts(
            "node",
            runs,
            new StoredFlowCatalog(
                new MemoryFlowStore(runs),
                new StoredFlowCatalog.Compiler(
                    (_, _, _) -> new Reading(null, List.of()), (_, _) -> null, (_, _) -> List.of()),
                () -> Directory.EMPTY,
                Set.of(),
                clock),
            () -> Directory.EMPTY,
            clock,
            () -> "run_1",
            none,
            List::of,
            (run, _) -> run,
            SecretSource.NONE,
            host));
  }
}
