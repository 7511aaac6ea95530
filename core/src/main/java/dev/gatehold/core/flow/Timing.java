package dev.gatehold.core.flow;

import dev.gatehold.core.approval.Escalation;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens at a gate when nobody answers. All spans are counted from the opening of a round.
 *
 * @param calendar the business calendar in which the spans are counted; null counts every hour
 * @param due when an answer is expected; null for no such time
 * @param remind in the order of the file
 * @param escalate the ladder, from its first rung to its last
 * @param expiry what silence becomes; without it the gate stays closed and open for ever
 */
public record Timing(
    @Nullable String calendar,
    @Nullable Duration due,
    List<Reminder> remind,
    List<Rung> escalate,
    @Nullable Expiry expiry) {
  public static final Timing NONE = new Timing(null, null, List.of(), List.of(), null);

  public Timing {
    remind = List.copyOf(remind);
    escalate = List.copyOf(escalate);
  }

  /** A time for a reminder: after the opening, or before an answer is due. */
  public record Reminder(Duration span, boolean beforeDue) {}

  /**
   * A rung of the ladder.
   *
   * @param after the span from opening; null stands for when an answer is due
   * @param to each renders to a source or to a list of sources
   */
  public record Rung(@Nullable Duration after, List<Template> to, Escalation mode) {
    public Rung {
      to = List.copyOf(to);
    }
  }

  /**
   * What silence becomes.
   *
   * @param outcome {@code expired}, {@code rejected}, {@code cancelled}, {@code approved}, or an
   *     outcome of the gate's own
   */
  public record Expiry(Duration after, String outcome) {}
}
