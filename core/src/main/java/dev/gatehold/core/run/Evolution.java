package dev.gatehold.core.run;

import dev.gatehold.core.approval.Decision;
import dev.gatehold.core.approval.Dossier;
import dev.gatehold.core.approval.Feedback;
import dev.gatehold.core.approval.Request;
import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.run.RunEvent.ApprovalDecided;
import dev.gatehold.core.run.RunEvent.ApprovalEscalated;
import dev.gatehold.core.run.RunEvent.ApprovalHandedOver;
import dev.gatehold.core.run.RunEvent.ApprovalModified;
import dev.gatehold.core.run.RunEvent.ApprovalOverdue;
import dev.gatehold.core.run.RunEvent.ApprovalPostponed;
import dev.gatehold.core.run.RunEvent.ApprovalReminded;
import dev.gatehold.core.run.RunEvent.ApprovalReopened;
import dev.gatehold.core.run.RunEvent.ApprovalRequested;
import dev.gatehold.core.run.RunEvent.BranchTaken;
import dev.gatehold.core.run.RunEvent.DecisionRecorded;
import dev.gatehold.core.run.RunEvent.DecisionWithdrawn;
import dev.gatehold.core.run.RunEvent.IncidentRaised;
import dev.gatehold.core.run.RunEvent.RetryScheduled;
import dev.gatehold.core.run.RunEvent.ReworkRequested;
import dev.gatehold.core.run.RunEvent.ReworkSubmitted;
import dev.gatehold.core.run.RunEvent.RunEnded;
import dev.gatehold.core.run.RunEvent.RunStarted;
import dev.gatehold.core.run.RunEvent.StepCompleted;
import dev.gatehold.core.run.RunEvent.StepFailed;
import dev.gatehold.core.run.RunEvent.StepSkipped;
import dev.gatehold.core.run.RunEvent.StepStarted;
import dev.gatehold.core.run.RunEvent.WaitStarted;
import dev.gatehold.core.run.RunState.Active;
import dev.gatehold.core.run.RunState.Ended;
import dev.gatehold.core.run.RunState.Unstarted;
import dev.gatehold.core.run.StepState.AwaitingApproval;
import dev.gatehold.core.run.StepState.AwaitingRetry;
import dev.gatehold.core.run.StepState.AwaitingRework;
import dev.gatehold.core.run.StepState.Branched;
import dev.gatehold.core.run.StepState.Completed;
import dev.gatehold.core.run.StepState.Decided;
import dev.gatehold.core.run.StepState.Failed;
import dev.gatehold.core.run.StepState.Held;
import dev.gatehold.core.run.StepState.Postponed;
import dev.gatehold.core.run.StepState.Reopened;
import dev.gatehold.core.run.StepState.Skipped;
import dev.gatehold.core.run.StepState.Waiting;
import dev.gatehold.core.run.StepState.Working;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The only writer of run states. Replay is this function over a journal, and nothing else. */
public final class Evolution {
  private Evolution() {}

  /**
   * The state after an event.
   *
   * @throws CorruptJournal when the event does not fit the state
   */
  public static RunState evolve(RunState state, RunEvent event) {
    return switch (event) {
      case RunStarted started -> started(state, started);
      case StepStarted started -> working(active(state, event), started);
      case StepCompleted completed -> completed(active(state, event), completed);
      case RetryScheduled retry -> retrying(active(state, event), retry);
      case StepFailed failed -> failed(active(state, event), failed);
      case StepSkipped skipped ->
          first(active(state, event), event, skipped.step(), new Skipped(skipped.reason()));
      case WaitStarted wait ->
          first(active(state, event), event, wait.step(), new Waiting(wait.until()));
      case BranchTaken taken ->
          first(active(state, event), event, taken.step(), new Branched(taken.branch()));
      case ApprovalRequested requested -> requested(active(state, event), requested);
      case ApprovalPostponed postponed -> postponed(active(state, event), postponed);
      case IncidentRaised raised -> active(state, event).withIncident(raised.incident());
      case ApprovalReminded reminded ->
          marked(active(state, event), event, reminded.step(), reminded.round(), reminded.mark());
      case ApprovalOverdue overdue ->
          marked(active(state, event), event, overdue.step(), overdue.round(), overdue.mark());
      case ApprovalEscalated escalated -> escalated(active(state, event), escalated);
      case ApprovalHandedOver handed -> handedOver(active(state, event), handed);
      case ReworkRequested requested -> reworkRequested(active(state, event), requested);
      case ReworkSubmitted submitted -> reworkSubmitted(active(state, event), submitted);
      case ApprovalModified modified -> modified(active(state, event), modified);
      case DecisionRecorded recorded -> recorded(active(state, event), recorded);
      case DecisionWithdrawn withdrawn -> withdrawn(active(state, event), withdrawn);
      case ApprovalDecided decided -> decided(active(state, event), decided);
      case ApprovalReopened reopened -> reopened(active(state, event), reopened);
      case RunEnded ended ->
          new Ended(active(state, event), ended.ending(), ended.reason(), ended.at());
    };
  }

