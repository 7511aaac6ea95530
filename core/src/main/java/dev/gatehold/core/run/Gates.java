package dev.gatehold.core.run;

import dev.gatehold.core.approval.Choice;
import dev.gatehold.core.approval.Decision;
import dev.gatehold.core.approval.Electorate;
import dev.gatehold.core.approval.Evaluation;
import dev.gatehold.core.approval.Evaluator;
import dev.gatehold.core.approval.Outcome;
import dev.gatehold.core.approval.Rejects;
import dev.gatehold.core.approval.Request;
import dev.gatehold.core.approval.Source;
import dev.gatehold.core.approval.StandIn;
import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.flow.Rework;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Command.RecordDecision;
import dev.gatehold.core.run.RunEvent.ApprovalDecided;
import dev.gatehold.core.run.RunEvent.DecisionRecorded;
import dev.gatehold.core.run.RunEvent.DecisionWithdrawn;
import dev.gatehold.core.run.RunEvent.ReworkRequested;
import dev.gatehold.core.run.RunState.Active;
import dev.gatehold.core.run.StepState.AwaitingApproval;
import dev.gatehold.core.run.StepState.AwaitingRework;
import dev.gatehold.core.run.StepState.Postponed;
import dev.gatehold.core.run.StepState.Reopened;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Closes gates with what people say. The one place that decides. */
final class Gates {
  private final Doorkeeper doorkeeper;
  private final Rounds rounds;
  private final Climb climb;

  Gates(Doorkeeper doorkeeper, Rounds rounds, Climb climb) {
    this.doorkeeper = doorkeeper;
    this.rounds = rounds;
    this.climb = climb;
  }

  /** Records a decision that applies, and the outcome if it brings one. */
  void decide(Turn turn, Active run, RecordDecision command, Context context) {
    AwaitingApproval open = Doorkeeper.open(run, command.step());
    Choice choice = open.request().choice(command.choice()).orElseThrow();
    Decision decision = decision(open, choice, command, context);
    if (choice.as() == Verdict.ESCALATE) {
      climb.once(turn, command.step(), decision, context);
      return;
    }
    if (!rounds.edits(run, open, command).isEmpty()) {
      if (!modified(turn, run, command, context)) {
        return;
      }
      open = Doorkeeper.open(Objects.requireNonNull(turn.active()), command.step());
      decision = decision(open, choice, command, context);
    }
    int round = open.request().round();
    turn.emit(new DecisionRecorded(command.step(), round, decision));
    AwaitingApproval after = open(turn, command.step());
    switch (choice.as()) {
      case REJECT -> reject(turn, command.step(), after, choice, context);
      case REQUEST_CHANGES -> requestChanges(turn, command.step(), after, choice, context);
      case APPROVE -> {
        if (after.evaluator(context.directory(), context.now()).met()) {
          close(turn, command.step(), after, approved(after), context);
        }
      }
      case ESCALATE -> throw new IllegalStateException("To escalate is no opinion.");
    }
  }

  /** Puts the edited subject before people; says whether this person may decide on it. */
  private boolean modified(Turn turn, Active run, RecordDecision command, Context context) {
    rounds.modify(turn, run, command, context);
    Active now = turn.active();
    return now != null
        && now.steps().get(command.step()) instanceof AwaitingApproval
        && doorkeeper.whyNotApprove(now, command.step(), context) == null;
  }

  private static Decision decision(
      AwaitingApproval open, Choice choice, RecordDecision command, Context context) {
    Principal actor = context.actor();
    String person = context.countsAs();
    Electorate electorate = open.electorate(context.directory(), context.now());
    return new Decision(
        person,
        actor.id().equals(person) ? null : actor.id(),
        electorate.membershipOf(person),
        rights(open.request(), electorate.standInsOf(person)),
        choice.word(),
        choice.as(),
        command.comment(),
        command.form(),
        open.request().subject().digest(),
        context.now(),
        null);
  }

  /** The rights that can matter for this request, now or after a rung of its ladder. */
  private static List<StandIn> rights(Request request, List<StandIn> standIns) {
    if (standIns.isEmpty()) {
      return List.of();
    }
    List<Source> sources =
        Stream.concat(
                request.leaves().flatMap(leaf -> leaf.from().stream()),
                request.ladder().rungs().stream().flatMap(rung -> rung.to().stream()))
            .toList();
    return standIns.stream()
        .filter(right ->
            sources.stream().anyMatch(each -> each.admits(right.person(), right.membership())))
        .toList();
  }

