package dev.gatehold.server.directory;

import dev.gatehold.core.calendar.Delivery.Digest;
import dev.gatehold.core.calendar.Delivery.Preferences;
import dev.gatehold.core.calendar.Delivery.Quiet;
import dev.gatehold.core.calendar.Window;
import dev.gatehold.server.yaml.YamlFileException;
import dev.gatehold.server.yaml.YamlValue;
import dev.gatehold.server.yaml.YamlValue.Fields;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads when a person wants notifications. */
final class NotifyReader {
  private NotifyReader() {}

  /** What a person wants; {@code zone} is that of people who name none. */
  static Preferences read(YamlValue value, ZoneId zone) throws YamlFileException {
    Fields fields = value.fields("zone", "quiet", "digest");
    @Nullable YamlValue quiet = fields.get("quiet");
    @Nullable YamlValue digest = fields.get("digest");
    return new Preferences(
        Times.zone(fields.get("zone"), zone),
        quiet == null ? null : quiet(quiet),
        digest == null ? null : digest(digest));
  }

  private static Quiet quiet(YamlValue value) throws YamlFileException {
    Window hours = CalendarReader.window(DayOfWeek.MONDAY, value);
    try {
      return new Quiet(hours.opens(), hours.closes());
    } catch (IllegalArgumentException e) {
      throw value.error(String.valueOf(e.getMessage()));
    }
  }

  private static Digest digest(YamlValue value) throws YamlFileException {
    Fields fields = value.fields("days", "at");
    @Nullable YamlValue days = fields.get("days");
    YamlValue at = fields.required("at");
    Set<DayOfWeek> wanted = EnumSet.noneOf(DayOfWeek.class);
    if (days == null) {
      wanted = EnumSet.allOf(DayOfWeek.class);
    } else {
      for (YamlValue day : days.items("days")) {
        wanted.addAll(Times.days(day));
      }
      if (wanted.isEmpty()) {
        throw days.error("Expected at least one day, but found none.");
      }
    }
    return new Digest(wanted, Times.time(at, at.text()));
  }
}
