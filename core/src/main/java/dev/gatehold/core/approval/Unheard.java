package dev.gatehold.core.approval;

import dev.gatehold.core.approval.Evaluation.Ignored;
import dev.gatehold.core.approval.Requirement.People;
import dev.gatehold.core.people.Membership;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Those who decided, could have filled a place of a leaf, and did not approve with that right. */
final class Unheard {
  private final Evaluator evaluator;
  private final People leaf;

  Unheard(Evaluator evaluator, People leaf) {
    this.evaluator = evaluator;
    this.leaf = leaf;
  }

  /** In the order of their decisions. */
  List<Ignored> persons() {
    List<Ignored> found = new ArrayList<>();
    for (Decision decision : evaluator.standing()) {
      if (decision.verdict() != Verdict.APPROVE) {
        if (admits(decision.person(), decision.membership())) {
          found.add(new Ignored(decision.person(), "said " + decision.choice().replace('_', ' ')));
        }
      } else {
        decision.standIns().forEach(right -> addUnused(decision.person(), right, found));
      }
    }
    return found;
  }

  private void addUnused(String person, StandIn right, List<Ignored> found) {
    String holder = evaluator.holderOf(right.person());
    if (!person.equals(holder) && admits(right.person(), right.membership())) {
      found.add(
          new Ignored(
              person,
              "does not count for " + right.person() + ": " + usedBy(right.person(), holder)));
    }
  }

  private static String usedBy(String person, @Nullable String holder) {
    return person.equals(holder) ? person + " decided in person" : holder + " did so before";
  }

  private boolean admits(String person, Membership membership) {
    return leaf.from().stream().anyMatch(source -> source.admits(person, membership));
  }
}
