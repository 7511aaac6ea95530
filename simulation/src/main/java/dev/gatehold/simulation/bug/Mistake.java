package dev.gatehold.simulation.bug;

import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.run.RunMachine;
import dev.gatehold.engine.Submission;
import dev.gatehold.engine.store.RunStore;
import java.util.function.Function;

/** A bug made on purpose: parts of the world that are not what they should be. */
public interface Mistake {
  /** The world without a mistake. */
  Mistake NONE = new Mistake() {};

  /** The store, with something wrong. */
  default RunStore store(RunStore right) {
    return right;
  }

  /** The machine of a flow, with something wrong; given how to make a right one. */
  default RunMachine machine(Flow flow, Function<Flow, RunMachine> right) {
    return right.apply(flow);
  }

  /** A submission as the engine takes it, with something wrong. */
  default Submission submission(Submission right) {
    return right;
  }
}
