package dev.gatehold.core.run;

import dev.gatehold.core.approval.Electorate;
import dev.gatehold.core.approval.Eligibility;
import dev.gatehold.core.approval.Handover;
import dev.gatehold.core.approval.Requirement;
import dev.gatehold.core.approval.StandIn;
import dev.gatehold.core.people.Directory;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Command.HandOver;
import dev.gatehold.core.run.RunEvent.ApprovalHandedOver;
import dev.gatehold.core.run.RunState.Active;
import dev.gatehold.core.run.StepState.AwaitingApproval;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Hands the right to decide one request from person to person. */
final class HandOvers {
  private final Doorkeeper doorkeeper;

  HandOvers(Doorkeeper doorkeeper) {
    this.doorkeeper = doorkeeper;
  }

  /** Why this hand-over does not apply; null when it does. */
  @Nullable Refusal whyNot(Active run, HandOver command, Context context) {
    Refusal closed = doorkeeper.whyClosed(run, command.step(), context);
    if (closed != null) {
      return closed;
    }
    Directory directory = context.directory();
    if (directory.failure() != null) {
      return Refusals.directoryUnavailable(directory.failure());
    }
    if (context.actor().kind() != Principal.Kind.PERSON) {
      return Refusals.notAPerson(context.actor());
    }
    String actor = context.countsAs();
    String from = from(command, context);
    if (!from.equals(actor)) {
      if (!directory.isAdmin(actor)) {
        return HandOverRefusals.handOverOfAnother(from, actor);
      }
      if (command.reason() == null || command.reason().isBlank()) {
        return HandOverRefusals.handOver("a reason for reassigning a request", "there is none");
      }
    }
    AwaitingApproval open = Doorkeeper.open(run, command.step());
    Refusal refusal = whyNotFrom(open, from, context);
    return refusal != null ? refusal : whyNotTo(open, from, command, context);
  }

  private static String from(HandOver command, Context context) {
    String from = command.from();
    return from == null ? context.countsAs() : context.directory().personBehind(from);
  }

  private static @Nullable Refusal whyNotFrom(AwaitingApproval open, String from, Context context) {
    if (open.request().excluded().containsKey(from)) {
      return Refusals.excluded(
          from, Objects.requireNonNull(open.request().excluded().get(from)).why());
    }
    Electorate electorate = open.electorate(context.directory(), context.now());
    List<Requirement.People> leaves =
        open.request().leaves().filter(leaf -> leaf.notApplicable() == null).toList();
    if (!Eligibility.admits(leaves, from, electorate.membershipOf(from), List.of())) {
      return Refusals.notEligible(from, leaves);
    }
    boolean decided = open.decisions().stream().anyMatch(each -> each.person().equals(from));
    return decided
        ? HandOverRefusals.handOver(
            "a request that '" + from + "' has not decided",
            from + " has; the decision can be withdrawn while the gate is open")
        : null;
  }

  private static @Nullable Refusal whyNotTo(
      AwaitingApproval open, String from, HandOver command, Context context) {
    String to = context.directory().personBehind(command.to());
    if (!context.directory().people().containsKey(to)) {
      return HandOverRefusals.handOver(
          "somebody whom the directory knows", "'" + to + "' is unknown");
    }
    if (open.request().excluded().containsKey(to)) {
      return Refusals.excluded(to, Objects.requireNonNull(open.request().excluded().get(to)).why());
    }
    if (command.until() != null && !command.until().isAfter(context.now())) {
      return HandOverRefusals.handOver("an end after now", command.until() + " is past");
    }
    if (to.equals(from)) {
      return null;
    }
    List<String> onwards = open.electorate(context.directory(), context.now()).chainFrom(to);
    if (onwards.contains(from)) {
      return HandOverRefusals.handOver(
          "somebody whose own requests do not come back",
          "what " + to + " hands over ends with " + from);
    }
    return onwards.size() + 1 > StandIn.MAX_LINKS
        ? HandOverRefusals.handOver(
            "at most " + StandIn.MAX_LINKS + " hand-overs in a row", "this would be one more")
        : null;
  }

  /** Hands over. */
  void apply(Turn turn, Active run, HandOver command, Context context) {
    AwaitingApproval open = Doorkeeper.open(run, command.step());
    Handover handover =
        new Handover(
            from(command, context),
            context.directory().personBehind(command.to()),
            context.countsAs(),
            command.reason(),
            command.until(),
            context.now());
    turn.emit(new ApprovalHandedOver(command.step(), open.request().round(), handover));
  }
}
