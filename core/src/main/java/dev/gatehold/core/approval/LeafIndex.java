package dev.gatehold.core.approval;

import dev.gatehold.core.approval.Requirement.People;
import dev.gatehold.core.people.Membership;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which leaves of a request ask whom. Looked up by what a person is a part of, so that the cost
 * follows the person's few memberships and not the request's sources.
 */
final class LeafIndex {
  private final Map<Source, Long> bySource = new LinkedHashMap<>();
  private final Map<String, Long> byPerson = new HashMap<>();
  private final Map<String, Long> byGroup = new HashMap<>();
  private final Map<String, Long> byRole = new HashMap<>();
  private final Map<String, Long> byRotation = new HashMap<>();

  /**
   * The index of leaves; those that do not apply ask nobody.
   *
   * @param leaves of the request, by number
   * @param withFormer whether sources that others took the place of are looked at, too
   */
  LeafIndex(List<People> leaves, boolean withFormer) {
    for (int i = 0; i < leaves.size(); i++) {
      People leaf = leaves.get(i);
      if (leaf.notApplicable() == null) {
        add(leaf.from(), 1L << i);
        if (withFormer) {
          add(leaf.former(), 1L << i);
        }
      }
    }
  }

  private void add(List<Source> sources, long leaf) {
    for (Source source : sources) {
      add(bySource, source, leaf);
      switch (source) {
        case Source.User(var id) -> add(byPerson, id, leaf);
        case Source.Group(var name) -> add(byGroup, name, leaf);
        case Source.Role(var name) -> add(byRole, name, leaf);
        case Source.OnCall(var rotation) -> add(byRotation, rotation, leaf);
        case Source.Found(_, var person) -> {
          if (person != null) {
            add(byPerson, person, leaf);
          }
        }
      }
    }
  }

  private static <T> void add(Map<T, Long> leaves, T key, long leaf) {
    leaves.merge(key, leaf, (one, other) -> one | other);
  }

  /** The sets of leaves by the sources that they ask, in the order of the request. */
  Map<Source, Long> bySource() {
    return Collections.unmodifiableMap(bySource);
  }

  /** The set of leaves that ask a person with this membership. */
  long asking(String person, Membership membership) {
    return byPerson.getOrDefault(person, 0L)
        | any(byGroup, membership.groups())
        | any(byRole, membership.roles())
        | any(byRotation, membership.rotations());
  }

  private static long any(Map<String, Long> leaves, Set<String> names) {
    long found = 0;
    if (names.size() <= leaves.size()) {
      for (String name : names) {
        found |= leaves.getOrDefault(name, 0L);
      }
    } else {
      for (Map.Entry<String, Long> each : leaves.entrySet()) {
        found |= names.contains(each.getKey()) ? each.getValue() : 0;
      }
    }
    return found;
  }
}
