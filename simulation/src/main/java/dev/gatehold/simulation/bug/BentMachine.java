package dev.gatehold.simulation.bug;

import dev.gatehold.core.cast.Fields;
import dev.gatehold.core.cast.Formulas;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.run.Command;
import dev.gatehold.core.run.Context;
import dev.gatehold.core.run.Refusal;
import dev.gatehold.core.run.RunMachine;
import dev.gatehold.core.run.RunState;
import dev.gatehold.core.run.Transition;
import java.util.Optional;

/** A run machine with something around it. */
final class BentMachine extends RunMachine {
  /** Stands in for {@link RunMachine#handle}. */
  interface Bend {
    Transition handle(RunMachine right, RunState state, Command command, Context context);
  }

  private final RunMachine right;
  private final Bend bend;

  BentMachine(Flow flow, RunMachine right, Bend bend) {
    super(flow, new Formulas(), new Fields());
    this.right = right;
    this.bend = bend;
  }

  @Override
  public Transition handle(RunState state, Command command, Context context) {
    return bend.handle(right, state, command, context);
  }

  @Override
  public Optional<Refusal> whyNotApprove(RunState state, String step, Context context) {
    return right.whyNotApprove(state, step, context);
  }

  @Override
  public Optional<Refusal> whyNot(
      RunState state, Command.RecordDecision decision, Context context) {
    return right.whyNot(state, decision, context);
  }
}
