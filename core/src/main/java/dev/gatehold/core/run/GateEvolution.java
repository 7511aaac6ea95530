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
import dev.gatehold.core.run.RunEvent.ApprovalPostponed;
import dev.gatehold.core.run.RunEvent.ApprovalReopened;
import dev.gatehold.core.run.RunEvent.ApprovalRequested;
import dev.gatehold.core.run.RunEvent.DecisionRecorded;
import dev.gatehold.core.run.RunEvent.DecisionWithdrawn;
import dev.gatehold.core.run.RunEvent.ReworkRequested;
import dev.gatehold.core.run.RunEvent.ReworkSubmitted;
import dev.gatehold.core.run.RunState.Active;
import dev.gatehold.core.run.StepState.AwaitingApproval;
import dev.gatehold.core.run.StepState.AwaitingRetry;
import dev.gatehold.core.run.StepState.AwaitingRework;
import dev.gatehold.core.run.StepState.Decided;
import dev.gatehold.core.run.StepState.Held;
import dev.gatehold.core.run.StepState.Postponed;
import dev.gatehold.core.run.StepState.Reopened;
import dev.gatehold.core.run.StepState.Stuck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the events of gates make of a run. */
final class GateEvolution {
  private GateEvolution() {}

  static RunState requested(Active run, ApprovalRequested event) {
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

  static RunState postponed(Active run, ApprovalPostponed event) {
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

  static RunState recorded(Active run, DecisionRecorded event) {
    AwaitingApproval open = open(run, event, event.step(), event.round());
    List<Decision> decisions = new ArrayList<>(open.decisions());
    decisions.add(event.decision());
    return run.with(event.step(), withDecisions(open, decisions));
  }

  static RunState withdrawn(Active run, DecisionWithdrawn event) {
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

  static RunState marked(Active run, RunEvent event, String step, int round, int mark) {
    AwaitingApproval open = open(run, event, step, round);
    if (mark < open.passed() || mark >= open.request().ladder().marks().size()) {
      throw new CorruptJournal(event, open);
    }
    return run.with(
        step,
        new AwaitingApproval(
            open.request(), open.decisions(), mark + 1, open.climbed(), open.dossier()));
  }

  static RunState escalated(Active run, ApprovalEscalated event) {
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

  static RunState handedOver(Active run, ApprovalHandedOver event) {
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

  static RunState reworkRequested(Active run, ReworkRequested event) {
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

  static RunState reworkSubmitted(Active run, ReworkSubmitted event) {
    if (!(run.steps().get(event.step()) instanceof AwaitingRework rework)
        || rework.request().round() != event.round()) {
      throw new CorruptJournal(event, run.steps());
    }
    Active again =
        agreedAnew(run, event.step(), event.changed())
            .withInput(event.input())
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

  /**
   * The run with every other gate that was approved asking again, if the input that people agreed
   * to has changed.
   */
  private static Active agreedAnew(Active run, String gate, List<String> changed) {
    Active asked = run;
    if (!changed.isEmpty()) {
      for (Map.Entry<String, StepState> step : run.steps().entrySet()) {
        if (step.getValue() instanceof Decided decided
            && decided.outcome().opens()
            && !step.getKey().equals(gate)) {
          asked = asked.with(step.getKey(), reopened(decided, former(run, changed)));
        }
      }
    }
    return asked;
  }

  /** A step that is to be done anew; attempts and rounds are counted on. */
  private static Active undone(Active run, String step) {
    return switch (run.steps().get(step)) {
      case StepState done when done.attempts() > 0 -> run.with(step, new Held(done.attempts()));
      case Decided decided -> run.with(step, reopened(decided, Map.of()));
      case Reopened _ -> run;
      case null, default -> run.without(step);
    };
  }

  static RunState modified(Active run, ApprovalModified event) {
    AwaitingApproval open = open(run, event, event.step(), event.round());
    return agreedAnew(run, event.step(), event.changed())
        .withInput(event.input())
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

  private static Reopened reopened(Decided decided, Map<String, @Nullable Object> was) {
    return new Reopened(decided.request(), decided.decisions(), decided.dossier(), was);
  }

  static RunState decided(Active run, ApprovalDecided event) {
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
      case Reopened reopened -> {
        request = reopened.request();
        decisions = reopened.decisions();
        dossier = reopened.dossier();
      }
      case Postponed(var reopened, _) when reopened != null -> {
        request = reopened.request();
        decisions = reopened.decisions();
        dossier = reopened.dossier();
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

  static RunState reopened(Active run, ApprovalReopened event) {
    if (!(run.steps().get(event.step()) instanceof Decided decided)
        || decided.request().round() != event.round()) {
      throw new CorruptJournal(event, run.steps());
    }
    Active reopened = run.with(event.step(), reopened(decided, Map.of()));
    return switch (run.steps().get(event.heldStep())) {
      case null -> reopened;
      case AwaitingRetry(var attempt, _, _) -> reopened.with(event.heldStep(), new Held(attempt));
      case Stuck(var attempt, _, _) ->
          reopened.mended(event.heldStep()).with(event.heldStep(), new Held(attempt));
      case Held _ -> reopened;
      case StepState other -> throw new CorruptJournal(event, other);
    };
  }
}
