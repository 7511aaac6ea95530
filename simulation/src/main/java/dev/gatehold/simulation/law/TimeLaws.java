package dev.gatehold.simulation.law;

import static dev.gatehold.simulation.law.Law.law;

import dev.gatehold.core.approval.Ladder;
import dev.gatehold.core.approval.Outcome;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Failure;
import dev.gatehold.core.run.RunEvent;
import dev.gatehold.core.run.RunState;
import dev.gatehold.core.run.StepState;
import dev.gatehold.simulation.law.Change.Found;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What holds of time, by the clock of the node that wrote the entry. */
final class TimeLaws {
  static final List<Law<Change>> ALL =
      List.of(
          law(
              "time.reminder",
              "Nobody is reminded before it is time.",
              change ->
                  change.each(
                      RunEvent.ApprovalReminded.class,
                      found ->
                          mark(
                              found,
                              found.event().step(),
                              found.event().mark(),
                              Ladder.Mark.Kind.REMIND))),
          law(
              "time.overdue",
              "No answer is overdue before it is due.",
              change ->
                  change.each(
                      RunEvent.ApprovalOverdue.class,
                      found ->
                          mark(
                              found,
                              found.event().step(),
                              found.event().mark(),
                              Ladder.Mark.Kind.DUE))),
          law(
              "time.expiry",
              "Silence ends a gate only after its time.",
              change -> change.each(RunEvent.ApprovalDecided.class, TimeLaws::expiry)),
          law(
              "time.wait",
              "A wait ends only after its time.",
              change -> change.each(RunEvent.StepCompleted.class, TimeLaws::waited)),
          law(
              "time.retry",
              "Another attempt begins only after its pause, unless somebody asks for it.",
              change -> change.each(RunEvent.StepStarted.class, TimeLaws::retried)),
          law(
              "time.timeout",
              "An attempt times out only after its time.",
              change -> {
                String failed = change.each(RunEvent.StepFailed.class, TimeLaws::timedOut);
                return failed != null
                    ? failed
                    : change.each(RunEvent.RetryScheduled.class, TimeLaws::timedOutAndRetried);
              }),
          law(
              "time.told",
              "An event carries the time of its entry, unless it tells of a deadline that passed"
                  + " before it.",
              TimeLaws::told),
          law(
              "time.ended-rests",
              "A run that is over has no deadline.",
              change ->
                  change.state() instanceof RunState.Ended
                          && change.write().row().nextDeadline() != null
                      ? "it has one at " + change.write().row().nextDeadline()
                      : null),
          law(
              "time.deadline-listed",
              "A run that has a deadline is found when it comes.",
              TimeLaws::listed));

  private TimeLaws() {}

  private static Instant now(Found<?> found) {
    return found.at().entry().at();
  }

  private static @Nullable String mark(
      Found<?> found, String step, int mark, Ladder.Mark.Kind kind) {
    if (!(found.at().was(step) instanceof StepState.AwaitingApproval open)) {
      return step + " does not ask";
    }
    Ladder.Mark reached = open.request().ladder().marks().get(mark);
    return reached.kind() == kind && !reached.at().isAfter(now(found))
        ? null
        : reached + " at " + now(found);
  }

  private static @Nullable String expiry(Found<RunEvent.ApprovalDecided> found) {
    if (!(found.at().was(found.event().step()) instanceof StepState.AwaitingApproval open)
        || found.event().outcome().kind() != Outcome.Kind.EXPIRED) {
      return null;
    }
    return open.request().expiredAt(now(found))
        ? null
        : found.event().step() + " ended by silence at " + now(found);
  }

  private static @Nullable String waited(Found<RunEvent.StepCompleted> found) {
    return found.at().was(found.event().step()) instanceof StepState.Waiting(var until)
            && until.isAfter(now(found))
        ? found.event().step() + " was to last until " + until
        : null;
  }

  private static @Nullable String retried(Found<RunEvent.StepStarted> found) {
    return found.at().was(found.event().step()) instanceof StepState.AwaitingRetry retry
            && retry.retryAt().isAfter(now(found))
            && found.at().entry().by().equals(Principal.SYSTEM)
        ? found.event().step() + " was to wait until " + retry.retryAt()
        : null;
  }

  private static @Nullable String timedOut(Found<RunEvent.StepFailed> found) {
    return early(found, found.event().step(), found.event().failure());
  }

  private static @Nullable String timedOutAndRetried(Found<RunEvent.RetryScheduled> found) {
    return early(found, found.event().step(), found.event().failure());
  }

  private static @Nullable String early(Found<?> found, String step, Failure failure) {
    if (!failure.code().equals("step.timeout")) {
      return null;
    }
    // A block fails with the failure of what is in it.
    return found.at().was(step) instanceof StepState.Working work
            && work.deadline() != null
            && work.deadline().isAfter(now(found))
        ? step + " had time until " + work.deadline()
        : null;
  }

  private static @Nullable String told(Change change) {
    for (Moment moment : change.moments()) {
      if (moment.event() instanceof RunEvent.RunStarted started
          && !started.at().equals(moment.entry().at())) {
        return started + " in an entry of " + moment.entry().at();
      }
      if (moment.event() instanceof RunEvent.RunEnded ended
          && ended.at().isAfter(moment.entry().at())) {
        return ended + " in an entry of " + moment.entry().at();
      }
    }
    return null;
  }

  private static @Nullable String listed(Change change) {
    Instant deadline = change.state().nextDeadline();
    if (deadline == null) {
      return null;
    }
    Instant next = change.store().nextDeadline(deadline.minusMillis(1));
    return deadline.equals(next) ? null : "due at " + deadline + ", but next is " + next;
  }
}
