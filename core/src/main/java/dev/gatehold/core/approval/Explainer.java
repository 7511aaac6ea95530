package dev.gatehold.core.approval;

import dev.gatehold.core.approval.Evaluation.Ignored;
import dev.gatehold.core.approval.Evaluation.Status;
import dev.gatehold.core.approval.Requirement.All;
import dev.gatehold.core.approval.Requirement.Any;
import dev.gatehold.core.approval.Requirement.People;
import dev.gatehold.core.approval.Requirement.Some;
import dev.gatehold.core.approval.Requirement.Stages;
import dev.gatehold.core.people.Crowd;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes the tree that says why. For each demand one seating, the one closest to success, says who
 * counts where; an alternative that it does not use is shown with those approvers whom it leaves
 * free, so that nobody is shown to count twice whichever alternatives a reader follows.
 */
final class Explainer {
  private final Evaluator evaluator;
  private final Request request;

  /** Approvers who are shown in alternatives that the seating does not use. */
  private final Set<String> shown = new TreeSet<>();

  Explainer(Evaluator evaluator, Request request) {
    this.evaluator = evaluator;
    this.request = request;
  }

  Evaluation explain() {
    Evaluation own = explain(request.requirement(), 0);
    if (request.floors().isEmpty()) {
      return own;
    }
    List<Evaluation> demands = new ArrayList<>(List.of(own));
    int first = Evaluator.size(request.requirement());
    for (FloorDemand floor : request.floors()) {
      demands.add(floor(floor, explain(floor.requirement(), first)));
      first += Evaluator.size(floor.requirement());
    }
    Status status = Status.MET;
    for (Evaluation demand : demands) {
      if (demand.status() == Status.IMPOSSIBLE) {
        status = Status.IMPOSSIBLE;
      } else if (demand.status() != Status.MET && status != Status.IMPOSSIBLE) {
        status = Status.OPEN;
      }
    }
    return node(status, Sentences.ALL, demands);
  }

  private static Evaluation floor(FloorDemand floor, Evaluation demand) {
    return new Evaluation(
        demand.status(),
        Sentences.FLOOR + floor.name(),
        floor.title(),
        List.of(),
        List.of(),
        0,
        List.of(),
        List.of(demand));
  }

  private Evaluation explain(Requirement demand, int first) {
    shown.clear();
    return describe(demand, first, best(demand, first, evaluator.voters()), false);
  }

  /** The seating of a part that can still be completed and lacks least; ties go to the first. */
  private Seating best(Requirement part, int first, Voters voters) {
    Seating closest = new Seating(0, evaluator.counts(), voters, true);
    boolean found = false;
    for (long plan : Plans.of(part, first)) {
      Seating seating = new Seating(plan, evaluator.counts(), voters, true);
      if (seating.missing() == 0) {
        return seating;
      }
      if (!found || rank(seating) < rank(closest)) {
        closest = seating;
        found = true;
      }
    }
    return closest;
  }

  private static int rank(Seating seating) {
    return (seating.completable() ? 0 : 1_000_000) + seating.missing();
  }

  private Evaluation describe(Requirement part, int first, Seating seating, boolean early) {
    return switch (part) {
      case People leaf -> describeLeaf(leaf, first, seating, early);
      case All(var parts) ->
          block(part, first, Sentences.ALL, eachOf(parts, first, seating, early), seating, early);
      case Any(var parts) ->
          block(
              part,
              first,
              Sentences.ANY,
              eachAlternative(part, parts, first, seating, early),
              seating,
              early);
      case Some(var count, var parts) ->
          block(
              part,
              first,
              Sentences.some(count, parts),
              eachOfSome(parts, first, seating, early),
              seating,
              early);
      case Stages(var parts) -> {
        List<Evaluation> described = new ArrayList<>();
        int number = first;
        for (int i = 0; i < parts.size(); i++) {
          boolean closed = early || !evaluator.opens(parts, i, first);
          described.add(describe(parts.get(i), number, seating, closed));
          number += Evaluator.size(parts.get(i));
        }
        yield block(part, first, Sentences.STAGES, described, seating, early);
      }
    };
  }

  private List<Evaluation> eachOf(
      List<Requirement> parts, int first, Seating seating, boolean early) {
    List<Evaluation> described = new ArrayList<>();
    int number = first;
    for (Requirement part : parts) {
      described.add(describe(part, number, seating, early));
      number += Evaluator.size(part);
    }
    return described;
  }

  /** The alternatives of a block of which one is enough: a reader follows one of them. */
  private List<Evaluation> eachAlternative(
      Requirement block, List<Requirement> parts, int first, Seating seating, boolean early) {
    Voters free = seating.freeFor(Evaluator.set(block, first)).without(shown);
    List<Evaluation> described = new ArrayList<>();
    Set<String> shownHere = new TreeSet<>();
    int number = first;
    for (Requirement part : parts) {
      boolean used = seating.hasAnyOf(Evaluator.set(part, number));
      Seating own = used ? seating : best(part, number, free);
      described.add(describe(part, number, own, early));
      if (!used) {
        addCounted(described.getLast(), shownHere);
      }
      number += Evaluator.size(part);
    }
    shown.addAll(shownHere);
    return described;
  }

