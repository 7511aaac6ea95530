package dev.gatehold.cli.command;

import dev.gatehold.cli.output.CliException;
import dev.gatehold.cli.output.ExitCode;
import dev.gatehold.cli.output.Next;
import dev.gatehold.core.value.Durations;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Times as people write them: a day, a time with its zone, or a span from now. Days are those of
 * the place where the command runs.
 */
public final class Moment {
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  private Moment() {}

  /** The first instant of a time. */
  public static Instant from(String word, Environment environment) {
    return of(word, environment, 0);
  }

  /** The first instant after a time: a day is over at its end. */
  public static Instant until(String word, Environment environment) {
    return of(word, environment, 1);
  }

  private static Instant of(String word, Environment environment, int daysLater) {
    try {
      if (DATE.matcher(word).matches()) {
        LocalDate day = LocalDate.parse(word).plusDays(daysLater);
        return day.atStartOfDay(environment.zone()).toInstant();
      }
      if (word.contains("T")) {
        return OffsetDateTime.parse(word).toInstant();
      }
      return environment.clock().instant().plus(Durations.parse(word));
    } catch (DateTimeException | IllegalArgumentException e) {
      CliException error =
          new CliException(
              ExitCode.USAGE,
              "usage.invalid",
              "Expected a day such as 2026-12-24, a time such as 2026-12-24T09:00:00+01:00 or a"
                  + " span such as 3d, but found '"
                  + word
                  + "'.",
              Next.say("Days are those of " + environment.zone() + "; TZ names another zone."));
      error.initCause(e);
      throw error;
    }
  }

  /** A time to the minute, where the command runs. */
  public static String shown(Instant time, Environment environment) {
    return SHOWN.format(time.atZone(environment.zone()));
  }
}
