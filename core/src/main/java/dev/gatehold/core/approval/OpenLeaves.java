package dev.gatehold.core.approval;

import dev.gatehold.core.approval.Requirement.All;
import dev.gatehold.core.approval.Requirement.Any;
import dev.gatehold.core.approval.Requirement.People;
import dev.gatehold.core.approval.Requirement.Some;
import dev.gatehold.core.approval.Requirement.Stages;
import java.util.ArrayList;
import java.util.List;

/** Finds the leaves that ask right now. */
final class OpenLeaves {
  private final Evaluator evaluator;
  private final List<People> open = new ArrayList<>();

  OpenLeaves(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  List<People> of(Request request) {
    int first = 0;
    for (Requirement demand : request.demands()) {
      collect(demand, first);
      first += Evaluator.size(demand);
    }
    return List.copyOf(open);
  }

  private void collect(Requirement part, int first) {
    switch (part) {
      case People leaf -> {
        if (leaf.notApplicable() == null) {
          open.add(leaf);
        }
      }
      case All(var parts) -> collect(parts, first);
      case Any(var parts) -> collect(parts, first);
      case Some(_, var parts) -> collect(parts, first);
      case Stages(var parts) -> {
        int number = first;
        for (int i = 0; i < parts.size() && evaluator.opens(parts, i, first); i++) {
          collect(parts.get(i), number);
          number += Evaluator.size(parts.get(i));
        }
      }
    }
  }

  private void collect(List<Requirement> parts, int first) {
    int number = first;
    for (Requirement part : parts) {
      collect(part, number);
      number += Evaluator.size(part);
    }
  }
}
