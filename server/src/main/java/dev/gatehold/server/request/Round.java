package dev.gatehold.server.request;

import dev.gatehold.core.approval.Decision;
import dev.gatehold.core.approval.Dossier;
import dev.gatehold.core.approval.Evaluation;
import dev.gatehold.core.approval.Evaluator;
import dev.gatehold.core.approval.Outcome;
import dev.gatehold.core.approval.Request;
import dev.gatehold.core.people.Directory;
import dev.gatehold.core.run.StepState;
import dev.gatehold.core.run.StepState.AwaitingApproval;
import dev.gatehold.core.run.StepState.AwaitingRework;
import dev.gatehold.core.run.StepState.Decided;
import dev.gatehold.core.run.StepState.Postponed;
import dev.gatehold.core.run.StepState.Reopened;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The newest round of a request, wherever its gate stands.
 *
 * @param reworkBy the person who has to resubmit; null unless changes were requested
 * @param closed what the gate became; null while it may still become anything
 */
record Round(
    Request request,
    List<Decision> decisions,
    List<Decision> standing,
    Dossier dossier,
    @Nullable String reworkBy,
    @Nullable Decided closed) {

  /** The round that a step's state holds; empty for a step that has asked nothing yet. */
  static Optional<Round> of(@Nullable StepState state) {
    return switch (state) {
      case AwaitingApproval open ->
          Optional.of(
              new Round(
                  open.request(), open.decisions(), open.standing(), open.dossier(), null, null));
      case AwaitingRework rework ->
          Optional.of(
              new Round(
                  rework.request(),
                  rework.decisions(),
                  rework.standing(),
                  rework.dossier(),
                  rework.by(),
                  null));
      case Reopened reopened -> Optional.of(of(reopened));
      case Postponed(var before, _) -> Optional.ofNullable(before).map(Round::of);
      case Decided decided ->
          Optional.of(
              new Round(
                  decided.request(),
                  decided.decisions(),
                  decided.standing(),
                  decided.dossier(),
                  null,
                  decided));
      case null, default -> Optional.empty();
    };
  }

  private static Round of(Reopened reopened) {
    return new Round(
        reopened.request(),
        reopened.decisions(),
        reopened.standing(),
        reopened.dossier(),
        null,
        null);
  }

  /** {@code open}, {@code rework} or {@code closed}. */
  String status() {
    if (closed != null) {
      return "closed";
    }
    return reworkBy == null ? "open" : "rework";
  }

  boolean open() {
    return closed == null;
  }

  @Nullable Outcome outcome() {
    return closed == null ? null : closed.outcome();
  }

  @Nullable Instant decidedAt() {
    return closed == null ? null : closed.at();
  }

  /** Whether an answer is due and there is none. */
  boolean overdue(Instant now) {
    Instant due = request.ladder().due();
    return open() && due != null && !now.isBefore(due);
  }

  /** Why it stands as it does: by the memberships of this moment, or of the moment it closed. */
  Evaluation evaluation(Directory directory, Instant now) {
    return closed == null ? evaluator(standing, directory, now).evaluate() : closed.evaluation();
  }

  /** Evaluates it as if these decisions stood. */
  Evaluator evaluator(List<Decision> assumed, Directory directory, Instant now) {
    AwaitingApproval open = new AwaitingApproval(request, assumed, 0, 0, dossier);
    return open.evaluator(directory, now);
  }
}
