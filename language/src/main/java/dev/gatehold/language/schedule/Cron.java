package dev.gatehold.language.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/**
 * A cron expression of five fields, and when it is due (docs/decisions/0017-cron.md). It goes by
 * the clock on the wall: a time that the clock skips is due once, right after the jump; a time that
 * it shows twice is due once, at the first. Only a schedule whose hour begins with {@code *} goes
 * by time that passes: it is due in both of two equal hours and makes up for nothing.
 */
public final class Cron {
  private static final Pattern FIELD = Pattern.compile("\\S+");
  private static final int LONGEST = 200;

  /** How far back the latest due time is looked for, nearest first. */
  private static final List<Duration> LOOK_BACK =
      List.of(
          Duration.ofHours(1),
          Duration.ofDays(1),
          Duration.ofDays(32),
          Duration.ofDays(366),
          Duration.ofDays(5 * 366));

  private final CronExpression fields;
  private final boolean everyHour;

  private Cron(CronExpression fields, boolean everyHour) {
    this.fields = fields;
    this.everyHour = everyHour;
  }

  /**
   * Reads an expression.
   *
   * @throws CronException naming the field that is wrong
   */
  public static Cron parse(String text) {
    List<MatchResult> found = FIELD.matcher(text.length() > LONGEST ? "" : text).results().toList();
    if (found.size() != CronField.values().length) {
      throw new CronException(
          0,
          "Expected five fields (minute, hour, day of the month, month, day of the week), but found"
              + " "
              + found.size()
              + ".",
          "For example: 30 6 * * MON-FRI for half past six on workdays.");
    }
    for (CronField field : CronField.values()) {
      MatchResult part = found.get(field.place());
      field.check(part.group(), part.start());
    }
    if (isRestricted(found, CronField.DAY_OF_MONTH) && isRestricted(found, CronField.DAY_OF_WEEK)) {
      throw new CronException(
          found.getLast().start(),
          "Expected days of the month or days of the week, but found both: programs do not agree"
              + " whether one or both of them must fit.",
          "Write * for one of the two; MON#1 is the first Monday of a month.");
    }
    CronExpression fields =
        CronExpression.parse(
            "0 " + String.join(" ", found.stream().map(MatchResult::group).toList()));
    if (fields.next(LocalDateTime.of(2000, 1, 1, 0, 0)) == null) {
      throw new CronException(
          found.get(CronField.DAY_OF_MONTH.place()).start(),
          "Expected a day that exists, but no month has it.",
          "Correct the day or the month.");
    }
    return new Cron(fields, found.get(CronField.HOUR.place()).group().startsWith("*"));
  }

  private static boolean isRestricted(List<MatchResult> found, CronField field) {
    String text = found.get(field.place()).group();
    return !text.equals("*") && !text.equals("?");
  }

  /** The first time after this one at which it is due; null when there is none any more. */
  public @Nullable Instant next(Instant after, ZoneId zone) {
    ZoneRules rules = zone.getRules();
    return everyHour ? nextAsTimePasses(after, rules) : nextOnTheWall(after, rules);
  }

  private @Nullable Instant nextOnTheWall(Instant after, ZoneRules rules) {
    LocalDateTime shown = fields.next(LocalDateTime.ofInstant(after, rules.getOffset(after)));
    while (shown != null) {
      Instant due = firstShowing(shown, rules);
      if (due.isAfter(after)) {
        return due;
      }
      shown = fields.next(shown);
    }
    return null;
  }

  private static Instant firstShowing(LocalDateTime shown, ZoneRules rules) {
    List<ZoneOffset> offsets = rules.getValidOffsets(shown);
    return offsets.isEmpty()
        ? Objects.requireNonNull(rules.getTransition(shown)).getInstant()
        : shown.toInstant(offsets.getFirst());
  }

  private @Nullable Instant nextAsTimePasses(Instant after, ZoneRules rules) {
    Instant begin = after;
    ZoneOffset offset = rules.getOffset(after);
    LocalDateTime from = LocalDateTime.ofInstant(after, offset);
    while (true) {
      LocalDateTime shown = fields.next(from);
      ZoneOffsetTransition jump = rules.nextTransition(begin);
      Instant due = shown == null ? null : shown.toInstant(offset);
      if (due == null || jump == null || due.isBefore(jump.getInstant())) {
        return due;
      }
      begin = jump.getInstant();
      offset = jump.getOffsetAfter();
      from = jump.getDateTimeAfter().minusNanos(1);
    }
  }

  /** The last time not after this one at which it was due; null when that is years ago. */
  public @Nullable Instant latest(Instant now, ZoneId zone) {
    for (Duration back : LOOK_BACK) {
      Instant last = null;
      Instant due = next(now.minus(back), zone);
      while (due != null && !due.isAfter(now)) {
        last = due;
        due = next(due, zone);
      }
      if (last != null) {
        return last;
      }
    }
    return null;
  }
}
