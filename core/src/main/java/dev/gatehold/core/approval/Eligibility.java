package dev.gatehold.core.approval;

import dev.gatehold.core.people.Crowd;
import dev.gatehold.core.people.Membership;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Who may decide a request, by the memberships of one moment. */
public final class Eligibility {
  private Eligibility() {}

  /** The texts of the sources of these leaves that admit this person; empty for a stranger. */
  public static Set<String> sourcesAdmitting(
      Stream<Requirement.People> leaves, String person, Membership membership) {
    Set<String> admitting = new TreeSet<>();
    sources(leaves)
        .filter(source -> source.admits(person, membership))
        .forEach(source -> admitting.add(source.text()));
    return admitting;
  }

  /** Whether one of these leaves admits this person, or somebody whose right the person has. */
  public static boolean admits(
      List<Requirement.People> leaves,
      String person,
      Membership membership,
      List<StandIn> standIns) {
    return !sourcesAdmitting(leaves.stream(), person, membership).isEmpty()
        || standIns.stream()
            .anyMatch(each ->
                !sourcesAdmitting(leaves.stream(), each.person(), each.membership()).isEmpty());
  }

  /** Who comes by each source of these leaves, excluded persons left out; by the source's text. */
  public static Map<String, Roster> rosters(
      Stream<Requirement.People> leaves, Electorate electorate) {
    Map<String, Roster> rosters = new TreeMap<>();
    sources(leaves)
        .forEach(source ->
            rosters.computeIfAbsent(
                source.text(),
                _ -> Roster.of(electorate.crowdOf(source).minus(electorate.excluded()))));
    return rosters;
  }

  /** How many people come by these sources, each counted once, excluded ones left out. */
  public static int count(List<Source> sources, Electorate electorate) {
    Crowd all = electorate.directory().nobody();
    for (Source source : sources) {
      all = all.or(electorate.crowdOf(source));
    }
    return all.minus(electorate.excluded()).size();
  }

  private static Stream<Source> sources(Stream<Requirement.People> leaves) {
    return leaves
        .filter(leaf -> leaf.notApplicable() == null)
        .flatMap(leaf -> leaf.from().stream());
  }
}
