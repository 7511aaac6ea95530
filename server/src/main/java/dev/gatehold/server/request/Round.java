package dev.gatehold.server.request;

import dev.gatehold.core.approval.Decision;
import dev.gatehold.core.approval.Dossier;
import dev.gatehold.core.approval.Evaluation;
import dev.gatehold.core.approval.Evaluator;
import dev.gatehold.core.approval.Outcome;
import dev.gatehold.core.approval.Request;
import dev.gatehold.core.people.Directory;
import dev.gatehold.core.run.RunState;
import dev.gatehold.core.run.StepState;
import dev.gatehold.core.run.StepState.AwaitingApproval;
import dev.gatehold.core.run.StepState.AwaitingRework;
import dev.gatehold.core.run.StepState.Decided;
import dev.gatehold.core.run.StepState.Postponed;
import dev.gatehold.core.run.StepState.Reopened;
import dev.gatehold.engine.store.RequestRow;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The newest round of a request, wherever its gate stands.
 *
 * @param status as of a {@link RequestRow}
 * @param reworkBy the person who has to resubmit; null unless changes were requested
 * @param closing what the gate became; null while it may still become anything
 */
record Round(
    Request request,
    List<Decision> decisions,
    List<Decision> standing,
    Dossier dossier,
    String status,
    @Nullable String reworkBy,
    @Nullable Closing closing) {

  /**
   * How a gate ended.
   *
   * @param evaluation why
   */
  record Closing(Outcome outcome, Evaluation evaluation, Instant at) {}

  /** The newest round of a step; empty for a step that has asked nothing yet. */
  static Optional<Round> of(RunState run, String step) {
    return of(Objects.requireNonNull(run.facts()).at(step));
  }

  private static Optional<Round> of(@Nullable StepState state) {
    return switch (state) {
      case AwaitingApproval open ->
          Optional.of(
              new Round(
                  open.request(),
                  open.decisions(),
                  open.standing(),
                  open.dossier(),
                  RequestRow.OPEN,
                  null,
                  null));
      case AwaitingRework rework ->
          Optional.of(
              new Round(
                  rework.request(),
                  rework.decisions(),
                  rework.standing(),
                  rework.dossier(),
                  RequestRow.REWORK,
                  rework.by(),
                  null));
      case Reopened reopened -> Optional.of(over(reopened));
      case Postponed(var before, _) -> Optional.ofNullable(before).map(Round::over);
      case Decided decided ->
          Optional.of(
              new Round(
                  decided.request(),
                  decided.decisions(),
                  decided.standing(),
                  decided.dossier(),
                  RequestRow.CLOSED,
                  null,
                  new Closing(decided.outcome(), decided.evaluation(), decided.at())));
      case null, default -> Optional.empty();
    };
  }

  /** A round whose next one does not ask yet. */
  private static Round over(Reopened reopened) {
    return new Round(
        reopened.request(),
        reopened.decisions(),
        reopened.standing(),
        reopened.dossier(),
        RequestRow.PREPARING,
        null,
        null);
  }

  /** Whether people, a resubmission or the next round are waited for. */
  boolean open() {
    return closing == null;
  }

  @Nullable Outcome outcome() {
    return closing == null ? null : closing.outcome();
  }

  @Nullable Instant decidedAt() {
    return closing == null ? null : closing.at();
  }

  /** Whether an answer is due and there is none. */
  boolean overdue(Instant now) {
    Instant due = request.ladder().due();
    return open() && due != null && !now.isBefore(due);
  }

  /** Why it stands as it does: by the memberships of this moment, or of the moment it closed. */
  Evaluation evaluation(Directory directory, Instant now) {
    return closing == null ? evaluator(standing, directory, now).evaluate() : closing.evaluation();
  }

  /** Evaluates it as if these decisions stood. */
  Evaluator evaluator(List<Decision> assumed, Directory directory, Instant now) {
    AwaitingApproval open = new AwaitingApproval(request, assumed, 0, 0, dossier);
    return open.evaluator(directory, now);
  }
}