  private static Active active(RunState state, RunEvent event) {
    if (state instanceof Active active) {
      return active;
    }
    throw new CorruptJournal(event, state);
  }

  private static RunState started(RunState state, RunStarted event) {
    if (!(state instanceof Unstarted)) {
      throw new CorruptJournal(event, state);
    }
    return new Active(
        event.run(),
        event.release(),
        event.requester(),
        event.input(),
        event.key(),
        event.at(),
        Map.of(),
        List.of());
  }

  private static RunState first(Active run, RunEvent event, String step, StepState next) {
    StepState before = run.steps().get(step);
    if (before != null) {
      throw new CorruptJournal(event, before);
    }
    return run.with(step, next);
  }

  private static RunState working(Active run, StepStarted event) {
    StepState before = run.steps().get(event.step());
    int last =
        switch (before) {
          case AwaitingRetry retry -> retry.attempt();
          case Held held -> held.attempt();
          case null, default -> 0;
        };
    if ((before != null && last == 0) || event.attempt() != last + 1) {
      throw new CorruptJournal(event, before == null ? "no attempt" : before);
    }
    return run.with(
        event.step(),
        new Working(
            event.attempt(), event.connector(), event.parameters(), event.deadline(), event.at()));
  }

  private static RunState completed(Active run, StepCompleted event) {
    StepState before = run.steps().get(event.step());
    if (before != null && !(before instanceof Working) && !(before instanceof Waiting)) {
      throw new CorruptJournal(event, before);
    }
    int attempt = before instanceof Working working ? working.attempt() : 0;
    return run.with(event.step(), new Completed(attempt, event.output(), event.at()));
  }

  private static RunState retrying(Active run, RetryScheduled event) {
    if (!(run.steps().get(event.step()) instanceof Working working)
        || working.attempt() != event.attempt()) {
      throw new CorruptJournal(event, run.steps());
    }
    return run.with(
        event.step(), new AwaitingRetry(event.attempt(), event.failure(), event.retryAt()));
  }

  private static RunState failed(Active run, StepFailed event) {
    StepState before = run.steps().get(event.step());
    boolean fits =
        switch (before) {
          case null -> true;
          case Working working -> working.attempt() == event.attempt();
          case AwaitingRetry _, Held _, Reopened _, Postponed _ -> true;
          case Waiting _,
              Branched _,
              AwaitingApproval _,
              AwaitingRework _,
              Decided _,
              Completed _,
              Skipped _,
              Failed _ ->
              false;
        };
    if (!fits) {
      throw new CorruptJournal(event, run.steps());
    }
    return run.with(event.step(), new Failed(event.attempt(), event.failure(), event.at()));
  }

  private static RunState requested(Active run, ApprovalRequested event) {
    StepState before = run.steps().get(event.step());
    Reopened last = lastRound(before);
    int expected = last == null ? 1 : last.request().round() + 1;
    Request request = event.request();
    boolean fits = before == null || before instanceof Reopened || before instanceof Postponed;
    if (!fits || request.round() != expected) {
      throw new CorruptJournal(event, before == null ? "no round" : before);
    }
    Dossier dossier = last == null ? Dossier.EMPTY : last.dossier();
    return run.mended(event.step())
        .with(event.step(), new AwaitingApproval(request, event.kept(), 0, 0, dossier));
  }

  private static @Nullable Reopened lastRound(@Nullable StepState before) {
    return switch (before) {
      case Reopened reopened -> reopened;
      case Postponed postponed -> postponed.before();
      case null, default -> null;
    };
  }

  private static RunState postponed(Active run, ApprovalPostponed event) {
    StepState before = run.steps().get(event.step());
    if (before != null && !(before instanceof Reopened) && !(before instanceof Postponed)) {
      throw new CorruptJournal(event, before);
    }
    return run.with(event.step(), new Postponed(lastRound(before), event.retryAt()));
  }

  private static AwaitingApproval open(Active run, RunEvent event, String step, int round) {
    if (run.steps().get(step) instanceof AwaitingApproval open && open.request().round() == round) {
      return open;
    }
    throw new CorruptJournal(event, run.steps());
  }

  private static RunState recorded(Active run, DecisionRecorded event) {
    AwaitingApproval open = open(run, event, event.step(), event.round());
    List<Decision> decisions = new ArrayList<>(open.decisions());
    decisions.add(event.decision());
    return run.with(event.step(), withDecisions(open, decisions));
  }

  private static RunState withdrawn(Active run, DecisionWithdrawn event) {
    AwaitingApproval open = open(run, event, event.step(), event.round());
    List<Decision> decisions =
        open.decisions().stream().filter(each -> !each.person().equals(event.person())).toList();
    if (decisions.size() == open.decisions().size()) {
      throw new CorruptJournal(event, open);
    }
    return run.with(event.step(), withDecisions(open, decisions));
  }

