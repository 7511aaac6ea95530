package dev.gatehold.server.directory;

import dev.gatehold.core.calendar.BusinessCalendar;
import dev.gatehold.core.calendar.Window;
import dev.gatehold.server.yaml.YamlFileException;
import dev.gatehold.server.yaml.YamlValue;
import dev.gatehold.server.yaml.YamlValue.Entry;
import dev.gatehold.server.yaml.YamlValue.Fields;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the business calendars of the people file. */
final class CalendarReader {
  private CalendarReader() {}

  /** Calendars by name; {@code zone} is that of calendars that name none. */
  static Map<String, BusinessCalendar> read(@Nullable YamlValue section, ZoneId zone)
      throws YamlFileException {
    Map<String, BusinessCalendar> calendars = new TreeMap<>();
    if (section != null) {
      for (Entry entry : section.entries("office: {weekly: …}")) {
        String name = entry.name().text(text -> PersonId.nameProblem("a calendar", text));
        calendars.put(name, calendar(name, entry.value(), zone));
      }
    }
    return calendars;
  }

  private static BusinessCalendar calendar(String name, YamlValue value, ZoneId zone)
      throws YamlFileException {
    Fields fields = value.fields("zone", "weekly", "holidays");
    YamlValue weekly = fields.required("weekly");
    try {
      return new BusinessCalendar(
          name,
          Times.zone(fields.get("zone"), zone),
          windows(weekly),
          holidays(fields.get("holidays")));
    } catch (IllegalArgumentException e) {
      throw weekly.error(String.valueOf(e.getMessage()));
    }
  }

  private static List<Window> windows(YamlValue weekly) throws YamlFileException {
    List<Window> windows = new ArrayList<>();
    for (Entry entry : weekly.entries("mon-fri: [\"09:00-17:00\"]")) {
      for (DayOfWeek day : Times.days(entry.name())) {
        for (YamlValue hours : entry.value().items("hours")) {
          windows.add(window(day, hours));
        }
      }
    }
    return windows;
  }

  /** Hours such as {@code 09:00-17:00} on a day. */
  static Window window(DayOfWeek day, YamlValue hours) throws YamlFileException {
    try {
      return Window.parse(day, hours.text());
    } catch (IllegalArgumentException e) {
      throw hours.error(String.valueOf(e.getMessage()));
    }
  }

  private static Set<LocalDate> holidays(@Nullable YamlValue list) throws YamlFileException {
    Set<LocalDate> holidays = new TreeSet<>();
    if (list != null) {
      for (YamlValue day : list.items("dates")) {
        holidays.add(Times.date(day));
      }
    }
    return holidays;
  }
}
