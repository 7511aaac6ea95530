package dev.gatehold.core.run;

import dev.gatehold.core.approval.Decision;
import dev.gatehold.core.approval.Eligibility;
import dev.gatehold.core.approval.Evaluation;
import dev.gatehold.core.approval.Evaluator;
import dev.gatehold.core.approval.Outcome;
import dev.gatehold.core.approval.Request;
import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.ExpressionException;
import dev.gatehold.core.flow.Expressions;
import dev.gatehold.core.flow.Flow;
import dev.gatehold.core.flow.Schemas;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.people.Directory;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Command.RecordDecision;
import dev.gatehold.core.run.RunEvent.ApprovalDecided;
import dev.gatehold.core.run.RunEvent.ApprovalReopened;
import dev.gatehold.core.run.RunEvent.ApprovalRequested;
import dev.gatehold.core.run.RunEvent.DecisionRecorded;
import dev.gatehold.core.run.RunEvent.DecisionWithdrawn;
import dev.gatehold.core.run.RunEvent.StepFailed;
import dev.gatehold.core.run.RunState.Active;
import dev.gatehold.core.run.RunState.Ended;
import dev.gatehold.core.run.StepState.AwaitingApproval;
import dev.gatehold.core.run.StepState.Decided;
import dev.gatehold.core.value.Digest;
import dev.gatehold.core.value.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Opens gates, and closes them with what people say or time brings. The one place that decides. */
final class Gates {
  private final Flow flow;
  private final Schemas schemas;
  private final RequestMaker maker;

  Gates(Flow flow, Expressions expressions, Schemas schemas) {
    this.flow = flow;
    this.schemas = schemas;
    this.maker = new RequestMaker(flow, expressions);
  }

  /** Puts a round before people. */
  void open(Turn turn, Active run, Step step, int round, Context context) {
    turn.emit(new ApprovalRequested(step.id(), maker.make(run, step, round, context)));
  }

  /**
   * The first reason, in order of precedence, why this decision does not apply; null when it does.
   */
  @Nullable Refusal whyNot(Active run, RecordDecision command, Context context) {
    Refusal refusal = whyNotDecide(run, command.step(), context);
    if (refusal != null) {
      return refusal;
    }
    AwaitingApproval open = open(run, command.step());
    Request request = open.request();
    if (!command.subject().equals(request.subject().digest())) {
      return Refusals.subjectStale(command.step(), command.subject(), request);
    }
    if (command.verdict() == Verdict.APPROVE) {
      refusal = missingEvidence(request);
      if (refusal != null) {
        return refusal;
      }
    }
    String person = Objects.requireNonNull(context.actor().person());
    for (Decision standing : open.standing()) {
      if (standing.person().equals(person) && standing.verdict() == command.verdict()) {
        return Refusals.decisionRepeated(command.step(), standing);
      }
    }
    String comment = command.comment();
    if (request.commentRequired().contains(command.verdict().word())
        && (comment == null || comment.isBlank())) {
      return Refusals.commentMissing(command.verdict());
    }
    List<String> problems =
        command.verdict() == Verdict.APPROVE
            ? schemas.problems(request.form(), command.form())
            : List.of();
    return problems.isEmpty() ? null : Refusals.formInvalid(problems);
  }

  /** As {@link #whyNot}, for an approval with perfect words. */
  @Nullable Refusal whyNotApprove(Active run, String step, Context context) {
    Refusal refusal = whyNotDecide(run, step, context);
    return refusal != null ? refusal : missingEvidence(open(run, step).request());
  }

  private @Nullable Refusal whyNotDecide(Active run, String step, Context context) {
    Refusal closed = whyClosed(run, step, context);
    if (closed != null) {
      return closed;
    }
    AwaitingApproval open = open(run, step);
    Request request = open.request();
    String person = context.actor().person();
    if (person == null || context.actor().kind() != Principal.Kind.PERSON) {
      return Refusals.notAPerson(context.actor());
    }
    if (request.excluded().containsKey(person)) {
      return Refusals.excluded(person, request.excluded().get(person).why());
    }
    Directory directory = context.directory();
    var groups = directory.groupsOf(person);
    boolean known = directory.people().containsKey(person);
    if (!known || Eligibility.sourcesAdmitting(request.requirement(), person, groups).isEmpty()) {
      return Refusals.notEligible(person, request.requirement());
    }
    boolean asked =
        evaluator(open, directory).openLeaves().stream()
            .anyMatch(leaf -> leaf.from().stream().anyMatch(each -> each.admits(person, groups)));
    return asked ? null : Refusals.stageNotOpen(person);
  }

  private @Nullable Refusal whyClosed(Active run, String step, Context context) {
    return switch (run.steps().get(step)) {
      case AwaitingApproval(var request, _) when request.expiredAt(context.now()) ->
          Refusals.requestClosed(
              step, Objects.requireNonNull(request.expiry()).outcome(), List.of());
      case AwaitingApproval _ -> null;
      case Decided decided -> Refusals.requestClosed(step, decided.outcome(), decided.standing());
      case null, default -> Refusals.requestUnknown(step);
    };
  }

