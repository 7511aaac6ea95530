package dev.gatehold.core.approval;

import dev.gatehold.core.approval.Evaluation.Ignored;
import dev.gatehold.core.approval.Evaluation.Status;
import dev.gatehold.core.approval.Requirement.All;
import dev.gatehold.core.approval.Requirement.Any;
import dev.gatehold.core.approval.Requirement.People;
import dev.gatehold.core.approval.Requirement.Stages;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes the tree that says why. One seating, the one closest to success, says who counts where; an
 * alternative that it does not use is shown with those approvers whom it leaves free, so that
 * nobody is shown to count twice whichever alternatives a reader follows.
 */
final class Explainer {
  private final Evaluator evaluator;
  private final Request request;

  Explainer(Evaluator evaluator, Request request) {
    this.evaluator = evaluator;
    this.request = request;
  }

  Evaluation explain() {
    Requirement root = request.requirement();
    return describe(root, best(root, evaluator.approvals()), false);
  }

  /** The seating of a part that can still be completed and lacks least; ties go to the first. */
  private Seating best(Requirement part, NavigableMap<String, Set<String>> approvals) {
    List<List<People>> plans = Plans.of(part);
    return plans.stream()
        .map(plan -> new Seating(plan, approvals, Collections.emptyNavigableMap()))
        .filter(seating -> seating.missing() == 0)
        .findFirst()
        .orElseGet(() -> closest(plans, approvals));
  }

  private Seating closest(List<List<People>> plans, NavigableMap<String, Set<String>> approvals) {
    return plans.stream()
        .map(plan -> new Seating(plan, approvals, evaluator.candidates()))
        .min(
            Comparator.comparingInt((Seating seating) -> seating.completable() ? 0 : 1)
                .thenComparingInt(Seating::missing))
        .orElseGet(() -> new Seating(List.of(), approvals, Collections.emptyNavigableMap()));
  }

  private Evaluation describe(Requirement part, Seating seating, boolean early) {
    return switch (part) {
      case People leaf -> describeLeaf(leaf, seating, early);
      case All(var parts) -> {
        List<Evaluation> described =
            parts.stream().map(each -> describe(each, seating, early)).toList();
        yield block(part, Sentences.ALL, described, seating, early, anyImpossible(described));
      }
      case Any(var parts) -> {
        List<Evaluation> described =
            parts.stream()
                .map(each -> describe(each, seatingOfAlternative(part, each, seating), early))
                .toList();
        yield block(part, Sentences.ANY, described, seating, early, noneLeft(described));
      }
      case Stages(var parts) -> {
        List<Evaluation> described = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
          described.add(describe(parts.get(i), seating, early || !evaluator.opens(parts, i)));
        }
        yield block(part, Sentences.STAGES, described, seating, early, anyImpossible(described));
      }
    };
  }

  private Seating seatingOfAlternative(Requirement any, Requirement part, Seating seating) {
    return part.leaves().anyMatch(seating::has)
        ? seating
        : best(part, seating.freeFor(any.leaves().toList()));
  }

  private static boolean anyImpossible(List<Evaluation> parts) {
    return parts.stream().anyMatch(each -> each.status() == Status.IMPOSSIBLE);
  }

  private static boolean noneLeft(List<Evaluation> parts) {
    return parts.stream()
        .map(Evaluation::status)
        .allMatch(each -> each == Status.IMPOSSIBLE || each == Status.NOT_APPLICABLE);
  }

  private Evaluation block(
      Requirement part,
      Sentences.Block words,
      List<Evaluation> described,
      Seating seating,
      boolean early,
      boolean impossible) {
    Status status;
    if (!part.applies()) {
      status = Status.NOT_APPLICABLE;
    } else if (seating.fills(part.leaves().toList())) {
      status = Status.MET;
    } else if (impossible || !evaluator.possible(part)) {
      status = Status.IMPOSSIBLE;
    } else {
      status = early ? Status.NOT_OPEN_YET : Status.OPEN;
    }
    return new Evaluation(
        status,
        words.rule(),
        Sentences.ofBlock(words, status),
        List.of(),
        List.of(),
        List.of(),
        described);
  }

  private Evaluation describeLeaf(People leaf, Seating seating, boolean early) {
    Set<String> counted = seating.on(leaf);
    boolean full = counted.size() == leaf.count();
    Set<String> candidates = full || leaf.notApplicable() != null ? Set.of() : candidatesFor(leaf);
    Status status = statusOf(leaf, counted.size(), candidates.size(), early);
    return new Evaluation(
        status,
        leaf.name(),
        Sentences.ofLeaf(leaf, status, counted, candidates),
        List.copyOf(counted),
        status == Status.OPEN ? List.copyOf(candidates) : List.of(),
        status == Status.NOT_APPLICABLE ? List.of() : ignoredFor(leaf, counted),
        List.of());
  }

  private static Status statusOf(People leaf, int counted, int candidates, boolean early) {
    if (leaf.notApplicable() != null) {
      return Status.NOT_APPLICABLE;
    }
    if (counted == leaf.count()) {
      return Status.MET;
    }
    if (counted + candidates < leaf.count()) {
      return Status.IMPOSSIBLE;
    }
    return early ? Status.NOT_OPEN_YET : Status.OPEN;
  }

  private Set<String> candidatesFor(People leaf) {
    Set<String> found = new TreeSet<>();
    evaluator
        .candidates()
        .forEach((person, sources) -> {
          if (comesBy(leaf, sources)) {
            found.add(person);
          }
        });
    return found;
  }

  private static boolean comesBy(People leaf, Set<String> sources) {
    return leaf.from().stream().anyMatch(source -> sources.contains(source.text()));
  }

  private List<Ignored> ignoredFor(People leaf, Set<String> counted) {
    List<Ignored> ignored = new ArrayList<>();
    String why =
        counted.size() == leaf.count()
            ? "is not needed here: enough others count"
            : "counts for another part";
    evaluator
        .approvals()
        .forEach((person, sources) -> {
          if (comesBy(leaf, sources) && !counted.contains(person)) {
            ignored.add(new Ignored(person, why));
          }
        });
    request
        .excluded()
        .forEach((person, exclusion) -> {
          if (comesBy(leaf, exclusion.sources())) {
            ignored.add(new Ignored(person, exclusion.why()));
          }
        });
    return ignored;
  }
}
