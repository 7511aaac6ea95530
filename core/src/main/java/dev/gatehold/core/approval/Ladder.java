package dev.gatehold.core.approval;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What time brings to a request: instants that were worked out when it opened, so that no later
 * change of a calendar moves them.
 *
 * @param due when an answer is expected; null for no such time
 * @param rungs in the order of the flow
 * @param marks in order of time; at the same instant due, then reminders, then rungs
 */
public record Ladder(@Nullable Instant due, List<Rung> rungs, List<Mark> marks) {
  public static final Ladder NONE = new Ladder(null, List.of(), List.of());

  public Ladder {
    rungs = List.copyOf(rungs);
    marks =
        marks.stream()
            .sorted(
                Comparator.comparing(Mark::at)
                    .thenComparing(Mark::kind)
                    .thenComparingInt(Mark::rung))
            .toList();
  }

  /** Who comes in, and how. */
  public record Rung(Escalation mode, List<Source> to) {
    public Rung {
      to = List.copyOf(to);
    }
  }

  /**
   * An instant at which something happens by itself.
   *
   * @param rung for {@code ESCALATE} the rung's number from 0; otherwise -1
   */
  public record Mark(Instant at, Kind kind, int rung) {
    /** What happens. */
    public enum Kind {
      DUE,
      REMIND,
      ESCALATE
    }
  }

  /**
   * The number of the mark that comes next; the number of marks when none does.
   *
   * @param passed how many are behind
   * @param climbed how many rungs were climbed; their marks bring nothing any more
   */
  public int next(int passed, int climbed) {
    int next = passed;
    while (next < marks.size() && over(marks.get(next), climbed)) {
      next++;
    }
    return next;
  }

  private static boolean over(Mark mark, int climbed) {
    return mark.kind() == Mark.Kind.ESCALATE && mark.rung() < climbed;
  }
}