  /** The parts of a block of which several are needed: a reader may follow any of them together. */
  private List<Evaluation> eachOfSome(
      List<Requirement> parts, int first, Seating seating, boolean early) {
    Voters free = seating.freeFor(0);
    List<Evaluation> described = new ArrayList<>();
    int number = first;
    for (Requirement part : parts) {
      boolean used = seating.hasAnyOf(Evaluator.set(part, number));
      Seating own = used ? seating : best(part, number, free.without(shown));
      described.add(describe(part, number, own, early));
      if (!used) {
        addCounted(described.getLast(), shown);
      }
      number += Evaluator.size(part);
    }
    return described;
  }

  private static void addCounted(Evaluation part, Set<String> persons) {
    persons.addAll(part.counted());
    part.parts().forEach(each -> addCounted(each, persons));
  }

  private Evaluation block(
      Requirement part,
      int first,
      Sentences.Block words,
      List<Evaluation> described,
      Seating seating,
      boolean early) {
    Status status;
    if (!part.applies()) {
      status = Status.NOT_APPLICABLE;
    } else if (seating.fills(Evaluator.set(part, first), evaluator.counts())) {
      status = Status.MET;
    } else if (tooManyImpossible(part, described) || !possible(part, first, seating)) {
      status = Status.IMPOSSIBLE;
    } else {
      status = early ? Status.NOT_OPEN_YET : Status.OPEN;
    }
    return node(status, words, described);
  }

  /** A seating that can be completed completes each of its parts, too. */
  private boolean possible(Requirement part, int first, Seating seating) {
    return (seating.completable() && seating.hasAnyOf(Evaluator.set(part, first)))
        || evaluator.possible(part, first);
  }

  private static boolean tooManyImpossible(Requirement part, List<Evaluation> described) {
    long applying =
        described.stream().filter(each -> each.status() != Status.NOT_APPLICABLE).count();
    long impossible = described.stream().filter(each -> each.status() == Status.IMPOSSIBLE).count();
    return switch (part) {
      case People _ -> false;
      case All _, Stages _ -> impossible > 0;
      case Any _ -> impossible == applying;
      case Some(var count, _) -> applying - impossible < Math.min(count, applying);
    };
  }

  private static Evaluation node(Status status, Sentences.Block words, List<Evaluation> described) {
    return new Evaluation(
        status,
        words.rule(),
        Sentences.ofBlock(words, status),
        List.of(),
        List.of(),
        0,
        List.of(),
        described);
  }

  private Evaluation describeLeaf(People leaf, int number, Seating seating, boolean early) {
    Set<String> counted = seating.on(number);
    boolean full = counted.size() == leaf.count();
    Crowd candidates = evaluator.candidatesFor(number);
    int left = full ? 0 : candidates.size();
    boolean hopeless = evaluator.unknown() == null && counted.size() + left < leaf.count();
    Status status = statusOf(leaf, full, hopeless, early);
    List<String> named = status == Status.OPEN ? candidates.first(Evaluation.LISTED) : List.of();
    return new Evaluation(
        status,
        leaf.name(),
        Sentences.ofLeaf(leaf, status, counted, candidates, evaluator.unknown()),
        List.copyOf(counted),
        named,
        status == Status.OPEN ? left - named.size() : 0,
        status == Status.NOT_APPLICABLE ? List.of() : ignoredFor(leaf, number, counted),
        List.of());
  }

  private static Status statusOf(People leaf, boolean full, boolean hopeless, boolean early) {
    if (leaf.notApplicable() != null) {
      return Status.NOT_APPLICABLE;
    }
    if (full) {
      return Status.MET;
    }
    if (hopeless) {
      return Status.IMPOSSIBLE;
    }
    return early ? Status.NOT_OPEN_YET : Status.OPEN;
  }

  private List<Ignored> ignoredFor(People leaf, int number, Set<String> counted) {
    List<Ignored> ignored = new ArrayList<>();
    String why =
        counted.size() == leaf.count()
            ? "is not needed here: enough others count"
            : "counts for another part";
    evaluator
        .approvals()
        .forEach((person, leaves) -> {
          if ((leaves & (1L << number)) != 0 && !counted.contains(person)) {
            ignored.add(new Ignored(person, why));
          }
        });
    ignored.addAll(new Unheard(evaluator, leaf).persons());
    request
        .excluded()
        .forEach((person, exclusion) -> {
          if (leaf.from().stream().anyMatch(each -> exclusion.sources().contains(each.text()))) {
            ignored.add(new Ignored(person, exclusion.why()));
          }
        });
    return ignored;
  }
}
