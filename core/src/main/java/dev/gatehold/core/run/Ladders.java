package dev.gatehold.core.run;

import dev.gatehold.core.approval.Ladder;
import dev.gatehold.core.approval.Ladder.Mark;
import dev.gatehold.core.calendar.BusinessCalendar;
import dev.gatehold.core.flow.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Works out when what happens at a gate, in the hours of its business calendar. */
final class Ladders {
  private final Timing timing;
  private final @Nullable BusinessCalendar calendar;
  private final Instant opened;

  /**
   * @throws IllegalArgumentException when the flow names a calendar that is not in the directory
   */
  Ladders(Timing timing, Context context) {
    this.timing = timing;
    this.opened = context.now();
    String name = timing.calendar();
    this.calendar = name == null ? null : context.directory().calendar(name);
  }

  private Instant after(Duration span) {
    return calendar == null ? opened.plus(span) : calendar.plus(opened, span);
  }

  /** When silence ends the round; null for never. */
  @Nullable Instant expiry() {
    Timing.Expiry expiry = timing.expiry();
    return expiry == null ? null : after(expiry.after());
  }

  /** The ladder; marks that would not be before the expiry, or are before the opening, fall. */
  Ladder ladder(Sources sources, Set<String> excluded) {
    Instant due = timing.due() == null ? null : after(timing.due());
    List<Ladder.Rung> rungs = new ArrayList<>();
    List<Mark> marks = new ArrayList<>();
    if (due != null) {
      marks.add(new Mark(due, Mark.Kind.DUE, -1));
    }
    for (Timing.Reminder reminder : timing.remind()) {
      marks.add(new Mark(at(reminder, due), Mark.Kind.REMIND, -1));
    }
    for (Timing.Rung rung : timing.escalate()) {
      Instant at = rung.after() == null ? Objects.requireNonNull(due) : after(rung.after());
      marks.add(new Mark(at, Mark.Kind.ESCALATE, rungs.size()));
      rungs.add(new Ladder.Rung(rung.mode(), sources.of(rung.to(), excluded)));
    }
    Instant end = expiry();
    marks.removeIf(mark ->
        mark.at().isBefore(opened)
            || (mark.kind() == Mark.Kind.REMIND && !mark.at().isAfter(opened))
            || (end != null && !mark.at().isBefore(end)));
    return new Ladder(due, rungs, marks);
  }

  private Instant at(Timing.Reminder reminder, @Nullable Instant due) {
    if (!reminder.beforeDue()) {
      return after(reminder.span());
    }
    Instant end = Objects.requireNonNull(due);
    return calendar == null ? end.minus(reminder.span()) : calendar.minus(end, reminder.span());
  }
}
