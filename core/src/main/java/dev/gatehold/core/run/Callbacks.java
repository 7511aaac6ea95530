package dev.gatehold.core.run;

import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.Layout;
import dev.gatehold.core.run.Command.CallBack;
import dev.gatehold.core.run.Effect.Callee;
import dev.gatehold.core.run.RunEvent.CallbackAwaited;
import dev.gatehold.core.run.RunEvent.CallbackReceived;
import dev.gatehold.core.run.RunEvent.StepCompleted;
import dev.gatehold.core.run.RunEvent.StepFailed;
import dev.gatehold.core.run.RunState.Active;
import dev.gatehold.core.run.StepState.AwaitingCallback;
import dev.gatehold.core.run.StepState.AwaitingRetry;
import dev.gatehold.core.run.StepState.Held;
import dev.gatehold.core.run.StepState.Looping;
import dev.gatehold.core.value.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Waits for callbacks. One that comes before its wait is reached is kept; of several the first
 * counts, and none of an attempt at work that was made again since. A callback never says anything
 * at a gate.
 */
final class Callbacks {
  private final Layout layout;

  Callbacks(Layout layout) {
    this.layout = layout;
  }

  /** The wait that an attempt at work may call back to; null for work that does not. */
  static @Nullable Callee callee(
      Layout layout, Active run, Address from, @Nullable String callback, int attempt) {
    if (callback == null) {
      return null;
    }
    String step = from.sees(callback, layout).orElseThrow().text();
    StepState state = run.steps().get(step);
    return new Callee(step, state == null ? 1 : state.attempts() + 1, attempt);
  }

  /** Waits, unless somebody has called back already. */
  void await(Turn turn, Active run, String at, Action.Callback wait, int attempt, Instant now) {
    Duration within = wait.within();
    turn.emit(new CallbackAwaited(at, attempt, within == null ? null : now.plus(within), now));
    for (int told : told(run, Address.parse(at))) {
      Map<String, @Nullable Object> early = run.callback(at, attempt, told);
      if (early != null) {
        turn.emit(new StepCompleted(at, Map.of("body", early), now));
        return;
      }
    }
  }

  /**
   * The attempts at work that may call back to a wait: of each step that is told of it the latest,
   * unless that is to be made again.
   */
  private List<Integer> told(Active run, Address wait) {
    return layout.steps().stream()
        .filter(
            step -> step.action() instanceof Action.Work work && wait.id().equals(work.callback()))
        .map(step -> run.steps().get(new Address(step.id(), wait.laps()).text()))
        .filter(Objects::nonNull)
        .filter(state -> !(state instanceof Held) && !(state instanceof AwaitingRetry))
        .map(StepState::attempts)
        .toList();
  }

  /** Why this callback does not count; null when it does. */
  @Nullable Refusal whyNot(Active run, CallBack command) {
    if (!exists(run, command.step())) {
      return OperatorRefusals.callbackUnknown(command.step());
    }
    boolean awaited =
        switch (run.steps().get(command.step())) {
          case null -> command.attempt() == 1;
          case Held held -> command.attempt() == held.attempt() + 1;
          case AwaitingCallback wait -> command.attempt() == wait.attempt();
          default -> false;
        };
    boolean told = told(run, Address.parse(command.step())).contains(command.told());
    boolean first = run.callback(command.step(), command.attempt(), command.told()) == null;
    return awaited && told && first && run.closing() == null
        ? null
        : OperatorRefusals.callbackOver(command.step());
  }

  /** Whether there is such a wait, in laps that are under way. */
  private boolean exists(Active run, String step) {
    String id = Address.idOf(step);
    boolean waits =
        layout.steps().stream()
            .anyMatch(each -> each.id().equals(id) && each.action() instanceof Action.Callback);
    if (!waits || Address.undoes(step)) {
      return false;
    }
    Address address = Address.parse(step);
    List<String> loops = layout.loops(id);
    if (address.laps().size() != loops.size()) {
      return false;
    }
    for (int i = 0; i < loops.size(); i++) {
      String loop = new Address(loops.get(i), address.laps().subList(0, i)).text();
      if (!(run.steps().get(loop) instanceof Looping looping)
          || !looping.open().contains(address.laps().get(i))) {
        return false;
      }
    }
    return true;
  }

  static void receive(Turn turn, Active run, CallBack command, Instant now) {
    turn.emit(
        new CallbackReceived(
            command.step(), command.attempt(), command.told(), command.body(), now));
    if (run.steps().get(command.step()) instanceof AwaitingCallback) {
      turn.emit(new StepCompleted(command.step(), Map.of("body", command.body()), now));
    }
  }

  static void timeOut(Turn turn, String at, AwaitingCallback wait, Instant now) {
    Failure failure =
        new Failure(
            "wait.timeout",
            "Expected a callback, but there was none within "
                + Durations.format(Duration.between(wait.since(), now))
                + ".",
            false);
    turn.emit(new StepFailed(at, wait.attempt(), failure, now));
  }
}
