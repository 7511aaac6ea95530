package dev.gatehold.simulation.law;

import static dev.gatehold.simulation.law.Law.law;

import dev.gatehold.core.run.RunEvent;
import dev.gatehold.core.run.RunState;
import dev.gatehold.core.run.StepState;
import dev.gatehold.engine.journal.JournalCodec;
import dev.gatehold.engine.journal.UnreadableJournal;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.StoredEffect;
import dev.gatehold.engine.store.StoredEntry;
import dev.gatehold.engine.store.StoredEvent;
import dev.gatehold.engine.store.TaskStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What holds when nothing has gone wrong for a while: everything has come to its end or waits. */
final class EndLaws {
  /**
   * Everything, at the end.
   *
   * @param acknowledged the highest entry that somebody was told of, by run
   * @param now by every clock, for they are right again
   */
  record Whole(
      Map<String, Chronicle> runs,
      RunStore store,
      Map<String, Long> acknowledged,
      Collection<String> published,
      Instant now) {
    Collection<Chronicle> all() {
      return runs.values();
    }
  }

  private static final Duration LATE = Duration.ofMinutes(1);

  static final List<Law<Whole>> ALL =
      List.of(
          law(
              "end.nothing-lost",
              "Everything that was acknowledged is in the journal, whose whole chain holds.",
              EndLaws::nothingLost),
          law(
              "end.something-awaited",
              "A run that goes on waits for somebody or something.",
              EndLaws::awaited),
          law("end.timers-end", "No deadline is left standing.", EndLaws::timersEnd),
          law(
              "end.work-done",
              "No work is left lying: it is done, or at a worker, or of another run.",
              EndLaws::workDone),
          law("end.effects-done", "No effect is left that nobody sees to.", EndLaws::effectsDone),
          law(
              "end.no-incidents",
              "No run and no effect was set aside.",
              whole ->
                  whole.all().stream()
                      .flatMap(run -> whole.store().incidents(run.run()).stream())
                      .findFirst()
                      .orElse(null)),
          law(
              "end.tasks-wanted",
              "No task is left of an attempt that is over.",
              EndLaws::tasksWanted),
          law(
              "end.calls-return",
              "Who called a run that is over has heard of it.",
              EndLaws::callsReturn),
          law(
              "end.events-delivered",
              "Every event that was taken is delivered.",
              EndLaws::delivered),
          law(
              "end.events-taken",
              "No run waits for an event that came after its start and that it has not had.",
              EndLaws::eventsTaken),
          law(
              "end.superseded",
              "Of the runs that take each other's place only the newest asks, unless people have"
                  + " decided.",
              EndLaws::superseded));

  private EndLaws() {}

  private static @Nullable String nothingLost(Whole whole) {
    for (Map.Entry<String, Long> each : whole.acknowledged().entrySet()) {
      List<StoredEntry> entries = whole.store().journal(each.getKey(), 0, Integer.MAX_VALUE);
      if (entries.size() < each.getValue()) {
        return "of run %s entry %d was acknowledged, there are %d"
            .formatted(each.getKey(), each.getValue(), entries.size());
      }
      try {
        JournalCodec.verifyChain(JournalCodec.GENESIS, entries);
      } catch (UnreadableJournal e) {
        return e.getMessage();
      }
    }
    return null;
  }

  private static @Nullable String awaited(Whole whole) {
    for (Chronicle run : whole.all()) {
      if (run.state() instanceof RunState.Active active
          && active.paused() == null
          && active.steps().values().stream().noneMatch(EndLaws::waits)) {
        return "run " + run.run() + " waits for nothing: " + active.steps();
      }
    }
    return null;
  }

  private static boolean waits(StepState step) {
    return step instanceof StepState.Working
        || step instanceof StepState.AwaitingApproval
        || step instanceof StepState.AwaitingRework
        || step instanceof StepState.AwaitingCallback
        || step instanceof StepState.AwaitingEvent
        || step instanceof StepState.Stuck
        || step.deadline() != null;
  }

  private static @Nullable String timersEnd(Whole whole) {
    for (Chronicle run : whole.all()) {
      Instant deadline = run.state().nextDeadline();
      if (deadline != null && deadline.isBefore(whole.now().minus(LATE))) {
        return "run " + run.run() + " was due at " + deadline + ", and it is " + whole.now();
      }
    }
    return null;
  }

