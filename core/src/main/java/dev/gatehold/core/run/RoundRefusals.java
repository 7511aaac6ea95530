package dev.gatehold.core.run;

import dev.gatehold.core.approval.Choice;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Refusal.Code;
import java.util.List;
import java.util.Map;

/** Every reason between one round of a gate and the next, worded once. */
final class RoundRefusals {
  private RoundRefusals() {}

  static Refusal reworkAwaited(String step, String by) {
    return Refusals.refusal(
        Code.REWORK_AWAITED,
        "Expected request '"
            + step
            + "' to be open, but changes were requested and '"
            + by
            + "' has not resubmitted yet.",
        "Wait for the next round.");
  }

  static Refusal roundAwaited(String step) {
    return Refusals.refusal(
        Code.ROUND_AWAITED,
        "Expected request '" + step + "' to be open, but its next round is being prepared.",
        "Wait for the next round.");
  }

  static Refusal reworkNotAwaited(String step) {
    return Refusals.refusal(
        Code.REWORK_NOT_AWAITED,
        "Expected request '" + step + "' to wait for a resubmission, but it does not.",
        "Look at the request to see what it waits for.");
  }

  static Refusal reworkOfAnother(String step, String by, Principal actor) {
    return Refusals.refusal(
        Code.REWORK_OF_ANOTHER,
        "Expected '" + by + "' to resubmit request '" + step + "', but '" + actor.id() + "' did.",
        "Ask " + by + " to resubmit it.");
  }

  static Refusal editNotAllowed(Choice choice, List<String> others, List<String> allowed) {
    String found =
        others.isEmpty()
            ? "'" + choice.word() + "' came with edits"
            : "the decision edits " + String.join(", ", others);
    return new Refusal(
        Code.EDIT_INVALID,
        allowed.isEmpty()
            ? "Expected a decision without edits, for this gate allows none, but " + found + "."
            : "Expected an approval that edits only "
                + String.join(", ", allowed)
                + ", but "
                + found
                + ".",
        "Decide without the edit, or request changes.",
        Map.of("modify", allowed));
  }

  static Refusal editInvalid(List<String> problems) {
    return new Refusal(
        Code.EDIT_INVALID,
        "Expected edits that leave an input the flow can use. " + Refusals.sentences(problems),
        "Correct the edits and decide again.",
        Map.of("problems", problems));
  }
}
