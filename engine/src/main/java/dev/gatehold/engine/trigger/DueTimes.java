package dev.gatehold.engine.trigger;

import dev.gatehold.core.flow.Trigger.Missed;
import dev.gatehold.core.flow.Trigger.Schedule;
import dev.gatehold.language.schedule.Cron;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a schedule does about the times that have come since it was looked at last.
 *
 * @param starts times that start a run, oldest first
 * @param left the first of the times that start none; null when there is none
 * @param next when it is due again; null for never
 */
record DueTimes(List<Instant> starts, @Nullable Instant left, @Nullable Instant next) {
  /** The most missed times that are made up for. */
  static final int MOST = 100;

  /** How late a look may be before a time counts as missed. */
  private static final Duration LATE = Duration.ofMinutes(1);

  /**
   * Works it out.
   *
   * @param first the time that was due next; not after {@code now}
   */
  static DueTimes of(Schedule schedule, Instant first, Instant now) {
    Cron cron = Cron.parse(schedule.cron());
    Instant next = cron.next(now, schedule.zone());
    if (!first.isBefore(now.minus(LATE))) {
      return new DueTimes(from(cron, schedule, first, now), null, next);
    }
    return switch (schedule.missed()) {
      case SKIP -> {
        Instant inTime = cron.next(now.minus(LATE).minusMillis(1), schedule.zone());
        List<Instant> starts =
            inTime == null || inTime.isAfter(now) ? List.of() : from(cron, schedule, inTime, now);
        yield new DueTimes(starts, first, next);
      }
      case ONCE -> {
        Instant latest = Objects.requireNonNullElse(cron.latest(now, schedule.zone()), first);
        yield new DueTimes(List.of(latest), null, next);
      }
      case ALL -> {
        List<Instant> starts = from(cron, schedule, first, now);
        Instant after = cron.next(starts.getLast(), schedule.zone());
        boolean more = after != null && !after.isAfter(now);
        yield new DueTimes(starts, more ? after : null, next);
      }
    };
  }

  private static List<Instant> from(Cron cron, Schedule schedule, Instant first, Instant now) {
    List<Instant> times = new ArrayList<>();
    Instant due = first;
    while (due != null && !due.isAfter(now) && times.size() < MOST) {
      times.add(due);
      due = cron.next(due, schedule.zone());
    }
    return times;
  }

  /** Whether every missed time was to be made up for, and there were too many. */
  static boolean isBound(Schedule schedule) {
    return schedule.missed() == Missed.ALL;
  }
}
