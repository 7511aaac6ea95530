package dev.gatehold.core.people;

import dev.gatehold.core.calendar.BusinessCalendar;
import dev.gatehold.core.calendar.Delivery.Preferences;
import dev.gatehold.core.calendar.Rotation;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * People, groups and roles as they are at one moment, with the rotations and calendars that they
 * work by: an immutable snapshot. Ids of strangers and of disabled people in groups, roles,
 * relations, absences and rotations do not count.
 */
public final class Directory {
  public static final Directory EMPTY = new Directory(Map.of(), Map.of());

  private final Map<String, Person> people;
  private final Map<String, Set<String>> groups;
  private final Map<String, Set<String>> roles;
  private final Map<String, Set<String>> groupsByPerson;
  private final Map<String, Set<String>> rolesByPerson;
  private final Map<String, String> aliases;
  private final Crowds crowds;
  private final List<String> withAbsences;
  private final Map<String, Rotation> rotations;
  private final Map<String, BusinessCalendar> calendars;
  private final Map<String, Preferences> preferences;
  private final @Nullable String failure;

  /** People and groups without roles. */
  public Directory(Map<String, Person> people, Map<String, Set<String>> groups) {
    this(people, groups, Map.of());
  }

  /** People, groups and roles without rotations and calendars. */
  public Directory(
      Map<String, Person> people, Map<String, Set<String>> groups, Map<String, Set<String>> roles) {
    this(people, groups, roles, Map.of(), Map.of());
  }

  /** A snapshot of people who all want to be notified at once. */
  public Directory(
      Map<String, Person> people,
      Map<String, Set<String>> groups,
      Map<String, Set<String>> roles,
      Map<String, Rotation> rotations,
      Map<String, BusinessCalendar> calendars) {
    this(people, groups, roles, rotations, calendars, Map.of());
  }

  /**
   * A snapshot.
   *
   * @param people by id; disabled people are not in it
   * @param groups members' ids by group
   * @param roles holders' ids by role
   * @param rotations by name; they name their members as they were written, strangers too
   * @param calendars by name
   * @param preferences when people want notifications, by person; whoever is not in it wants each
   *     at once
   * @throws IllegalArgumentException when two people share an account
   */
  public Directory(
      Map<String, Person> people,
      Map<String, Set<String>> groups,
      Map<String, Set<String>> roles,
      Map<String, Rotation> rotations,
      Map<String, BusinessCalendar> calendars,
      Map<String, Preferences> preferences) {
    this(people, groups, roles, rotations, calendars, preferences, null);
  }

  private Directory(
      Map<String, Person> people,
      Map<String, Set<String>> groups,
      Map<String, Set<String>> roles,
      Map<String, Rotation> rotations,
      Map<String, BusinessCalendar> calendars,
      Map<String, Preferences> preferences,
      @Nullable String failure) {
    this.people = Collections.unmodifiableMap(new LinkedHashMap<>(people));
    this.groups = known(groups);
    this.roles = known(roles);
    this.groupsByPerson = inverse(this.groups);
    this.rolesByPerson = inverse(this.roles);
    this.aliases = aliases(people);
    this.crowds = new Crowds(people.keySet(), this.groups, this.roles);
    this.withAbsences =
        people.values().stream()
            .filter(person -> !person.absences().isEmpty())
            .map(Person::id)
            .sorted()
            .toList();
    this.rotations = Collections.unmodifiableMap(new TreeMap<>(rotations));
    this.calendars = Collections.unmodifiableMap(new TreeMap<>(calendars));
    this.preferences = Collections.unmodifiableMap(new TreeMap<>(preferences));
    this.failure = failure;
  }

