package dev.gatehold.core.approval;

import dev.gatehold.core.approval.Requirement.All;
import dev.gatehold.core.approval.Requirement.Any;
import dev.gatehold.core.approval.Requirement.People;
import dev.gatehold.core.approval.Requirement.Some;
import dev.gatehold.core.approval.Requirement.Stages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules of a requirement, read as they are written and decided by trying everything: each
 * person is put on at most one leaf in every possible way. Shares nothing with the evaluator.
 */
final class BruteForce {
  /** The groups of each person who agrees. */
  private final Map<String, Set<String>> agreeing;

  BruteForce(Map<String, Set<String>> agreeing) {
    this.agreeing = agreeing;
  }

  /** Whether the persons can be put on leaves so that the requirement holds. */
  boolean holds(Requirement requirement) {
    List<People> leaves =
        requirement.leaves().filter(leaf -> leaf.notApplicable() == null).toList();
    return tryAll(requirement, leaves, new int[leaves.size()], List.copyOf(agreeing.keySet()), 0);
  }

  private boolean tryAll(
      Requirement requirement, List<People> leaves, int[] seated, List<String> persons, int next) {
    if (next == persons.size()) {
      return satisfied(requirement, leaves, seated);
    }
    String person = persons.get(next);
    for (int leaf = 0; leaf < seated.length; leaf++) {
      if (seated[leaf] < leaves.get(leaf).count() && fits(person, leaves.get(leaf))) {
        seated[leaf]++;
        boolean found = tryAll(requirement, leaves, seated, persons, next + 1);
        seated[leaf]--;
        if (found) {
          return true;
        }
      }
    }
    return tryAll(requirement, leaves, seated, persons, next + 1);
  }

  private boolean fits(String person, People leaf) {
    Set<String> groups = agreeing.getOrDefault(person, Set.of());
    return leaf.from().stream()
        .anyMatch(source ->
            switch (source) {
              case Source.User(var id) -> id.equals(person);
              case Source.Group(var name) -> groups.contains(name);
              case Source.Role _, Source.OnCall _, Source.Found _ -> false;
            });
  }

  private static boolean satisfied(Requirement part, List<People> leaves, int[] seated) {
    return switch (part) {
      case People leaf -> {
        for (int i = 0; i < seated.length; i++) {
          if (same(leaves.get(i), leaf)) {
            yield seated[i] >= leaf.count();
          }
        }
        yield false;
      }
      case All(var parts) -> every(parts, leaves, seated);
      case Stages(var parts) -> every(parts, leaves, seated);
      case Any(var parts) -> parts.stream().anyMatch(each -> satisfied(each, leaves, seated));
      case Some(var count, var parts) -> {
        List<Requirement> applying = parts.stream().filter(BruteForce::applies).toList();
        long met = applying.stream().filter(each -> satisfied(each, leaves, seated)).count();
        yield !applying.isEmpty() && met >= Math.min(count, applying.size());
      }
    };
  }

  /** Every part that applies, and there is one. */
  private static boolean every(List<Requirement> parts, List<People> leaves, int[] seated) {
    List<Requirement> applying = parts.stream().filter(BruteForce::applies).toList();
    return !applying.isEmpty()
        && applying.stream().allMatch(each -> satisfied(each, leaves, seated));
  }

  private static boolean applies(Requirement part) {
    return switch (part) {
      case People leaf -> leaf.notApplicable() == null;
      case All(var parts) -> parts.stream().anyMatch(BruteForce::applies);
      case Any(var parts) -> parts.stream().anyMatch(BruteForce::applies);
      case Some(_, var parts) -> parts.stream().anyMatch(BruteForce::applies);
      case Stages(var parts) -> parts.stream().anyMatch(BruteForce::applies);
    };
  }

  /** The leaves that are asked: a stage is asked once those before it hold together. */
  List<People> asked(Requirement part) {
    List<People> asked = new ArrayList<>();
    switch (part) {
      case People leaf -> {
        if (applies(leaf)) {
          asked.add(leaf);
        }
      }
      case All(var parts) -> parts.forEach(each -> asked.addAll(asked(each)));
      case Any(var parts) -> parts.forEach(each -> asked.addAll(asked(each)));
      case Some(_, var parts) -> parts.forEach(each -> asked.addAll(asked(each)));
      case Stages(var parts) -> {
        List<Requirement> before = new ArrayList<>();
        for (Requirement stage : parts) {
          if (before.isEmpty() || holds(new All(before))) {
            asked.addAll(asked(stage));
          }
          if (applies(stage)) {
            before.add(stage);
          }
        }
      }
    }
    return asked;
  }

  @SuppressWarnings("ReferenceEquality") // two equal leaves are two leaves
  private static boolean same(People one, People other) {
    return one == other;
  }
}
