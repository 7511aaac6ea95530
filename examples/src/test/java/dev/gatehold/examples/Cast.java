package dev.gatehold.examples;

import dev.gatehold.core.calendar.BusinessCalendar;
import dev.gatehold.core.calendar.Rotation;
import dev.gatehold.core.calendar.Window;
import dev.gatehold.core.people.Directory;
import dev.gatehold.core.people.Directory.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The people of {@code people.yaml}, with the calendar and the rotations they work by. */
final class Cast {
  private final Object file;
  private final ZoneId zone;

  private Cast(Object file) {
    this.file = file;
    this.zone = ZoneId.of(text(file, "zone"));
  }

  static Directory directory() throws IOException {
    String source = Files.readString(Path.of("people.yaml"));
    Object file = new Load(LoadSettings.builder().build()).loadFromString(source);
    return new Cast(file).read();
  }

  private Directory read() {
    Map<String, Person> people = new LinkedHashMap<>();
    Map<String, Set<String>> groups = new LinkedHashMap<>();
    Map<String, Set<String>> roles = new LinkedHashMap<>();
    for (Object each : list(file, "people")) {
      Person person = person(each);
      people.put(person.id(), person);
      join(person.id(), list(each, "groups"), groups);
      join(person.id(), list(each, "roles"), roles);
    }
    return new Directory(people, groups, roles, rotations(), calendars());
  }

  private static Person person(Object from) {
    Map<String, String> relations =
        field(from, "manager") instanceof String manager ? Map.of("manager", manager) : Map.of();
    return new Person(text(from, "id"), text(from, "name"), Set.of(), relations, List.of(), false);
  }

  private static void join(String person, List<?> names, Map<String, Set<String>> members) {
    names.forEach(
        name -> members.computeIfAbsent(name.toString(), _ -> new TreeSet<>()).add(person));
  }

  private Map<String, Rotation> rotations() {
    Map<String, Rotation> rotations = new LinkedHashMap<>();
    entries(file, "rotations").forEach((name, turns) -> rotations.put(name, rotation(name, turns)));
    return rotations;
  }

  /** Written {@code weekly} with a handover such as {@code mon 09:00}, or {@code round_robin}. */
  private Rotation rotation(String name, Object turns) {
    if (!(field(turns, "weekly") instanceof Map<?, ?> weekly)) {
      return new Rotation.RoundRobin(name, members(entries(turns, "round_robin")));
    }
    String handover = text(weekly, "handover").replaceFirst("^mon ", "");
    LocalDate start = LocalDate.parse(text(weekly, "start"));
    return new Rotation.Weekly(name, members(weekly), zone, start, LocalTime.parse(handover), 1);
  }

  private static List<String> members(Object turns) {
    return list(turns, "members").stream().map(Object::toString).toList();
  }

  private Map<String, BusinessCalendar> calendars() {
    Map<String, BusinessCalendar> calendars = new LinkedHashMap<>();
    entries(file, "calendars")
        .forEach((name, calendar) -> calendars.put(name, calendar(name, calendar)));
    return calendars;
  }

  /** Open on working days. */
  private BusinessCalendar calendar(String name, Object calendar) {
    List<Window> windows =
        list(field(calendar, "weekly"), "mon-fri").stream()
            .flatMap(hours ->
                EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY).stream()
                    .map(day -> Window.parse(day, hours.toString())))
            .toList();
    Set<LocalDate> holidays =
        list(calendar, "holidays").stream()
            .map(day -> LocalDate.parse(day.toString()))
            .collect(Collectors.toSet());
    return new BusinessCalendar(name, zone, windows, holidays);
  }

  private static Map<String, Object> entries(Object from, String key) {
    Map<String, Object> entries = new LinkedHashMap<>();
    if (field(from, key) instanceof Map<?, ?> map) {
      map.forEach((name, value) -> entries.put(name.toString(), value));
    }
    return entries;
  }

  private static List<?> list(Object from, String key) {
    return field(from, key) instanceof List<?> list ? list : List.of();
  }

  private static String text(Object from, String key) {
    if (field(from, key) instanceof String text) {
      return text;
    }
    throw new AssertionError("Expected '" + key + "' in " + from);
  }

  /** The value of a key; an empty text when there is none. */
  private static Object field(Object from, String key) {
    Object value = from instanceof Map<?, ?> map ? map.get(key) : null;
    return value == null ? "" : value;
  }
}