  /** The flow's own word when everybody who approved said it, otherwise {@code approved}. */
  private static Outcome approved(AwaitingApproval open) {
    List<String> words =
        open.standing().stream()
            .filter(each -> each.verdict() == Verdict.APPROVE)
            .map(Decision::choice)
            .distinct()
            .toList();
    return words.size() == 1 ? Outcome.of(words.getFirst(), Verdict.APPROVE) : Outcome.APPROVED;
  }

  private static void reject(
      Turn turn, String step, AwaitingApproval open, Choice choice, Context context) {
    Evaluator evaluator = open.evaluator(context.directory(), context.now());
    List<Decision> against =
        open.standing().stream()
            .filter(each -> each.verdict() == Verdict.REJECT)
            .filter(evaluator::hasSay)
            .toList();
    boolean ends =
        switch (open.request().rejects()) {
          case Rejects.AnyOne _ -> true;
          case Rejects.Impossible _ -> !evaluator.possible();
          case Rejects.Enough(var count) -> against.size() >= count || !evaluator.possible();
        };
    if (ends) {
      boolean oneWord = against.stream().allMatch(each -> each.choice().equals(choice.word()));
      Outcome outcome = oneWord ? Outcome.of(choice.word(), Verdict.REJECT) : Outcome.REJECTED;
      close(turn, step, open, outcome, context);
    }
  }

  private void requestChanges(
      Turn turn, String step, AwaitingApproval open, Choice choice, Context context) {
    Optional<Rework> rework = rounds.rework(step);
    if (rework.isEmpty()) {
      close(turn, step, open, Outcome.of(choice.word(), Verdict.REQUEST_CHANGES), context);
      return;
    }
    String by =
        rounds.resubmitter(Objects.requireNonNull(turn.active()), step, rework.get(), context);
    turn.emit(new ReworkRequested(step, open.request().round(), by, context.now()));
  }

  /** Takes a person's decision back. */
  void withdraw(Turn turn, Active run, String step, Context context) {
    int round = Doorkeeper.open(run, step).request().round();
    turn.emit(new DecisionWithdrawn(step, round, context.countsAs(), context.now()));
  }

  /** Ends a gate by silence. */
  static void expire(Turn turn, String step, AwaitingApproval open, Context context) {
    close(turn, step, open, Objects.requireNonNull(open.request().expiry()).outcome(), context);
  }

  /** Ends a gate whose rework did not come; silence never approves what was sent back. */
  static void expire(Turn turn, String step, AwaitingRework rework, Context context) {
    closeRework(turn, step, rework, rework.silence(), context);
  }

  /**
   * Closes a gate that is no longer needed; one that silence has ended already keeps that outcome.
   * False when nobody was ever asked at this step.
   */
  static boolean cancel(Turn turn, String step, StepState state, Context context) {
    switch (state) {
      case AwaitingApproval open when open.request().expiredAt(context.now()) ->
          expire(turn, step, open, context);
      case AwaitingApproval open -> close(turn, step, open, Outcome.CANCELLED, context);
      case AwaitingRework rework when rework.request().expiredAt(context.now()) ->
          expire(turn, step, rework, context);
      case AwaitingRework rework -> closeRework(turn, step, rework, Outcome.CANCELLED, context);
      case Reopened reopened -> closeReopened(turn, step, reopened, context);
      case Postponed(var before, _) when before != null ->
          closeReopened(turn, step, before, context);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void closeReopened(Turn turn, String step, Reopened last, Context context) {
    AwaitingApproval open =
        new AwaitingApproval(last.request(), last.decisions(), 0, 0, last.dossier());
    close(turn, step, open, Outcome.CANCELLED, context);
  }

  private static void close(
      Turn turn, String step, AwaitingApproval open, Outcome outcome, Context context) {
    Evaluation evaluation = open.evaluator(context.directory(), context.now()).evaluate();
    turn.emit(
        new ApprovalDecided(step, open.request().round(), outcome, evaluation, context.now()));
  }

  private static void closeRework(
      Turn turn, String step, AwaitingRework rework, Outcome outcome, Context context) {
    AwaitingApproval open =
        new AwaitingApproval(rework.request(), rework.decisions(), 0, 0, rework.dossier());
    close(turn, step, open, outcome, context);
  }

  private static AwaitingApproval open(Turn turn, String step) {
    return Doorkeeper.open(Objects.requireNonNull(turn.active()), step);
  }
}