  /** Why nobody can decide any more: the run is over. */
  Refusal closedByEnd(Ended ended, String step) {
    return switch (ended.last().steps().get(step)) {
      case Decided decided -> Refusals.requestClosed(step, decided.outcome(), decided.standing());
      case AwaitingApproval _ -> Refusals.requestClosed(step, Outcome.CANCELLED, List.of());
      case null, default -> Refusals.requestUnknown(step);
    };
  }

  private static @Nullable Refusal missingEvidence(Request request) {
    return request.evidence().stream()
        .filter(each -> each.blocks())
        .findFirst()
        .map(Refusals::evidenceMissing)
        .orElse(null);
  }

  /** Records a decision that applies, and the outcome if it brings one. */
  void decide(Turn turn, Active run, RecordDecision command, Context context) {
    AwaitingApproval open = open(run, command.step());
    String person = Objects.requireNonNull(context.actor().person());
    Decision decision =
        new Decision(
            person,
            context.directory().groupsOf(person),
            command.verdict(),
            command.comment(),
            command.form(),
            command.subject(),
            context.now());
    int round = open.request().round();
    turn.emit(new DecisionRecorded(command.step(), round, decision));
    AwaitingApproval after = open(Objects.requireNonNull(turn.active()), command.step());
    switch (command.verdict()) {
      case REJECT -> close(turn, command.step(), after, Outcome.REJECTED, context);
      case APPROVE -> {
        if (evaluator(after, context.directory()).met()) {
          close(turn, command.step(), after, Outcome.APPROVED, context);
        }
      }
    }
  }

  @Nullable Refusal whyNotWithdraw(Active run, String step, Context context) {
    Refusal closed = whyClosed(run, step, context);
    if (closed != null) {
      return closed;
    }
    if (context.actor().kind() != Principal.Kind.PERSON) {
      return Refusals.notAPerson(context.actor());
    }
    boolean decided =
        open(run, step).decisions().stream()
            .anyMatch(each -> each.person().equals(context.actor().person()));
    return decided ? null : Refusals.decisionAbsent(step, context.actor().countsAs());
  }

  void withdraw(Turn turn, Active run, String step, Context context) {
    int round = open(run, step).request().round();
    turn.emit(
        new DecisionWithdrawn(
            step, round, Objects.requireNonNull(context.actor().person()), context.now()));
  }

  void expire(Turn turn, String step, AwaitingApproval open, Context context) {
    close(turn, step, open, Objects.requireNonNull(open.request().expiry()).outcome(), context);
  }

  /** Closes a gate whose run ends; one that silence has ended already keeps that outcome. */
  void cancel(Turn turn, String step, AwaitingApproval open, Context context) {
    if (open.request().expiredAt(context.now())) {
      expire(turn, step, open, context);
    } else {
      close(turn, step, open, Outcome.CANCELLED, context);
    }
  }

  private static void close(
      Turn turn, String step, AwaitingApproval open, Outcome outcome, Context context) {
    Evaluation evaluation = evaluator(open, context.directory()).evaluate();
    turn.emit(
        new ApprovalDecided(step, open.request().round(), outcome, evaluation, context.now()));
  }

  /**
   * Compares what a step is about to do with what was agreed to; on a difference the agreement
   * falls and people are asked again. Says whether it did.
   */
  boolean reopenIfDifferent(
      Turn turn, Active run, Step step, Map<String, @Nullable Object> parameters, Context context) {
    for (Step gate : flow.everyStep()) {
      if (gate.action() instanceof Action.Approval(var declared)
          && declared.covers().contains(step.id())
          && run.steps().get(gate.id()) instanceof Decided decided) {
        Request request = decided.request();
        Object agreed = request.subject().coveredParameters(step.id());
        if (!Json.canonical(agreed).equals(Json.canonical(parameters))) {
          turn.emit(
              new ApprovalReopened(
                  gate.id(),
                  request.round(),
                  step.id(),
                  Digest.ofJson(agreed),
                  Digest.ofJson(parameters),
                  context.now()));
          openAgain(turn, gate, request.round() + 1, context);
          return true;
        }
      }
    }
    return false;
  }

  private void openAgain(Turn turn, Step gate, int round, Context context) {
    try {
      open(turn, Objects.requireNonNull(turn.active()), gate, round, context);
    } catch (ExpressionException | IllegalArgumentException e) {
      turn.emit(new StepFailed(gate.id(), round, Failure.unusable(e), context.now()));
    }
  }

  private static AwaitingApproval open(Active run, String step) {
    return (AwaitingApproval) Objects.requireNonNull(run.steps().get(step));
  }

  private static Evaluator evaluator(AwaitingApproval open, Directory directory) {
    return new Evaluator(open.request(), open.standing(), directory);
  }
}
