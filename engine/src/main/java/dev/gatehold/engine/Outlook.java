package dev.gatehold.engine;

import dev.gatehold.core.flow.Floor;
import dev.gatehold.core.people.Directory;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Command.RecordDecision;
import dev.gatehold.core.run.Context;
import dev.gatehold.core.run.Refusal;
import dev.gatehold.core.run.RunMachine;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A run at one moment, and what somebody could do with it then: all of it by one look at the run,
 * the directory and the floors. The rules are those that {@link Engine#submit} applies. For one
 * thread.
 */
public final class Outlook {
  private final RunView view;
  private final RunMachine machine;
  private final Principal actor;
  private final Directory directory;
  private final Instant now;
  private final Supplier<List<Floor>> floors;
  private @Nullable Context context;

  Outlook(
      RunView view,
      RunMachine machine,
      Principal actor,
      Directory directory,
      Instant now,
      Supplier<List<Floor>> floors) {
    this.view = view;
    this.machine = machine;
    this.actor = actor;
    this.directory = directory;
    this.now = now;
    this.floors = floors;
  }

  public RunView view() {
    return view;
  }

  /** The directory of this moment; one that failed knows nobody and says why. */
  public Directory directory() {
    return directory;
  }

  /** This moment, to the millisecond. */
  public Instant now() {
    return now;
  }

  /**
   * Why the actor could not approve at this gate; empty when the actor could.
   *
   * @throws GateholdException when the floors cannot be read
   */
  public Optional<Refusal> whyNotApprove(String step) {
    return machine.whyNotApprove(view.state(), step, context());
  }

  /**
   * Why this decision would be refused; empty when it would apply.
   *
   * @throws GateholdException when the floors cannot be read
   */
  public Optional<Refusal> whyNot(RecordDecision decision) {
    return machine.whyNot(view.state(), decision, context());
  }

  /** Floors are only read when somebody asks for what they bear on. */
  private Context context() {
    Context known = context;
    if (known == null) {
      known = new Context(now, actor, directory, floors.get(), Map.of());
      context = known;
    }
    return known;
  }
}
