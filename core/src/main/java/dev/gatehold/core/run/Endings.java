package dev.gatehold.core.run;

import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.flow.ExpressionException;
import dev.gatehold.core.flow.Expressions;
import dev.gatehold.core.flow.Layout;
import dev.gatehold.core.flow.Template;
import dev.gatehold.core.run.RunEvent.RollbackStarted;
import dev.gatehold.core.run.RunEvent.RunEnded;
import dev.gatehold.core.run.RunState.Active;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Ends runs: what is under way is stopped, and without success what was done is undone first. */
final class Endings {
  private final Layout layout;
  private final Expressions expressions;
  private final Stops stops;

  Endings(Layout layout, Expressions expressions, Stops stops) {
    this.layout = layout;
    this.expressions = expressions;
    this.stops = stops;
  }

  /**
   * Ends the run, or begins to undo what it did. One whose output cannot be made has not completed.
   */
  void end(Turn turn, Ending ending, String reason, Context context) {
    Map<String, @Nullable Object> output = null;
    Template.Mapping declared = layout.flow().output();
    if (ending == Ending.COMPLETED && declared != null) {
      try {
        Active run = Objects.requireNonNull(turn.active());
        output = declared.renderObject(expressions, RunScope.outside(layout, run));
      } catch (ExpressionException | IllegalArgumentException e) {
        end(turn, Ending.FAILED, "its output cannot be made: " + e.getMessage(), context);
        return;
      }
    }
    end(turn, ending, reason, output, context);
  }

  private void end(
      Turn turn,
      Ending ending,
      String reason,
      @Nullable Map<String, @Nullable Object> output,
      Context context) {
    stops.all(turn, "the run ends", context);
    Active run = Objects.requireNonNull(turn.active());
    boolean undo = ending != Ending.COMPLETED && !run.undo().isEmpty() && run.closing() == null;
    if (undo) {
      turn.emit(new RollbackStarted(ending, reason, context.now()));
    } else {
      turn.emit(new RunEnded(ending, reason, output, context.now()));
      Calls.tell(turn, run, ending, reason, output);
    }
  }
}