  private static AwaitingApproval withDecisions(AwaitingApproval open, List<Decision> decisions) {
    return new AwaitingApproval(
        open.request(), decisions, open.passed(), open.climbed(), open.dossier());
  }

  private static RunState marked(Active run, RunEvent event, String step, int round, int mark) {
    AwaitingApproval open = open(run, event, step, round);
    if (mark < open.passed() || mark >= open.request().ladder().marks().size()) {
      throw new CorruptJournal(event, open);
    }
    return run.with(
        step,
        new AwaitingApproval(
            open.request(), open.decisions(), mark + 1, open.climbed(), open.dossier()));
  }

  private static RunState escalated(Active run, ApprovalEscalated event) {
    AwaitingApproval open = open(run, event, event.step(), event.round());
    if (event.rung() != open.climbed()) {
      throw new CorruptJournal(event, open);
    }
    return run.mended(event.step())
        .with(
            event.step(),
            new AwaitingApproval(
                open.request().escalated(event.mode(), event.to()),
                open.decisions(),
                open.passed(),
                open.climbed() + 1,
                open.dossier()));
  }

  private static RunState handedOver(Active run, ApprovalHandedOver event) {
    AwaitingApproval open = open(run, event, event.step(), event.round());
    return run.mended(event.step())
        .with(
            event.step(),
            new AwaitingApproval(
                open.request(),
                open.decisions(),
                open.passed(),
                open.climbed(),
                open.dossier().with(event.handover())));
  }

  private static RunState reworkRequested(Active run, ReworkRequested event) {
    AwaitingApproval open = open(run, event, event.step(), event.round());
    Dossier dossier = open.dossier();
    for (Decision decision : open.standing()) {
      if (decision.verdict() == Verdict.REQUEST_CHANGES) {
        dossier =
            dossier.with(
                new Feedback(
                    event.round(),
                    decision.person(),
                    decision.comment(),
                    decision.form(),
                    decision.at()));
      }
    }
    return run.mended(event.step())
        .with(
            event.step(),
            new AwaitingRework(open.request(), open.decisions(), dossier, event.by(), event.at()));
  }

  private static RunState reworkSubmitted(Active run, ReworkSubmitted event) {
    if (!(run.steps().get(event.step()) instanceof AwaitingRework rework)
        || rework.request().round() != event.round()) {
      throw new CorruptJournal(event, run.steps());
    }
    Active again =
        run.withInput(event.input())
            .with(
                event.step(),
                new Reopened(
                    rework.request(),
                    rework.decisions(),
                    rework.dossier(),
                    former(run, event.changed())));
    for (String step : event.redo()) {
      again = undone(again, step);
    }
    return again;
  }

  /** A step that is to be done anew; attempts and rounds are counted on. */
  private static Active undone(Active run, String step) {
    return switch (run.steps().get(step)) {
      case Completed(var attempt, _, _) when attempt > 0 -> run.with(step, new Held(attempt));
      case Decided decided -> run.with(step, reopened(decided));
      case null, default -> run.without(step);
    };
  }

  private static RunState modified(Active run, ApprovalModified event) {
    AwaitingApproval open = open(run, event, event.step(), event.round());
    return run.withInput(event.input())
        .with(
            event.step(),
            new Reopened(
                open.request(), open.decisions(), open.dossier(), former(run, event.changed())));
  }

  private static Map<String, @Nullable Object> former(Active run, List<String> fields) {
    Map<String, @Nullable Object> former = new TreeMap<>();
    fields.forEach(field -> former.put(field, run.input().get(field)));
    return former;
  }

  private static Reopened reopened(Decided decided) {
    return new Reopened(decided.request(), decided.decisions(), decided.dossier(), Map.of());
  }

  private static RunState decided(Active run, ApprovalDecided event) {
    Request request;
    List<Decision> decisions;
    Dossier dossier;
    switch (run.steps().get(event.step())) {
      case AwaitingApproval open -> {
        request = open.request();
        decisions = open.decisions();
        dossier = open.dossier();
      }
      case AwaitingRework rework -> {
        request = rework.request();
        decisions = rework.decisions();
        dossier = rework.dossier();
      }
      case null, default -> throw new CorruptJournal(event, run.steps());
    }
    if (request.round() != event.round()) {
      throw new CorruptJournal(event, run.steps());
    }
    return run.mended(event.step())
        .with(
            event.step(),
            new Decided(
                request, decisions, dossier, event.outcome(), event.evaluation(), event.at()));
  }

  private static RunState reopened(Active run, ApprovalReopened event) {
    if (!(run.steps().get(event.step()) instanceof Decided decided)
        || decided.request().round() != event.round()) {
      throw new CorruptJournal(event, run.steps());
    }
    Active reopened = run.with(event.step(), reopened(decided));
    return switch (run.steps().get(event.heldStep())) {
      case null -> reopened;
      case AwaitingRetry(var attempt, _, _) -> reopened.with(event.heldStep(), new Held(attempt));
      case Held _ -> reopened;
      case StepState other -> throw new CorruptJournal(event, other);
    };
  }
}
