package dev.gatehold.core.approval;

import dev.gatehold.core.approval.Evaluation.Ignored;
import dev.gatehold.core.approval.Evaluation.Status;
import dev.gatehold.core.approval.Requirement.All;
import dev.gatehold.core.approval.Requirement.Any;
import dev.gatehold.core.approval.Requirement.People;
import dev.gatehold.core.approval.Requirement.Stages;
import dev.gatehold.core.people.Directory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Evaluates one request: who counts for what, what is still needed, and whether it can be had.
 * Exact: a person counts once in the whole tree, and a possible seating is never missed.
 */
public final class Evaluator {
  private final Request request;
  private final SortedMap<String, Set<String>> approvals = new TreeMap<>();
  private final SortedMap<String, Set<String>> willing = new TreeMap<>();

  /**
   * Prepares an evaluation.
   *
   * @param decisions the decision that stands of each person
   * @param directory who could still decide, by the memberships of this moment
   */
  public Evaluator(Request request, List<Decision> decisions, Directory directory) {
    this.request = request;
    willing.putAll(Eligibility.able(request.requirement(), request.excluded().keySet(), directory));
    for (Decision decision : decisions) {
      if (decision.verdict() == Verdict.APPROVE) {
        approvals.put(
            decision.person(),
            Eligibility.sourcesAdmitting(
                request.requirement(), decision.person(), decision.groups()));
      }
      willing.remove(decision.person());
    }
    willing.putAll(approvals);
  }

  /** The evaluation of the whole requirement. */
  public Evaluation evaluate() {
    Requirement root = request.requirement();
    return describe(root, seatingOf(root).seated(), false);
  }

  /** Whether the approvals given meet the whole requirement. */
  public boolean met() {
    return met(request.requirement());
  }

  /** The leaves whose stage has come, those that do not apply left out. */
  public List<People> openLeaves() {
    List<People> open = new ArrayList<>();
    collectOpen(request.requirement(), open);
    return List.copyOf(open);
  }

  private void collectOpen(Requirement part, List<People> open) {
    switch (part) {
      case People leaf -> {
        if (leaf.notApplicable() == null) {
          open.add(leaf);
        }
      }
      case All(var parts) -> parts.forEach(each -> collectOpen(each, open));
      case Any(var parts) -> parts.forEach(each -> collectOpen(each, open));
      case Stages(var parts) -> {
        for (int i = 0; i < parts.size(); i++) {
          collectOpen(parts.get(i), open);
          Requirement soFar = new Stages(parts.subList(0, i + 1));
          if (soFar.applies() && !met(soFar)) {
            return;
          }
        }
      }
    }
  }

  private boolean met(Requirement part) {
    return Plans.of(part).stream().anyMatch(plan -> new Matching(plan, approvals).complete());
  }

  private boolean possible(Requirement part) {
    return Plans.of(part).stream().anyMatch(plan -> new Matching(plan, willing).complete());
  }

  private Matching seatingOf(Requirement part) {
    return Plans.of(part).stream()
        .map(plan -> new Matching(plan, approvals))
        .min(Comparator.comparingInt(Matching::missing))
        .orElseGet(() -> new Matching(List.of(), approvals));
  }

  private Evaluation describe(
      Requirement part, IdentityHashMap<People, Set<String>> seated, boolean early) {
    return switch (part) {
      case People leaf -> describeLeaf(leaf, seated.getOrDefault(leaf, Set.of()), early);
      case All all -> describeBlock(all, "all", "every part is needed", all.parts(), seated, early);
      case Any any -> describeBlock(any, "any", "one part is enough", any.parts(), seated, early);
      case Stages stages ->
          describeBlock(
              stages, "stages", "the parts follow each other", stages.parts(), seated, early);
    };
  }

  private Evaluation describeBlock(
      Requirement block,
      String rule,
      String meaning,
      List<Requirement> parts,
      IdentityHashMap<People, Set<String>> seated,
      boolean early) {
    List<Evaluation> described = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      boolean later = block instanceof Stages && i > 0 && !stagesMet(parts.subList(0, i));
      described.add(describe(parts.get(i), seated, early || later));
    }
    Status status = statusOf(block, early);
    String sentence =
        switch (status) {
          case MET -> "met: " + meaning;
          case OPEN -> "open: " + meaning;
          case NOT_OPEN_YET -> "opens when the earlier stage is met";
          case NOT_APPLICABLE -> "does not apply: no part of it applies";
          case IMPOSSIBLE -> "cannot be met: " + meaning + ", and too few people are left";
        };
    return new Evaluation(status, rule, sentence, List.of(), List.of(), List.of(), described);
  }

  private boolean stagesMet(List<Requirement> stages) {
    Requirement soFar = new Stages(stages);
    return !soFar.applies() || met(soFar);
  }

  private Evaluation describeLeaf(People leaf, Set<String> counted, boolean early) {
    Status status = statusOf(leaf, early);
    Set<String> candidates = candidatesFor(leaf);
    String progress =
        "approved by "
            + counted.size()
            + " of "
            + leaf.count()
            + (counted.isEmpty() ? "" : names(counted));
    String sentence =
        switch (status) {
          case MET -> progress;
          case OPEN -> progress + "; can still be given by " + String.join(", ", candidates);
          case NOT_OPEN_YET -> "opens when the earlier stage is met";
          case NOT_APPLICABLE -> "does not apply: " + leaf.notApplicable();
          case IMPOSSIBLE -> progress + "; cannot be met: " + shortage(leaf, counted, candidates);
        };
    return new Evaluation(
        status,
        leaf.name(),
        sentence,
        List.copyOf(counted),
        status == Status.OPEN ? List.copyOf(candidates) : List.of(),
        ignoredFor(leaf, counted),
        List.of());
  }

  private static String names(Set<String> persons) {
    return " (" + String.join(", ", persons) + ")";
  }

  private static String shortage(People leaf, Set<String> counted, Set<String> candidates) {
    int needed = leaf.count() - counted.size();
    String who = candidates.isEmpty() ? "nobody else" : "only " + String.join(", ", candidates);
    return needed + " more needed, and " + who + " may decide";
  }

  private Status statusOf(Requirement part, boolean early) {
    if (!part.applies()) {
      return Status.NOT_APPLICABLE;
    }
    if (met(part)) {
      return Status.MET;
    }
    if (!possible(part)) {
      return Status.IMPOSSIBLE;
    }
    return early ? Status.NOT_OPEN_YET : Status.OPEN;
  }

  private Set<String> candidatesFor(People leaf) {
    Set<String> candidates = new TreeSet<>();
    willing.forEach((person, sources) -> {
      if (!approvals.containsKey(person) && comesBy(leaf, sources)) {
        candidates.add(person);
      }
    });
    return candidates;
  }

  private static boolean comesBy(People leaf, Set<String> sources) {
    return leaf.from().stream().anyMatch(source -> sources.contains(source.text()));
  }

  private List<Ignored> ignoredFor(People leaf, Set<String> counted) {
    List<Ignored> ignored = new ArrayList<>();
    approvals.forEach((person, sources) -> {
      if (comesBy(leaf, sources) && !counted.contains(person)) {
        ignored.add(new Ignored(person, "the place is taken, or another part counts this person"));
      }
    });
    Set<String> wanted = leaf.from().stream().map(Source::text).collect(Collectors.toSet());
    request
        .excluded()
        .forEach((person, exclusion) -> {
          if (exclusion.sources().stream().anyMatch(wanted::contains)) {
            ignored.add(new Ignored(person, exclusion.why()));
          }
        });
    return ignored;
  }
}