  /**
   * The directory does not answer. Nobody is in it, so that no gate opens.
   *
   * @param failure half a sentence for people: what was tried, and how it failed
   */
  public static Directory unavailable(String failure) {
    return new Directory(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), failure);
  }

  /**
   * A person: the id in every record, and the name that people read.
   *
   * @param accounts other ids under which the same person signs in or is named
   * @param relations ids of other people by relation, such as {@code manager}
   * @param absences times in which somebody else decides instead
   * @param admin whether the person may reassign other people's requests
   */
  public record Person(
      String id,
      String name,
      Set<String> accounts,
      Map<String, String> relations,
      List<Absence> absences,
      boolean admin) {
    public Person {
      accounts = Set.copyOf(accounts);
      relations = Map.copyOf(relations);
      absences = List.copyOf(absences);
    }

    /** A person of whom nothing else is known. */
    public Person(String id, String name) {
      this(id, name, Set.of(), Map.of(), List.of(), false);
    }
  }

  /**
   * A time in which a person is away.
   *
   * @param from the first instant of it
   * @param until the first instant after it; null without an end
   * @param delegate who decides instead; null for nobody
   */
  public record Absence(Instant from, @Nullable Instant until, @Nullable String delegate) {
    /** Whether the person is away at this instant. */
    public boolean holds(Instant at) {
      return !at.isBefore(from) && (until == null || at.isBefore(until));
    }
  }

  /** Whether a person, a membership or a rotation that an earlier directory had is gone. */
  public boolean lacks(Directory before) {
    return !people.keySet().containsAll(before.people.keySet())
        || lacks(groups, before.groups)
        || lacks(roles, before.roles)
        || !rotations.equals(before.rotations);
  }

  private static boolean lacks(Map<String, Set<String>> now, Map<String, Set<String>> before) {
    return before.entrySet().stream()
        .anyMatch(each -> !now.getOrDefault(each.getKey(), Set.of()).containsAll(each.getValue()));
  }

  private Map<String, Set<String>> known(Map<String, Set<String>> idsByName) {
    Map<String, Set<String>> known = new TreeMap<>();
    idsByName.forEach((name, ids) -> {
      Set<String> members = new TreeSet<>(ids);
      members.retainAll(people.keySet());
      known.put(name, Collections.unmodifiableSet(members));
    });
    return Collections.unmodifiableMap(known);
  }

  private static Map<String, Set<String>> inverse(Map<String, Set<String>> idsByName) {
    Map<String, Set<String>> names = new TreeMap<>();
    idsByName.forEach((name, ids) ->
        ids.forEach(id -> names.computeIfAbsent(id, _ -> new TreeSet<>()).add(name)));
    names.replaceAll((_, each) -> Collections.unmodifiableSet(each));
    return names;
  }

  private static Map<String, String> aliases(Map<String, Person> people) {
    Map<String, String> aliases = new TreeMap<>();
    people
        .values()
        .forEach(person ->
            person
                .accounts()
                .forEach(account -> {
                  String other = aliases.putIfAbsent(account, person.id());
                  if (other != null
                      || (people.containsKey(account) && !account.equals(person.id()))) {
                    throw new IllegalArgumentException(
                        "Expected every account to belong to one person, but '"
                            + account
                            + "' belongs to "
                            + person.id()
                            + " and to "
                            + (other == null ? account : other)
                            + ".");
                  }
                }));
    return aliases;
  }

  /** People by id, in the order in which they were given. */
  public Map<String, Person> people() {
    return people;
  }

  /** Members' ids by group, both sorted. */
  public Map<String, Set<String>> groups() {
    return groups;
  }

  /** Holders' ids by role, both sorted. */
  public Map<String, Set<String>> roles() {
    return roles;
  }

  /** Rotations by name, sorted. */
  public Map<String, Rotation> rotations() {
    return rotations;
  }

  /** Business calendars by name, sorted. */
  public Map<String, BusinessCalendar> calendars() {
    return calendars;
  }

  /**
   * The calendar of this name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public BusinessCalendar calendar(String name) {
    BusinessCalendar found = calendars.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "Expected a business calendar '"
              + name
              + "' in the directory, but there is "
              + (calendars.isEmpty() ? "none" : "only " + String.join(", ", calendars.keySet()))
              + ".");
    }
    return found;
  }

  /** When this person wants notifications; null for each at once. */
  public @Nullable Preferences preferencesOf(String person) {
    return preferences.get(person);
  }

  /** Why the directory does not answer, as half a sentence; null when it does. */
  public @Nullable String failure() {
    return failure;
  }

  /** The groups that this person is in, sorted; empty for a stranger. */
  public Set<String> groupsOf(String person) {
    return groupsByPerson.getOrDefault(person, Set.of());
  }

  /** The roles that this person holds, sorted; empty for a stranger. */
  public Set<String> rolesOf(String person) {
    return rolesByPerson.getOrDefault(person, Set.of());
  }

  /** The members of a group, sorted; empty for an unknown one. */
  public Set<String> membersOf(String group) {
    return groups.getOrDefault(group, Set.of());
  }

  /** The holders of a role, sorted; empty for an unknown one. */
  public Set<String> holdersOf(String role) {
    return roles.getOrDefault(role, Set.of());
  }

  /** The members of a group, as a crowd. */
  public Crowd crowdOfGroup(String group) {
    return crowds.ofGroup(group);
  }

  /** The holders of a role, as a crowd. */
  public Crowd crowdOfRole(String role) {
    return crowds.ofRole(role);
  }

  /** One person as a crowd; a stranger is nobody. */
  public Crowd crowdOf(String person) {
    return crowdOf(List.of(person));
  }

  /** These persons as a crowd; strangers are left out. */
  public Crowd crowdOf(Collection<String> persons) {
    return crowds.of(persons);
  }

  /** The empty crowd. */
  public Crowd nobody() {
    return crowds.of(List.of());
  }

  /** Ids of those who have absences on record, past and future ones included, sorted. */
  public List<String> withAbsences() {
    return withAbsences;
  }

  /** The person behind an id: the id itself unless it is another account of somebody. */
  public String personBehind(String id) {
    return aliases.getOrDefault(id, id);
  }

  /** Who stands in a relation to a person, such as the {@code manager}; null when nobody does. */
  public @Nullable String related(String person, String relation) {
    Person known = people.get(person);
    String other = known == null ? null : known.relations().get(relation);
    return other != null && people.containsKey(personBehind(other)) ? personBehind(other) : null;
  }

  /** Whether the person may reassign other people's requests. */
  public boolean isAdmin(String person) {
    Person known = people.get(person);
    return known != null && known.admin();
  }

  /** The name that people read, or the id of a stranger. */
  public String nameOf(String person) {
    Person known = people.get(person);
    return known == null ? person : known.name();
  }
}
