package dev.gatehold.server.request;

import dev.gatehold.core.approval.Decision;
import dev.gatehold.core.approval.Outcome;
import dev.gatehold.core.approval.Request;
import dev.gatehold.core.run.StepState;
import dev.gatehold.core.run.StepState.AwaitingApproval;
import dev.gatehold.core.run.StepState.Decided;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The newest round of a request, whether it is open or closed. */
record Round(
    Request request,
    List<Decision> decisions,
    List<Decision> standing,
    @Nullable Outcome outcome,
    @Nullable Instant decidedAt) {

  /** The round that a step's state holds; empty for a step that asks nothing. */
  static Optional<Round> of(@Nullable StepState state) {
    return switch (state) {
      case AwaitingApproval open ->
          Optional.of(new Round(open.request(), open.decisions(), open.standing(), null, null));
      case Decided decided ->
          Optional.of(
              new Round(
                  decided.request(),
                  decided.decisions(),
                  decided.standing(),
                  decided.outcome(),
                  decided.at()));
      case null, default -> Optional.empty();
    };
  }

  boolean open() {
    return outcome == null;
  }
}
