package dev.gatehold.core.run;

import dev.gatehold.core.approval.Subject;
import dev.gatehold.core.flow.Action;
import dev.gatehold.core.flow.Layout;
import dev.gatehold.core.flow.SecretPlace;
import dev.gatehold.core.flow.Step;
import dev.gatehold.core.run.RunEvent.ApprovalReopened;
import dev.gatehold.core.run.RunEvent.StepFailed;
import dev.gatehold.core.run.RunState.Active;
import dev.gatehold.core.run.StepState.Decided;
import dev.gatehold.core.value.Digest;
import dev.gatehold.core.value.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares what a step is about to do with what was agreed to, and with the floors. */
final class Agreement {
  private final Layout layout;
  private final Floors floors;

  Agreement(Layout layout, Floors floors) {
    this.layout = layout;
    this.floors = floors;
  }

  /**
   * Whether a step may do this. When not, the agreement has fallen and people are asked again, or,
   * where no gate could ask them, the step has failed.
   */
  boolean holds(
      Turn turn,
      Active run,
      Step step,
      Address at,
      int attempt,
      Map<String, @Nullable Object> parameters,
      List<SecretPlace> secrets,
      Context context) {
    for (Step gate : layout.steps()) {
      String asked = at.sees(gate.id(), layout).map(Address::text).orElse("");
      if (gate.action() instanceof Action.Approval(var declared)
          && declared.covers().contains(step.id())
          && run.steps().get(asked) instanceof Decided decided) {
        Subject subject = decided.request().subject();
        Object agreed = subject.coveredParameters(step.id());
        boolean same = Json.canonical(agreed).equals(Json.canonical(parameters));
        if (same && !subject.agreesTo(step.id(), SecretPlace.json(secrets))) {
          reopen(
              turn,
              run,
              asked,
              at.text(),
              "it would be given secrets in other places than was agreed",
              context);
          return false;
        }
        if (!same) {
          String differs =
              "what it would do ("
                  + Digest.ofJson(parameters).brief()
                  + ") is not what was agreed ("
                  + Digest.ofJson(agreed).brief()
                  + ")";
          reopen(turn, run, asked, at.text(), differs, context);
          return false;
        }
      }
    }
    Optional<Floors.Undercut> undercut =
        floors.undercut(run, step, at, parameters, context.floors());
    undercut.ifPresent(found -> refuse(turn, run, at, attempt, found, context));
    return undercut.isEmpty();
  }

  private static void refuse(
      Turn turn, Active run, Address at, int attempt, Floors.Undercut found, Context context) {
    String asks =
        "floor '"
            + found.floor().name()
            + (found.changed()
                ? "' asks for something else than when this was agreed"
                : "' asks for more than was agreed");
    if (found.gate() != null) {
      reopen(turn, run, found.gate(), at.text(), asks, context);
      return;
    }
    Failure failure =
        new Failure(
            "floor.unmet",
            "Expected a gate before this step that meets floor '"
                + found.floor().name()
                + "' ("
                + found.floor().title()
                + "), but a run can reach it without one. Put a gate before it.",
            false);
    turn.emit(new StepFailed(at.text(), attempt, failure, context.now()));
  }

  private static void reopen(
      Turn turn, Active run, String gate, String held, String reason, Context context) {
    int round = ((Decided) Objects.requireNonNull(run.steps().get(gate))).request().round();
    turn.emit(new ApprovalReopened(gate, round, held, reason, context.now()));
  }
}
