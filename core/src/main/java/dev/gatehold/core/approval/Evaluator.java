package dev.gatehold.core.approval;

import dev.gatehold.core.approval.Requirement.All;
import dev.gatehold.core.approval.Requirement.Any;
import dev.gatehold.core.approval.Requirement.People;
import dev.gatehold.core.approval.Requirement.Stages;
import dev.gatehold.core.people.Directory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates one request: who counts for what, what is still needed, and whether it can be had.
 * Exact: a person counts once in the whole tree, and a possible seating is never missed.
 *
 * <p>Not thread-safe.
 */
public final class Evaluator {
  private final Request request;
  private final List<Decision> decisions;
  private final Directory directory;
  private final NavigableMap<String, Set<String>> approvals = new TreeMap<>();
  private @Nullable NavigableMap<String, Set<String>> candidates;

  /**
   * Prepares an evaluation.
   *
   * @param decisions the decision that stands of each person
   * @param directory who could still decide, by the memberships of this moment
   */
  public Evaluator(Request request, List<Decision> decisions, Directory directory) {
    this.request = request;
    this.decisions = List.copyOf(decisions);
    this.directory = directory;
    for (Decision decision : decisions) {
      if (decision.verdict() == Verdict.APPROVE) {
        approvals.put(
            decision.person(),
            Eligibility.sourcesAdmitting(
                request.requirement(), decision.person(), decision.groups()));
      }
    }
  }

  /** The evaluation of the whole requirement. */
  public Evaluation evaluate() {
    return new Explainer(this, request).explain();
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
        for (int i = 0; i < parts.size() && opens(parts, i); i++) {
          collectOpen(parts.get(i), open);
        }
      }
    }
  }

  /** Whether the stage with this index has come: the stages before it are met by themselves. */
  boolean opens(List<Requirement> stages, int index) {
    Requirement before = new Stages(stages.subList(0, index));
    return !before.applies() || met(before);
  }

  /** Whether the approvals given meet a part, were it alone. */
  boolean met(Requirement part) {
    return Plans.of(part).stream()
        .anyMatch(
            plan -> new Seating(plan, approvals, Collections.emptyNavigableMap()).missing() == 0);
  }

  /** Whether a part can be met, were it alone. */
  boolean possible(Requirement part) {
    return Plans.of(part).stream()
        .anyMatch(plan -> new Seating(plan, approvals, candidates()).completable());
  }

  /** The texts of the sources that each approver came by, by person. */
  NavigableMap<String, Set<String>> approvals() {
    return Collections.unmodifiableNavigableMap(approvals);
  }

  /**
   * The texts of the sources by which each person who has not decided could still come, by person.
   * Found when first asked for: it takes a walk over the members of all groups.
   */
  NavigableMap<String, Set<String>> candidates() {
    NavigableMap<String, Set<String>> found = candidates;
    if (found == null) {
      found =
          new TreeMap<>(
              Eligibility.able(request.requirement(), request.excluded().keySet(), directory));
      decisions.stream().map(Decision::person).forEach(found::remove);
      candidates = found;
    }
    return found;
  }
}
