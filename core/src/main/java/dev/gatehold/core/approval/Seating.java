package dev.gatehold.core.approval;

import dev.gatehold.core.approval.Requirement.People;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Seats persons on the places of leaves so that as many places as possible are taken and nobody
 * sits twice: maximum bipartite matching by augmenting paths (Kuhn, 1955).
 *
 * <p>Those who approved are seated first, on the earliest places that they can take together. Then
 * those who could still approve fill what is left; that may move an approver to another leaf and
 * never unseats one, so that wherever a place stays empty somebody is left to take it, if that can
 * be had at all. The order of the maps decides ties: the result is the same on every machine.
 */
final class Seating {
  private static final int NOBODY = -1;

  private final List<People> places = new ArrayList<>();
  private final List<Set<String>> wanted = new ArrayList<>();
  private final List<String> persons = new ArrayList<>();
  private final List<Set<String>> sources = new ArrayList<>();
  private final int approvers;
  private final int[] personOn;
  private final int[] placeOf;
  private final int missing;
  private final NavigableMap<String, Set<String>> approvals;
  private final IdentityHashMap<People, Set<String>> seated = new IdentityHashMap<>();

  /**
   * @param plan leaves whose places are to be filled, told apart by identity: two equal leaves are
   *     two leaves
   * @param approvals the texts of the sources that each approver came by, by person
   * @param candidates the same of those who could still approve; none of them is an approver
   */
  Seating(
      List<People> plan,
      NavigableMap<String, Set<String>> approvals,
      NavigableMap<String, Set<String>> candidates) {
    for (People leaf : plan) {
      Set<String> from = leaf.from().stream().map(Source::text).collect(Collectors.toSet());
      places.addAll(Collections.nCopies(leaf.count(), leaf));
      wanted.addAll(Collections.nCopies(leaf.count(), from));
    }
    this.approvals = approvals;
    add(approvals);
    approvers = persons.size();
    add(candidates);
    personOn = filled(places.size());
    placeOf = filled(persons.size());
    fillPlaces(approvers);
    missing = emptyPlaces();
    if (missing > 0) {
      fillPlaces(persons.size());
    }
    readSeats();
  }

  private void add(NavigableMap<String, Set<String>> group) {
    persons.addAll(group.keySet());
    sources.addAll(group.values());
  }

  private static int[] filled(int size) {
    int[] array = new int[size];
    Arrays.fill(array, NOBODY);
    return array;
  }

  private void fillPlaces(int limit) {
    for (int place = 0; place < personOn.length; place++) {
      if (personOn[place] == NOBODY) {
        fill(place, limit, new boolean[limit]);
      }
    }
  }

  private boolean fill(int place, int limit, boolean[] asked) {
    for (int person = 0; person < limit; person++) {
      if (placeOf[person] == NOBODY && fits(person, place)) {
        seat(person, place);
        return true;
      }
    }
    for (int person = 0; person < limit; person++) {
      if (!asked[person] && placeOf[person] != NOBODY && fits(person, place)) {
        asked[person] = true;
        if (fill(placeOf[person], limit, asked)) {
          seat(person, place);
          return true;
        }
      }
    }
    return false;
  }

  private void seat(int person, int place) {
    personOn[place] = person;
    placeOf[person] = place;
  }

  private boolean fits(int person, int place) {
    return !Collections.disjoint(sources.get(person), wanted.get(place));
  }

  private int emptyPlaces() {
    return (int) Arrays.stream(personOn).filter(person -> person == NOBODY).count();
  }

  /** How many places the approvers leave empty. */
  int missing() {
    return missing;
  }

  /** Whether approvers and candidates together can fill every place. */
  boolean completable() {
    return emptyPlaces() == 0;
  }

  /** Whether this leaf is one of the plan's. */
  boolean has(People leaf) {
    return seated.containsKey(leaf);
  }

  /** The approvers on the places of this leaf. */
  Set<String> on(People leaf) {
    return seated.getOrDefault(leaf, Set.of());
  }

  /** The approvals of those who sit on no place, or on one of these leaves. */
  NavigableMap<String, Set<String>> freeFor(Collection<People> leaves) {
    IdentityHashMap<People, Set<String>> others = new IdentityHashMap<>(seated);
    leaves.forEach(others::remove);
    NavigableMap<String, Set<String>> free = new TreeMap<>(approvals);
    others.values().forEach(free.keySet()::removeAll);
    return free;
  }

  /** Whether the approvers fill every place of every leaf that is both here and among these. */
  boolean fills(Collection<People> leaves) {
    return leaves.stream()
        .filter(seated::containsKey)
        .allMatch(leaf -> on(leaf).size() == leaf.count());
  }

  private void readSeats() {
    places.forEach(leaf -> seated.put(leaf, new TreeSet<>()));
    for (int person = 0; person < approvers; person++) {
      if (placeOf[person] != NOBODY) {
        on(places.get(placeOf[person])).add(persons.get(person));
      }
    }
  }
}
