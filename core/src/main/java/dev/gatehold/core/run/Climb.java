package dev.gatehold.core.run;

import dev.gatehold.core.approval.Decision;
import dev.gatehold.core.approval.Ladder;
import dev.gatehold.core.approval.Ladder.Mark;
import dev.gatehold.core.approval.Ladder.Rung;
import dev.gatehold.core.approval.Source;
import dev.gatehold.core.run.RunEvent.ApprovalEscalated;
import dev.gatehold.core.run.RunEvent.ApprovalOverdue;
import dev.gatehold.core.run.RunEvent.ApprovalReminded;
import dev.gatehold.core.run.RunEvent.IncidentRaised;
import dev.gatehold.core.run.StepState.AwaitingApproval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes requests up their ladders: when time says so, when a person does, when nobody is left. */
final class Climb {
  static final String IMPOSSIBLE = "request.impossible";
  private static final String MISSED = "ladder.missed";

  /** Acts on every mark that is not after the context's time; the end comes before all marks. */
  void passTime(Turn turn, String step, AwaitingApproval open, Context context) {
    if (open.request().expiredAt(context.now())) {
      noteMissed(turn, step, open, context);
      Gates.expire(turn, step, open, context);
      return;
    }
    List<Mark> marks = open.request().ladder().marks();
    int lastReminder = lastReminder(marks, context);
    for (AwaitingApproval now = open; now != null; now = open(turn, step)) {
      int next = now.request().ladder().next(now.passed(), now.climbed());
      if (next == marks.size() || marks.get(next).at().isAfter(context.now())) {
        break;
      }
      pass(turn, step, now, next, lastReminder, context);
    }
    whileImpossible(turn, step, context);
  }

  /**
   * Rungs whose time came and went unseen, such as in a downtime: to climb them now would name
   * people as asked who never could have answered.
   */
  private static void noteMissed(Turn turn, String step, AwaitingApproval open, Context context) {
    Ladder ladder = open.request().ladder();
    List<String> missed =
        ladder.marks().stream()
            .filter(mark -> mark.kind() == Mark.Kind.ESCALATE && mark.rung() >= open.climbed())
            .map(mark ->
                String.join(", ", texts(ladder.rungs().get(mark.rung()))) + " at " + mark.at())
            .toList();
    if (!missed.isEmpty()) {
      turn.emit(
          new IncidentRaised(
              new Incident(
                  step,
                  MISSED,
                  "Expected to ask "
                      + String.join(" and ", missed)
                      + ", but time was not looked at before "
                      + context.now()
                      + ", when silence had already ended the request.",
                  "Start a new run if they are to be asked.",
                  context.now())));
    }
  }

  private static List<String> texts(Rung rung) {
    return rung.to().stream().map(Source::title).toList();
  }

  private static int lastReminder(List<Mark> marks, Context context) {
    int last = -1;
    for (int i = 0; i < marks.size(); i++) {
      if (marks.get(i).kind() == Mark.Kind.REMIND && !marks.get(i).at().isAfter(context.now())) {
        last = i;
      }
    }
    return last;
  }

  private void pass(
      Turn turn, String step, AwaitingApproval open, int next, int lastReminder, Context context) {
    int round = open.request().round();
    switch (open.request().ladder().marks().get(next).kind()) {
      case DUE -> turn.emit(new ApprovalOverdue(step, round, next, context.now()));
      case REMIND -> {
        // Reminders that were missed together are one reminder.
        int covered = next;
        List<Mark> marks = open.request().ladder().marks();
        while (covered < lastReminder && marks.get(covered + 1).kind() == Mark.Kind.REMIND) {
          covered++;
        }
        turn.emit(new ApprovalReminded(step, round, covered, context.now()));
      }
      case ESCALATE -> once(turn, step, null, context);
    }
  }

  /** Climbs the next rung. */
  void once(Turn turn, String step, @Nullable Decision decision, Context context) {
    AwaitingApproval open = open(turn, step);
    if (open == null) {
      throw new IllegalStateException("Only an open request can be escalated.");
    }
    Ladder ladder = open.request().ladder();
    Rung rung = ladder.rungs().get(open.climbed());
    turn.emit(
        new ApprovalEscalated(
            step,
            open.request().round(),
            open.climbed(),
            rung.mode(),
            rung.to(),
            decision,
            context.now()));
  }

  /**
   * A request that nobody can meet raises an incident and goes up its ladder at once; it never
   * widens otherwise.
   */
  void whileImpossible(Turn turn, String step, Context context) {
    for (AwaitingApproval open = open(turn, step);
        open != null && context.directory().failure() == null;
        open = open(turn, step)) {
      if (open.evaluator(context.directory(), context.now()).possible()) {
        return;
      }
      if (open.climbed() == open.request().ladder().rungs().size()) {
        raise(turn, step, open, context);
        return;
      }
      once(turn, step, null, context);
    }
  }

  private static void raise(Turn turn, String step, AwaitingApproval open, Context context) {
    RunState.Active run = turn.active();
    boolean known =
        run == null
            || run.incidents().stream()
                .anyMatch(each -> each.step().equals(step) && each.code().equals(IMPOSSIBLE));
    if (!known) {
      turn.emit(
          new IncidentRaised(
              new Incident(
                  step,
                  IMPOSSIBLE,
                  "Expected enough people who can approve '"
                      + open.request().title()
                      + "', but there are too few.",
                  "See with 'gatehold request explain' who is missing; mend the directory, hand"
                      + " the request over, or cancel the run.",
                  context.now())));
    }
  }

  private static @Nullable AwaitingApproval open(Turn turn, String step) {
    RunState.Active run = turn.active();
    return run != null && run.steps().get(step) instanceof AwaitingApproval open ? open : null;
  }
}
