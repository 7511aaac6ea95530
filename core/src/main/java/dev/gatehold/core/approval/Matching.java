package dev.gatehold.core.approval;

import dev.gatehold.core.approval.Requirement.People;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Seats persons on the places of leaves so that as many places as possible are taken and nobody
 * sits twice: maximum bipartite matching by augmenting paths (Kuhn, 1955). Persons are tried in the
 * order of the map, so that the result is the same on every machine.
 */
final class Matching {
  private final List<People> places = new ArrayList<>();
  private final List<String> persons;
  private final List<Set<String>> sources;
  private final int[] seatedOn;

  /**
   * @param plan leaves whose places are to be filled
   * @param willing the texts of the sources that each person came by, by person
   */
  Matching(List<People> plan, SortedMap<String, Set<String>> willing) {
    for (People leaf : plan) {
      for (int i = 0; i < leaf.count(); i++) {
        places.add(leaf);
      }
    }
    persons = List.copyOf(willing.keySet());
    sources = List.copyOf(willing.values());
    seatedOn = new int[places.size()];
    Arrays.fill(seatedOn, -1);
    for (int person = 0; person < persons.size(); person++) {
      seat(person, new boolean[places.size()]);
    }
  }

  private boolean seat(int person, boolean[] asked) {
    for (int place = 0; place < seatedOn.length; place++) {
      if (!asked[place] && fits(person, places.get(place))) {
        asked[place] = true;
        if (seatedOn[place] < 0 || seat(seatedOn[place], asked)) {
          seatedOn[place] = person;
          return true;
        }
      }
    }
    return false;
  }

  private boolean fits(int person, People leaf) {
    for (Source source : leaf.from()) {
      if (sources.get(person).contains(source.text())) {
        return true;
      }
    }
    return false;
  }

  /** How many places stay empty. */
  int missing() {
    int empty = 0;
    for (int person : seatedOn) {
      empty += person < 0 ? 1 : 0;
    }
    return empty;
  }

  boolean complete() {
    return missing() == 0;
  }

  /**
   * Who sits on the places of each leaf, told apart by identity: two equal leaves are two leaves.
   */
  IdentityHashMap<People, Set<String>> seated() {
    IdentityHashMap<People, Set<String>> seated = new IdentityHashMap<>();
    for (int place = 0; place < seatedOn.length; place++) {
      Set<String> onLeaf = seated.computeIfAbsent(places.get(place), _ -> new TreeSet<>());
      if (seatedOn[place] >= 0) {
        onLeaf.add(persons.get(seatedOn[place]));
      }
    }
    return seated;
  }
}