  private static @Nullable String workDone(Whole whole) {
    for (Chronicle run : whole.all()) {
      if (run.state() instanceof RunState.Active active) {
        for (Map.Entry<String, StepState> step : active.steps().entrySet()) {
          if (step.getValue() instanceof StepState.Working work
              && work.connector().equals("exec")
              && work.since().isBefore(whole.now().minus(LATE))) {
            return "step %s of run %s works since %s"
                .formatted(step.getKey(), run.run(), work.since());
          }
          if (step.getValue() instanceof StepState.Working work
              && work.connector().equals("task")
              && whole
                  .store()
                  .tasks()
                  .task(run.run() + "." + step.getKey() + "." + work.attempt())
                  .isEmpty()) {
            return "step %s of run %s waits for a task that is not there"
                .formatted(step.getKey(), run.run());
          }
        }
      }
    }
    return null;
  }

  private static @Nullable String effectsDone(Whole whole) {
    Instant later = whole.now().plus(Duration.ofDays(1));
    List<StoredEffect> left =
        whole.store().leaseEffects("inspector", later, later, Integer.MAX_VALUE);
    return left.isEmpty() ? null : left.size() + " are left, such as " + left.getFirst();
  }

  private static @Nullable String tasksWanted(Whole whole) {
    var all = new TaskStore.TaskQuery(null, null, Integer.MAX_VALUE);
    for (var task : whole.store().tasks().tasks(all)) {
      var origin = task.offer().origin();
      Chronicle run = whole.runs().get(origin.run());
      boolean wanted =
          run != null
              && run.state() instanceof RunState.Active active
              && active.steps().get(origin.step()) instanceof StepState.Working work
              && work.attempt() == origin.attempt();
      if (!wanted) {
        return "task " + task.id();
      }
    }
    return null;
  }

  private static @Nullable String callsReturn(Whole whole) {
    for (Chronicle run : whole.all()) {
      if (run.state() instanceof RunState.Active active) {
        for (String step : active.steps().keySet()) {
          String called = active.called(step);
          Chronicle other = called == null ? null : whole.runs().get(called);
          if (called != null && (other == null || other.state() instanceof RunState.Ended)) {
            return "step %s of run %s waits for run %s, which is %s"
                .formatted(step, run.run(), called, other == null ? "not there" : "over");
          }
        }
      }
    }
    return null;
  }

  private static @Nullable String delivered(Whole whole) {
    var left = whole.store().events().undelivered(whole.now(), Integer.MAX_VALUE);
    var lost =
        whole.published().stream()
            .filter(id -> whole.store().events().event(id).isEmpty())
            .findFirst();
    return left.isEmpty() ? lost.map(id -> "event " + id + " is gone").orElse(null) : "" + left;
  }

  private static @Nullable String eventsTaken(Whole whole) {
    for (Chronicle run : whole.all()) {
      if (!(run.state() instanceof RunState.Active active) || active.paused() != null) {
        continue;
      }
      for (Map.Entry<String, StepState> step : active.steps().entrySet()) {
        if (step.getValue() instanceof StepState.AwaitingEvent wait) {
          var topic = new StoredEvent.Topic(wait.event(), wait.key());
          for (var event :
              whole.store().events().matching(topic, active.startedAt(), null, 1_000)) {
            String key = "gatehold\nevent " + run.run() + " " + event.id();
            if (whole.store().appliedKey(key).isEmpty()) {
              return "step %s of run %s has not had event %s"
                  .formatted(step.getKey(), run.run(), event.id());
            }
          }
        }
      }
    }
    return null;
  }

  private static @Nullable String superseded(Whole whole) {
    for (Chronicle run : whole.all()) {
      if (run.state() instanceof RunState.Active active && active.key() != null) {
        List<String> rivals =
            whole.store().activeRuns(active.release().flow(), Objects.requireNonNull(active.key()));
        boolean asks =
            active.steps().values().stream().anyMatch(StepState.AwaitingApproval.class::isInstance);
        boolean decided =
            run.moments().stream()
                .anyMatch(each -> each.event() instanceof RunEvent.ApprovalDecided);
        if (asks && !decided && !rivals.isEmpty() && !rivals.getLast().equals(run.run())) {
          return "run " + run.run() + " asks, and so may " + rivals.getLast();
        }
      }
    }
    return null;
  }
}
