package dev.gatehold.core.cast;

import dev.gatehold.core.calendar.BusinessCalendar;
import dev.gatehold.core.calendar.Rotation;
import dev.gatehold.core.people.Directory;
import dev.gatehold.core.people.Directory.Absence;
import dev.gatehold.core.people.Directory.Person;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A directory while it is written: everybody who is named is in it. */
public final class People {
  private final Map<String, Set<String>> groups = new TreeMap<>();
  private final Map<String, Set<String>> roles = new TreeMap<>();
  private final Map<String, Map<String, String>> relations = new TreeMap<>();
  private final Map<String, List<Absence>> absences = new TreeMap<>();
  private final Map<String, Set<String>> accounts = new TreeMap<>();
  private final Set<String> admins = new TreeSet<>();
  private final Set<String> everybody = new TreeSet<>();
  private final Map<String, Rotation> rotations = new HashMap<>();
  private final Map<String, BusinessCalendar> calendars = new HashMap<>();

  /** The usual cast in their groups, as in {@link Cast#DIRECTORY}. */
  public static People usual() {
    return new People()
        .knowing("eve", "frank", "grace", "heidi")
        .group("sre", "alice", "bob", "carol")
        .group("security", "dan");
  }

  public People knowing(String... persons) {
    everybody.addAll(List.of(persons));
    return this;
  }

  public People group(String name, String... persons) {
    groups.put(name, Set.of(persons));
    return knowing(persons);
  }

  public People role(String name, String... persons) {
    roles.put(name, Set.of(persons));
    return knowing(persons);
  }

  public People related(String person, String relation, String other) {
    relations.computeIfAbsent(person, _ -> new TreeMap<>()).put(relation, other);
    return knowing(person, other);
  }

  /** For as long as the test lasts. */
  public People away(String person, @Nullable String delegate) {
    return away(person, delegate, Cast.START.minusSeconds(60), null);
  }

  public People away(
      String person, @Nullable String delegate, Instant from, @Nullable Instant until) {
    absences
        .computeIfAbsent(person, _ -> new ArrayList<>())
        .add(new Absence(from, until, delegate));
    return knowing(person);
  }

  public People account(String person, String account) {
    accounts.computeIfAbsent(person, _ -> new TreeSet<>()).add(account);
    return knowing(person);
  }

  public People admin(String person) {
    admins.add(person);
    return knowing(person);
  }

  public People rotation(Rotation rotation) {
    rotations.put(rotation.name(), rotation);
    return this;
  }

  public People calendar(BusinessCalendar calendar) {
    calendars.put(calendar.name(), calendar);
    return this;
  }

  /** Everybody but this one, who has left. */
  public Directory without(String person) {
    everybody.remove(person);
    return directory();
  }

  public Directory directory() {
    Map<String, Person> people = new TreeMap<>();
    for (String id : everybody) {
      people.put(
          id,
          new Person(
              id,
              id,
              accounts.getOrDefault(id, Set.of()),
              relations.getOrDefault(id, Map.of()),
              absences.getOrDefault(id, List.of()),
              admins.contains(id)));
    }
    return new Directory(people, groups, roles, rotations, calendars);
  }
}
