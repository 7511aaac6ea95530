package dev.gatehold.core.people;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * People and groups as they are at one moment: an immutable snapshot.
 *
 * @param people by id; disabled people are not in it
 * @param groups members' ids by group; only ids of {@code people} count
 */
public record Directory(Map<String, Person> people, Map<String, Set<String>> groups) {
  public static final Directory EMPTY = new Directory(Map.of(), Map.of());

  /** A person: the id in every record, and the name that people read. */
  public record Person(String id, String name) {}

  public Directory {
    people = Collections.unmodifiableMap(new LinkedHashMap<>(people));
    Map<String, Set<String>> known = new TreeMap<>();
    for (Map.Entry<String, Set<String>> group : groups.entrySet()) {
      Set<String> members = new TreeSet<>(group.getValue());
      members.retainAll(people.keySet());
      known.put(group.getKey(), Collections.unmodifiableSet(members));
    }
    groups = Collections.unmodifiableMap(known);
  }

  /** The groups that this person is in, sorted; empty for a stranger. */
  public Set<String> groupsOf(String person) {
    Set<String> found = new TreeSet<>();
    groups.forEach((group, members) -> {
      if (members.contains(person)) {
        found.add(group);
      }
    });
    return Collections.unmodifiableSet(found);
  }

  /** The members of a group, sorted; empty for an unknown one. */
  public Set<String> membersOf(String group) {
    return groups.getOrDefault(group, Set.of());
  }

  /** The name that people read, or the id of a stranger. */
  public String nameOf(String person) {
    Person known = people.get(person);
    return known == null ? person : known.name();
  }
}
