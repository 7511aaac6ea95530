package dev.gatehold.core.run;

import dev.gatehold.core.approval.FloorDemand;
import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.ExpressionException;
import dev.gatehold.core.flow.Expressions;
import dev.gatehold.core.flow.Floor;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.Layout;
import dev.gatehold.core.flow.Precedence;
import dev.gatehold.core.flow.Scope;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.run.RunState.Active;
import dev.gatehold.core.run.StepState.Decided;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds a run to the floors: a bound step waits for a gate that met them. */
final class Floors {
  private final Layout layout;
  private final Flow flow;
  private final Expressions expressions;
  private final Precedence precedence;

  Floors(Layout layout, Expressions expressions) {
    this.layout = layout;
    this.flow = layout.flow();
    this.expressions = expressions;
    this.precedence = Precedence.of(flow);
  }

  /** The floors whose demands a gate puts before people, because it answers for a bound step. */
  List<Floor> of(Step gate, Scope scope, List<Floor> floors) {
    return floors.stream()
        .filter(floor ->
            layout.steps().stream()
                .filter(step -> step.action() instanceof Action.Work)
                .filter(step -> precedence.gatesFor(flow, step).contains(gate.id()))
                .anyMatch(step -> binds(floor, step, scope)))
        .toList();
  }

  private boolean binds(Floor floor, Step step, Scope scope) {
    Action.Work work = (Action.Work) step.action();
    Map<String, @Nullable Object> parameters = null;
    try {
      parameters = work.parameters().renderObject(expressions, scope);
    } catch (ExpressionException | IllegalArgumentException notKnownYet) {
      // Whatever it will connect to: the floor binds it.
    }
    return floor.binds(flow, step, work, parameters);
  }

  /**
   * A floor that a step would undercut.
   *
   * @param gate that can mend it; null when none can
   * @param changed whether people agreed when it asked for something else
   */
  record Undercut(Floor floor, @Nullable String gate, boolean changed) {}

  /** The first floor that binds this step and that no gate before it has met. */
  Optional<Undercut> undercut(
      Active run,
      Step step,
      Address at,
      Map<String, @Nullable Object> parameters,
      List<Floor> floors) {
    Action.Work work = (Action.Work) step.action();
    List<String> gates =
        precedence.gatesFor(flow, step).stream()
            .flatMap(gate -> at.sees(gate, layout).stream())
            .map(Address::text)
            .toList();
    return floors.stream()
        .filter(floor -> floor.binds(flow, step, work, parameters))
        .filter(floor -> gates.stream().noneMatch(gate -> met(run, gate, floor)))
        .map(floor ->
            new Undercut(
                floor,
                gates.isEmpty() ? null : gates.getLast(),
                gates.stream().anyMatch(gate -> agreed(run, gate, floor).isPresent())))
        .findFirst();
  }

  private static boolean met(Active run, String gate, Floor floor) {
    return agreed(run, gate, floor)
        .filter(demand ->
            demand.declared() == null || demand.declared().equals(AskedByFloor.digest(floor)))
        .isPresent();
  }

  /** What a floor of this name asked for when people approved at this gate. */
  private static Optional<FloorDemand> agreed(Active run, String gate, Floor floor) {
    return run.steps().get(gate) instanceof Decided decided && decided.outcome().opens()
        ? decided.request().floors().stream()
            .filter(each -> each.name().equals(floor.name()))
            .findFirst()
        : Optional.empty();
  }
}
