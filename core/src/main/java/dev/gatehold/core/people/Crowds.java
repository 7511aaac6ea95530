package dev.gatehold.core.people;

import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The crowds of one directory; those of groups and roles are made once. */
final class Crowds {
  private final List<String> everybody;
  private final Map<String, Crowd> groups = new HashMap<>();
  private final Map<String, Crowd> roles = new HashMap<>();

  /**
   * The crowds of these people.
   *
   * @param groups members' ids by group, and {@code roles} holders' ids by role; none of strangers
   */
  Crowds(
      Collection<String> people, Map<String, Set<String>> groups, Map<String, Set<String>> roles) {
    everybody = people.stream().sorted().toList();
    groups.forEach((name, ids) -> this.groups.put(name, of(ids)));
    roles.forEach((name, ids) -> this.roles.put(name, of(ids)));
  }

  /** The members of a group; nobody for an unknown one. */
  Crowd ofGroup(String group) {
    Crowd crowd = groups.get(group);
    return crowd == null ? of(List.of()) : crowd;
  }

  /** The holders of a role; nobody for an unknown one. */
  Crowd ofRole(String role) {
    Crowd crowd = roles.get(role);
    return crowd == null ? of(List.of()) : crowd;
  }

  /** These persons; strangers are left out. */
  Crowd of(Collection<String> persons) {
    BitSet bits = new BitSet(everybody.size());
    for (String person : persons) {
      int place = Collections.binarySearch(everybody, person);
      if (place >= 0) {
        bits.set(place);
      }
    }
    return new Crowd(everybody, bits);
  }
}
