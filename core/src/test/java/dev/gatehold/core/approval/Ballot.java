package dev.gatehold.core.approval;

import dev.gatehold.core.approval.Requirement.All;
import dev.gatehold.core.approval.Requirement.Any;
import dev.gatehold.core.approval.Requirement.People;
import dev.gatehold.core.approval.Requirement.Some;
import dev.gatehold.core.approval.Requirement.Stages;
import dev.gatehold.core.cast.Cast;
import dev.gatehold.core.people.Directory;
import dev.gatehold.core.people.Directory.Person;
import dev.gatehold.core.people.Membership;
import dev.gatehold.core.value.Digest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A requirement, the people who could agree to it, and who did.
 *
 * @param groups of each person, by id
 * @param approvers in the order in which they approved
 */
record Ballot(
    Requirement requirement,
    Map<String, Set<String>> groups,
    Set<String> excluded,
    List<String> approvers) {
  private static final List<String> PERSONS = List.of("ann", "ben", "cat", "dov", "eli", "fay");
  private static final List<String> GROUPS = List.of("g1", "g2", "g3", "g4");
  private static final int MOST_LEAVES = 6;

  static Ballot random(RandomGenerator random) {
    Map<String, Set<String>> groups = new TreeMap<>();
    for (String person : PERSONS.subList(0, random.nextInt(PERSONS.size() + 1))) {
      groups.put(person, some(GROUPS, random, 0.4));
    }
    Set<String> excluded = some(List.copyOf(groups.keySet()), random, 0.1);
    List<String> approvers =
        groups.keySet().stream()
            .filter(person -> !excluded.contains(person) && random.nextInt(2) == 0)
            .toList();
    Requirement requirement = tree(random, 4);
    while (requirement.leaves().count() > MOST_LEAVES) {
      requirement = tree(random, 4);
    }
    return new Ballot(requirement, groups, excluded, approvers);
  }

  private static Set<String> some(List<String> all, RandomGenerator random, double share) {
    return all.stream()
        .filter(_ -> random.nextDouble() < share)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Requirement tree(RandomGenerator random, int depth) {
    int kind = depth == 1 ? 0 : random.nextInt(7);
    if (kind < 3) {
      return leaf(random);
    }
    List<Requirement> parts =
        Stream.generate(() -> tree(random, depth - 1)).limit(random.nextInt(4)).toList();
    return switch (kind) {
      case 3 -> new All(parts);
      case 4 -> new Any(parts);
      case 5 -> parts.isEmpty() ? new Any(parts) : some(random, parts);
      default -> new Stages(parts);
    };
  }

  private static Requirement some(RandomGenerator random, List<Requirement> parts) {
    return new Some(1 + random.nextInt(parts.size()), parts);
  }

  private static People leaf(RandomGenerator random) {
    List<Source> from = new ArrayList<>();
    from.add(source(random));
    if (random.nextInt(4) == 0) {
      from.add(source(random));
    }
    return new People(
        null,
        from.stream().distinct().toList(),
        List.of(),
        1 + random.nextInt(random.nextInt(3) + 1),
        null,
        random.nextInt(8) == 0 ? "'never' is false" : null,
        null);
  }

  private static Source source(RandomGenerator random) {
    return random.nextInt(5) == 0
        ? new Source.User(PERSONS.get(random.nextInt(PERSONS.size())))
        : new Source.Group(GROUPS.get(random.nextInt(GROUPS.size())));
  }

  Ballot with(List<String> others) {
    return new Ballot(requirement, groups, excluded, others);
  }

  Evaluator evaluator() {
    List<Decision> decisions =
        approvers.stream()
            .map(person ->
                new Decision(
                    person,
                    null,
                    membership(person),
                    List.of(),
                    "approve",
                    Verdict.APPROVE,
                    null,
                    Map.of(),
                    Digest.of("shown"),
                    Cast.START,
                    null))
            .toList();
    return new Evaluator(
        request(), decisions, new Electorate(directory(), Cast.START, excluded, List.of()));
  }

  private Membership membership(String person) {
    return new Membership(groups.getOrDefault(person, Set.of()), Set.of(), Set.of());
  }

  private Request request() {
    Map<String, Exclusion> exclusions =
        excluded.stream()
            .collect(
                Collectors.toMap(
                    person -> person,
                    person ->
                        new Exclusion(
                            "requested this",
                            Eligibility.sourcesAdmitting(
                                requirement.leaves(), person, membership(person)))));
    return new Request(
        1,
        "Release it",
        null,
        requirement,
        List.of(),
        exclusions,
        Map.of(),
        List.of(),
        List.of(),
        Rejects.ANY,
        List.of(),
        new Subject(Map.of(), Digest.of("shown")),
        Cast.START,
        Ladder.NONE,
        null);
  }

  private Directory directory() {
    Map<String, Person> people = new LinkedHashMap<>();
    groups.keySet().forEach(person -> people.put(person, new Person(person, person)));
    Map<String, Set<String>> members = new TreeMap<>();
    groups.forEach((person, in) ->
        in.forEach(group -> members.computeIfAbsent(group, _ -> new TreeSet<>()).add(person)));
    return new Directory(people, members);
  }

  /** What holds by the approvals given. */
  BruteForce asItStands() {
    return among(approvers::contains);
  }

  /** What would hold if everyone approved who may. */
  BruteForce ifAllAgreed() {
    return among(person -> !excluded.contains(person));
  }

  private BruteForce among(Predicate<String> agreeing) {
    Map<String, Set<String>> chosen = new TreeMap<>(groups);
    chosen.keySet().removeIf(agreeing.negate());
    return new BruteForce(chosen);
  }

  /** The smallest ballots that differ from this one by one thing less. */
  Stream<Ballot> smaller() {
    Stream<Ballot> fewerPersons =
        groups.keySet().stream()
            .map(person -> {
              Map<String, Set<String>> rest = new TreeMap<>(groups);
              rest.remove(person);
              return new Ballot(
                  requirement, rest, without(excluded, person), without(approvers, person));
            });
    Stream<Ballot> fewerApprovals =
        approvers.stream().map(person -> with(without(approvers, person)));
    Stream<Ballot> simplerTrees =
        simpler(requirement).map(tree -> new Ballot(tree, groups, excluded, approvers));
    return Stream.of(fewerPersons, fewerApprovals, simplerTrees).flatMap(each -> each);
  }

  private static Stream<Requirement> simpler(Requirement part) {
    return switch (part) {
      case People leaf ->
          leaf.count() == 1
              ? Stream.empty()
              : Stream.of(
                  new People(
                      leaf.label(),
                      leaf.from(),
                      List.of(),
                      leaf.count() - 1,
                      null,
                      leaf.notApplicable(),
                      null));
      case All(var parts) -> Stream.concat(parts.stream(), shorter(parts).map(All::new));
      case Any(var parts) -> Stream.concat(parts.stream(), shorter(parts).map(Any::new));
      case Some(var count, var parts) ->
          Stream.concat(
              parts.stream(),
              shorter(parts)
                  .filter(rest -> rest.size() >= count)
                  .map(rest -> new Some(count, rest)));
      case Stages(var parts) -> Stream.concat(parts.stream(), shorter(parts).map(Stages::new));
    };
  }

  private static Stream<List<Requirement>> shorter(List<Requirement> parts) {
    List<List<Requirement>> shorter = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      List<Requirement> rest = new ArrayList<>(parts);
      Requirement part = rest.remove(i);
      shorter.add(rest);
      int index = i;
      simpler(part)
          .forEach(simple -> {
            List<Requirement> changed = new ArrayList<>(rest);
            changed.add(index, simple);
            shorter.add(changed);
          });
    }
    return shorter.stream();
  }

  private static List<String> without(List<String> persons, String person) {
    return persons.stream().filter(each -> !each.equals(person)).toList();
  }

  private static Set<String> without(Set<String> persons, String person) {
    return persons.stream()
        .filter(each -> !each.equals(person))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Written so that it can be read, and typed into a test. */
  @Override
  public String toString() {
    return "requirement "
        + text(requirement)
        + ", groups "
        + groups
        + ", excluded "
        + excluded
        + ", approved by "
        + approvers;
  }

  private static String text(Requirement part) {
    return switch (part) {
      case People leaf ->
          leaf.count() + " of " + leaf.name() + (leaf.notApplicable() == null ? "" : " (n/a)");
      case All(var parts) -> "all" + texts(parts);
      case Any(var parts) -> "any" + texts(parts);
      case Some(var count, var parts) -> count + " of" + texts(parts);
      case Stages(var parts) -> "stages" + texts(parts);
    };
  }

  private static List<String> texts(List<Requirement> parts) {
    return parts.stream().map(Ballot::text).toList();
  }
}
