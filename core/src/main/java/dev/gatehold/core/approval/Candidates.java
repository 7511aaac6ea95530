package dev.gatehold.core.approval;

import dev.gatehold.core.approval.Requirement.People;
import dev.gatehold.core.people.Crowd;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Those who could still approve, by the memberships of one moment: nobody who decided, nobody who
 * is excluded, and instead of somebody whose right is with another person that other person.
 */
final class Candidates {
  /** Some of them who fit the same leaves. */
  record Group(Crowd crowd, long leaves) {}

  private final Electorate electorate;
  private final List<Group> groups;

  /**
   * Finds them.
   *
   * @param leaves of the request, by number
   * @param spent ids of persons whose own right is used up
   * @param silent ids of persons who have decided and can use no further right
   */
  Candidates(List<People> leaves, Set<String> spent, Set<String> silent, Electorate electorate) {
    this.electorate = electorate;
    LeafIndex index = new LeafIndex(leaves, false);
    Map<Source, Crowd> crowds = new LinkedHashMap<>();
    index.bySource().keySet().forEach(source -> crowds.put(source, electorate.crowdOf(source)));
    Crowd out = electorate.excluded().or(crowd(spent)).or(crowd(silent));
    Map<String, Long> borrowed = new LinkedHashMap<>();
    for (String person : electorate.thosePassingOn()) {
      List<String> chain = electorate.chainFrom(person);
      String holder = chain.getLast();
      if (!spent.contains(person) && !silent.contains(holder)) {
        borrowed.merge(holder, leavesOf(person, index), (a, b) -> a | b);
        out = out.or(crowd(Set.of(person)));
      }
    }
    borrowed.values().removeIf(each -> each == 0);
    groups = new ArrayList<>();
    Crowd left = out.or(crowd(borrowed.keySet()));
    partition(crowds, index.bySource(), left).forEach(groups::add);
    for (Map.Entry<String, Long> holder : borrowed.entrySet()) {
      Crowd one = electorate.directory().crowdOf(holder.getKey());
      long own = one.minus(out).isEmpty() ? 0 : leavesOf(holder.getKey(), index);
      groups.add(new Group(one, own | holder.getValue()));
    }
  }

  private Crowd crowd(Set<String> persons) {
    return electorate.directory().crowdOf(persons);
  }

  private long leavesOf(String person, LeafIndex index) {
    return index.asking(person, electorate.membershipOf(person));
  }

  /** Splits everybody into groups that fit the same leaves, one source after the other. */
  private List<Group> partition(
      Map<Source, Crowd> crowds, Map<Source, Long> leavesBySource, Crowd left) {
    Crowd everybody = electorate.directory().nobody().or(crowds.values());
    List<Group> split = List.of(new Group(everybody.minus(left), 0));
    for (Map.Entry<Source, Crowd> source : crowds.entrySet()) {
      List<Group> finer = new ArrayList<>();
      for (Group group : split) {
        if (!group.crowd().meets(source.getValue())) {
          finer.add(group);
          continue;
        }
        Crowd in = group.crowd().and(source.getValue());
        Crowd rest = group.crowd().minus(source.getValue());
        add(finer, in, group.leaves() | leavesBySource.getOrDefault(source.getKey(), 0L));
        add(finer, rest, group.leaves());
      }
      split = finer;
    }
    return split;
  }

  private static void add(List<Group> groups, Crowd crowd, long leaves) {
    if (!crowd.isEmpty()) {
      groups.add(new Group(crowd, leaves));
    }
  }

  /** All groups. */
  List<Group> groups() {
    return groups;
  }

  /** Everybody who fits a leaf. */
  Crowd on(int leaf) {
    List<Crowd> found = new ArrayList<>();
    for (Group group : groups) {
      if ((group.leaves() & (1L << leaf)) != 0) {
        found.add(group.crowd());
      }
    }
    return electorate.directory().nobody().or(found);
  }
}
