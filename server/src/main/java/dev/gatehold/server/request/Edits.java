package dev.gatehold.server.request;

import dev.gatehold.core.run.Refusal;
import dev.gatehold.core.run.Refusal.Code;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells an approver who edited what came of it, where the approval is not part of the new round.
 */
final class Edits {
  private Edits() {}

  /**
   * What the reader of an open request is told; null for nobody who edited it, and for those whose
   * approval counts.
   *
   * @param person the reader; null for nobody's
   * @param refusal why the reader cannot approve right now; null when the reader can
   * @param editor gives whose edit began the round; asked only where it can matter
   */
  static @Nullable String note(
      Round round,
      @Nullable String person,
      @Nullable Refusal refusal,
      Supplier<@Nullable String> editor) {
    boolean silent =
        round.open() && round.standing().stream().noneMatch(each -> each.person().equals(person));
    if (person == null || !silent || !person.equals(editor.get())) {
      return null;
    }
    String began = "Your edit is recorded and began round " + round.request().round();
    if (refusal == null) {
      return began + ", which still needs your approval.";
    }
    return refusal.code() == Code.STAGE_NOT_OPEN
        ? began
            + ". An earlier stage comes first there: you are asked for your approval when your"
            + " stage opens."
        : began + ", but your approval is not part of it. " + refusal.text();
  }
}
