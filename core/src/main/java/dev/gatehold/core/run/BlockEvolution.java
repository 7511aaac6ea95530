package dev.gatehold.core.run;

import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.run.RunEvent.CallbackAwaited;
import dev.gatehold.core.run.RunEvent.CallbackReceived;
import dev.gatehold.core.run.RunEvent.EventAwaited;
import dev.gatehold.core.run.RunEvent.LapEnded;
import dev.gatehold.core.run.RunEvent.LapStarted;
import dev.gatehold.core.run.RunEvent.LoopStarted;
import dev.gatehold.core.run.RunEvent.RollbackPlanned;
import dev.gatehold.core.run.RunEvent.RollbackStarted;
import dev.gatehold.core.run.RunEvent.StepSkipped;
import dev.gatehold.core.run.RunEvent.StepStopped;
import dev.gatehold.core.run.RunEvent.StepStuck;
import dev.gatehold.core.run.RunState.Active;
import dev.gatehold.core.run.StepState.AwaitingCallback;
import dev.gatehold.core.run.StepState.AwaitingEvent;
import dev.gatehold.core.run.StepState.AwaitingRetry;
import dev.gatehold.core.run.StepState.Decided;
import dev.gatehold.core.run.StepState.Held;
import dev.gatehold.core.run.StepState.Looping;
import dev.gatehold.core.run.StepState.Skipped;
import dev.gatehold.core.run.StepState.Stopped;
import dev.gatehold.core.run.StepState.Stuck;
import dev.gatehold.core.run.StepState.Waiting;
import dev.gatehold.core.run.StepState.Working;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the events of blocks, of an operator's hand and of rollbacks make of a run. */
final class BlockEvolution {
  private BlockEvolution() {}

  static RunState awaited(Active run, CallbackAwaited event) {
    requireNextWait(run, event, event.step(), event.attempt());
    return run.with(
        event.step(), new AwaitingCallback(event.attempt(), event.deadline(), event.at()));
  }

  static RunState awaited(Active run, EventAwaited event) {
    requireNextWait(run, event, event.step(), event.attempt());
    return run.with(
        event.step(),
        new AwaitingEvent(
            event.attempt(), event.event(), event.key(), event.deadline(), event.at()));
  }

  private static void requireNextWait(Active run, RunEvent event, String step, int attempt) {
    StepState before = run.steps().get(step);
    int last = before instanceof Held held ? held.attempt() : 0;
    if ((before != null && last == 0) || attempt != last + 1) {
      throw new CorruptJournal(event, run.steps());
    }
  }

  static RunState calledBack(Active run, CallbackReceived event) {
    if (run.callback(event.step(), event.attempt(), event.told()) != null) {
      throw new CorruptJournal(event, run.callbacks());
    }
    return run.withCallback(event.step(), event.attempt(), event.told(), event.body());
  }

  static RunState skipped(Active run, StepSkipped event) {
    StepState before = run.steps().get(event.step());
    boolean fits =
        switch (before) {
          case null -> true;
          case Working _, AwaitingRetry _, Held _, Stuck _ -> true;
          case Waiting _, AwaitingCallback _, AwaitingEvent _ -> true;
          default -> false;
        };
    if (!fits) {
      throw new CorruptJournal(event, run.steps());
    }
    int attempts = before == null ? 0 : before.attempts();
    return run.mended(event.step()).with(event.step(), new Skipped(attempts, event.reason()));
  }

  static RunState stopped(Active run, StepStopped event) {
    StepState before = run.steps().get(event.step());
    if (before == null || before.over()) {
      throw new CorruptJournal(event, run.steps());
    }
    return run.mended(event.step())
        .with(event.step(), new Stopped(before.attempts(), event.reason()));
  }

  static RunState stuck(Active run, StepStuck event) {
    boolean fits =
        switch (run.steps().get(event.step())) {
          case null -> true;
          case Working working -> working.attempt() == event.attempt();
          case AwaitingRetry _, Held _, Stuck _ -> true;
          default -> false;
        };
    if (!fits) {
      throw new CorruptJournal(event, run.steps());
    }
    return run.with(event.step(), new Stuck(event.attempt(), event.failure(), event.at()));
  }

  /** The items of a loop may have been read out of a resource first. */
  static RunState loopStarted(Active run, LoopStarted event) {
    StepState before = run.steps().get(event.step());
    if (before != null && !(before instanceof Held) && !(before instanceof Working)) {
      throw new CorruptJournal(event, before);
    }
    return run.with(
        event.step(),
        new Looping(event.items(), List.of(), List.of(), List.of(), event.deadline()));
  }

  private static Looping loop(Active run, RunEvent event, String step) {
    if (run.steps().get(step) instanceof Looping loop) {
      return loop;
    }
    throw new CorruptJournal(event, run.steps());
  }

  static RunState lapStarted(Active run, LapStarted event) {
    Looping loop = loop(run, event, event.step());
    if (event.lap() != loop.begun() + 1) {
      throw new CorruptJournal(event, loop);
    }
    List<Integer> open = new ArrayList<>(loop.open());
    open.add(event.lap());
    return run.with(
        event.step(), new Looping(loop.items(), open, loop.laps(), loop.fallen(), loop.deadline()));
  }

  static RunState lapEnded(Active run, LapEnded event) {
    Looping loop = loop(run, event, event.step());
    Lap lap = event.lap();
    List<Integer> open = new ArrayList<>(loop.open());
    if (!open.removeIf(number -> number == lap.number())) {
      throw new CorruptJournal(event, loop);
    }
    Looping after =
        new Looping(
            loop.items(),
            open,
            plus(loop.laps(), lap),
            lap.end() == Ending.COMPLETED ? loop.fallen() : plus(loop.fallen(), lap),
            loop.deadline());
    return without(run, event.forgotten()).with(event.step(), after);
  }

  private static List<Lap> plus(List<Lap> laps, Lap lap) {
    List<Lap> more = new ArrayList<>(laps);
    more.add(lap);
    return more;
  }

  private static Active without(Active run, List<String> forgotten) {
    Map<String, StepState> others = new LinkedHashMap<>(run.steps());
    Map<String, Decided> gates = new LinkedHashMap<>();
    for (String step : forgotten) {
      if (others.remove(step) instanceof Decided decided) {
        gates.put(step, decided);
      }
    }
    return run.withSteps(others).archived(gates);
  }

  static RunState planned(Active run, RollbackPlanned event) {
    if (run.undo().stream().anyMatch(each -> each.step().equals(event.step()))) {
      throw new CorruptJournal(event, run.undo());
    }
    return run.withUndo(
        new Undo(event.step(), event.of(), event.connector(), event.parameters(), event.secrets()));
  }

  static RunState closing(Active run, RollbackStarted event) {
    if (run.closing() != null) {
      throw new CorruptJournal(event, run.closing());
    }
    return run.withPause(null).closing(new Closing(event.ending(), event.reason()));
  }
}
