package dev.gatehold.core.run;

import dev.gatehold.core.approval.Choice;
import dev.gatehold.core.approval.Decision;
import dev.gatehold.core.approval.Electorate;
import dev.gatehold.core.approval.Eligibility;
import dev.gatehold.core.approval.Evaluator;
import dev.gatehold.core.approval.Outcome;
import dev.gatehold.core.approval.Request;
import dev.gatehold.core.approval.Requirement;
import dev.gatehold.core.approval.StandIn;
import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.flow.Schemas;
import dev.gatehold.core.people.Directory;
import dev.gatehold.core.people.Membership;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Command.RecordDecision;
import dev.gatehold.core.run.RunState.Active;
import dev.gatehold.core.run.RunState.Ended;
import dev.gatehold.core.run.StepState.AwaitingApproval;
import dev.gatehold.core.run.StepState.AwaitingRework;
import dev.gatehold.core.run.StepState.Decided;
import dev.gatehold.core.run.StepState.Postponed;
import dev.gatehold.core.run.StepState.Reopened;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says who may decide what, and why not: every door ends here. */
final class Doorkeeper {
  private final Schemas schemas;
  private final Rounds rounds;

  Doorkeeper(Schemas schemas, Rounds rounds) {
    this.schemas = schemas;
    this.rounds = rounds;
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
    Choice choice = request.choice(command.choice()).orElse(null);
    if (choice == null) {
      return Refusals.choiceUnknown(command.choice(), request);
    }
    refusal = whyNotSay(open, command.step(), choice, context);
    if (refusal != null) {
      return refusal;
    }
    String comment = command.comment();
    if (choice.commentRequired() && (comment == null || comment.isBlank())) {
      return Refusals.commentMissing(choice);
    }
    List<String> problems = schemas.problems(choice.form(), command.form());
    if (!problems.isEmpty()) {
      return Refusals.formInvalid(problems);
    }
    return rounds.whyNotEdit(run, open, choice, command, context);
  }

  private static @Nullable Refusal whyNotSay(
      AwaitingApproval open, String step, Choice choice, Context context) {
    Request request = open.request();
    if (choice.as() == Verdict.ESCALATE) {
      return open.climbed() < request.ladder().rungs().size() ? null : Refusals.ladderEnded();
    }
    if (choice.as() == Verdict.APPROVE) {
      Refusal missing = missingEvidence(request);
      if (missing != null) {
        return missing;
      }
    }
    String person = context.countsAs();
    return open.standing().stream()
        .filter(each -> each.person().equals(person) && each.kept() == null)
        .filter(each -> each.choice().equals(choice.word()))
        .findFirst()
        .map(standing -> Refusals.decisionRepeated(step, standing))
        .orElse(null);
  }

  /** As {@link #whyNot}, for an approval with perfect words. */
  @Nullable Refusal whyNotApprove(Active run, String step, Context context) {
    Refusal refusal = whyNotDecide(run, step, context);
    return refusal != null ? refusal : missingEvidence(open(run, step).request());
  }

  /** Why this actor may say nothing at all; null when the actor may. */
  @Nullable Refusal whyNotDecide(Active run, String step, Context context) {
    Refusal closed = whyClosed(run, step, context);
    if (closed != null) {
      return closed;
    }
    Directory directory = context.directory();
    if (directory.failure() != null) {
      return Refusals.directoryUnavailable(directory.failure());
    }
    AwaitingApproval open = open(run, step);
    Request request = open.request();
    if (context.actor().kind() != Principal.Kind.PERSON) {
      return Refusals.notAPerson(context.actor());
    }
    String person = context.countsAs();
    if (request.excluded().containsKey(person)) {
      return Refusals.excluded(
          person, Objects.requireNonNull(request.excluded().get(person)).why());
    }
    Electorate electorate = open.electorate(directory, context.now());
    Membership membership = electorate.membershipOf(person);
    Evaluator evaluator = open.evaluator(directory, context.now());
    List<StandIn> standIns =
        electorate.standInsOf(person).stream()
            .filter(right -> free(evaluator.holderOf(right.person()), person))
            .toList();
    List<Requirement.People> leaves =
        request.leaves().filter(leaf -> leaf.notApplicable() == null).toList();
    if (!directory.people().containsKey(person)
        || !Eligibility.admits(leaves, person, membership, standIns)) {
      return Refusals.notEligible(person, leaves);
    }
    boolean asked = Eligibility.admits(evaluator.openLeaves(), person, membership, standIns);
    return asked ? null : Refusals.stageNotOpen(person);
  }

  /** A right is used once: not by a second person after its owner or another delegate used it. */
  private static boolean free(@Nullable String holder, String person) {
    return holder == null || holder.equals(person);
  }

  /** Why nobody can say anything at this gate; null when people can. */
  @Nullable Refusal whyClosed(Active run, String step, Context context) {
    return switch (run.at(step)) {
      case AwaitingApproval open when open.request().expiredAt(context.now()) ->
          Refusals.requestClosed(
              step, Objects.requireNonNull(open.request().expiry()).outcome(), List.of());
      case AwaitingApproval _ -> null;
      case AwaitingRework rework when rework.request().expiredAt(context.now()) ->
          Refusals.requestClosed(step, rework.silence(), List.of());
      case AwaitingRework rework -> RoundRefusals.reworkAwaited(step, rework.by());
      case Decided decided -> Refusals.requestClosed(step, decided.outcome(), decided.standing());
      case Reopened _ -> RoundRefusals.roundAwaited(step);
      case Postponed(var before, _) ->
          before == null ? Refusals.requestUnknown(step) : RoundRefusals.roundAwaited(step);
      case null, default -> Refusals.requestUnknown(step);
    };
  }

  /** Why nobody can decide any more: the run is over. */
  Refusal closedByEnd(Ended ended, String step) {
    return switch (ended.last().at(step)) {
      case Decided decided -> Refusals.requestClosed(step, decided.outcome(), decided.standing());
      case AwaitingApproval _, AwaitingRework _, Reopened _ ->
          Refusals.requestClosed(step, Outcome.CANCELLED, List.of());
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

  @Nullable Refusal whyNotWithdraw(Active run, String step, Context context) {
    Refusal closed = whyClosed(run, step, context);
    if (closed != null) {
      return closed;
    }
    if (context.actor().kind() != Principal.Kind.PERSON) {
      return Refusals.notAPerson(context.actor());
    }
    String person = context.countsAs();
    boolean decided =
        open(run, step).decisions().stream().map(Decision::person).anyMatch(person::equals);
    return decided ? null : Refusals.decisionAbsent(step, person);
  }

  static AwaitingApproval open(Active run, String step) {
    return (AwaitingApproval) Objects.requireNonNull(run.steps().get(step));
  }
}
