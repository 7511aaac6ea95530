package dev.gatehold.core.run;

import dev.gatehold.core.flow.Layout;
import dev.gatehold.core.run.RunEvent.StepStopped;
import dev.gatehold.core.run.RunState.Active;
import dev.gatehold.core.run.StepState.Working;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** Stops steps that are not over and no longer needed: closes gates, calls back work. */
final class Stops {
  private final Layout layout;

  Stops(Layout layout) {
    this.layout = layout;
  }

  /** Stops everything. */
  void all(Turn turn, String reason, Context context) {
    stop(turn, _ -> true, reason, context);
  }

  /** Stops what is inside of a block, not the block itself. */
  void inside(Turn turn, Address block, String reason, Context context) {
    stop(turn, address -> isInside(address, block), reason, context);
  }

  /** Stops what is in a lap of a loop. */
  void inLap(Turn turn, Address loop, int lap, String reason, Context context) {
    stop(turn, address -> isInLap(address, loop, lap), reason, context);
  }

  /** The addresses that were reached in a lap of a loop. */
  List<String> reachedIn(Active run, Address loop, int lap) {
    return run.steps().keySet().stream()
        .filter(text -> !Address.undoes(text) && isInLap(Address.parse(text), loop, lap))
        .toList();
  }

  private boolean isInside(Address address, Address block) {
    return layout.inside(address.id(), block.id()) && address.within(block.laps());
  }

  private boolean isInLap(Address address, Address loop, int lap) {
    return isInside(address, loop) && address.within(loop.in(loop.id(), lap).laps());
  }

  private static void stop(Turn turn, Predicate<Address> which, String reason, Context context) {
    LinkedHashMap<String, StepState> steps = new LinkedHashMap<>();
    Objects.requireNonNull(turn.active())
        .steps()
        .forEach((text, state) -> {
          if (!state.over() && which.test(Address.parse(text))) {
            steps.put(text, state);
          }
        });
    // What is inside of a block stops before the block.
    steps
        .sequencedEntrySet()
        .reversed()
        .forEach(step -> stop(turn, step.getKey(), step.getValue(), reason, context));
  }

  private static void stop(Turn turn, String at, StepState state, String reason, Context context) {
    if (state instanceof Working working) {
      turn.effect(Calls.stop(Objects.requireNonNull(turn.active()), at, working));
    }
    if (!Gates.cancel(turn, at, state, context)) {
      turn.emit(new StepStopped(at, reason, context.now()));
    }
  }
}
