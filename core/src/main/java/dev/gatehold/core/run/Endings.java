package dev.gatehold.core.run;

import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.run.RunEvent.RollbackStarted;
import dev.gatehold.core.run.RunEvent.RunEnded;
import dev.gatehold.core.run.RunState.Active;
import java.util.Objects;

/** Ends runs: what is under way is stopped, and without success what was done is undone first. */
final class Endings {
  private final Stops stops;

  Endings(Stops stops) {
    this.stops = stops;
  }

  /** Ends the run, or begins to undo what it did. */
  void end(Turn turn, Ending ending, String reason, Context context) {
    stops.all(turn, "the run ends", context);
    Active run = Objects.requireNonNull(turn.active());
    boolean undo = ending != Ending.COMPLETED && !run.undo().isEmpty() && run.closing() == null;
    turn.emit(
        undo
            ? new RollbackStarted(ending, reason, context.now())
            : new RunEnded(ending, reason, context.now()));
  }
}
