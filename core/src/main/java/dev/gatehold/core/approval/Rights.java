package dev.gatehold.core.approval;

import dev.gatehold.core.people.Membership;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whose right to decide each standing decision rests on, and for which leaves it counts. A right is
 * used once: by its owner, or else by the first who used it.
 */
final class Rights {
  private final List<Decision> standing;
  private final Set<String> excluded;
  private final LeafIndex leaves;
  private final Map<String, String> holders = new HashMap<>();

  /** Those whose right somebody else used; deciding in person they take it back. */
  private final NavigableSet<String> lent = new TreeSet<>();

  Rights(Request request, List<Decision> standing) {
    this.standing = standing;
    this.excluded = request.excluded().keySet();
    this.leaves = new LeafIndex(request.leaves().toList(), true);
    standing.forEach(each -> holders.put(each.person(), each.person()));
    for (Decision decision : standing) {
      if (!decision.standIns().isEmpty()) {
        borrow(decision);
      }
    }
  }

  /** A right that opens nothing to its holder is not used up. */
  private void borrow(Decision decision) {
    long own = leavesOf(decision.person(), decision.membership());
    for (StandIn right : decision.standIns()) {
      if ((leavesOf(right.person(), right.membership()) & ~own) != 0
          && holders.putIfAbsent(right.person(), decision.person()) == null) {
        lent.add(right.person());
      }
    }
  }

  /** The set of leaves that each approver fits, by id, if some people took their rights back. */
  NavigableMap<String, Long> approvalsWithout(Set<String> takenBack) {
    NavigableMap<String, Long> found = new TreeMap<>();
    for (Decision decision : standing) {
      if (decision.verdict() == Verdict.APPROVE && !excluded.contains(decision.person())) {
        found.put(decision.person(), leavesOf(decision, takenBack));
      }
    }
    return found;
  }

  /** The set of leaves that a decision counts for, by the rights that it used first. */
  long leavesOf(Decision decision, Set<String> takenBack) {
    long found = leavesOf(decision.person(), decision.membership());
    for (StandIn right : decision.standIns()) {
      if (decision.person().equals(holders.get(right.person()))
          && !takenBack.contains(right.person())
          && right.chain().stream().noneMatch(excluded::contains)) {
        found |= leavesOf(right.person(), right.membership());
      }
    }
    Decision.Kept kept = decision.kept();
    return kept == null ? found : found & setOf(kept.leaves());
  }

  private static long setOf(Set<Integer> numbers) {
    long set = 0;
    for (int number : numbers) {
      set |= 1L << number;
    }
    return set;
  }

  /** The set of leaves that a person with this membership fits. */
  long leavesOf(String person, Membership membership) {
    return leaves.asking(person, membership);
  }

  /** Who used a person's right to decide; null when nobody did. */
  @Nullable String holderOf(String person) {
    return holders.get(person);
  }

  /** Ids of those whose right is used up. */
  Set<String> used() {
    return holders.keySet();
  }

  /** Ids of those whose right somebody else used, sorted. */
  NavigableSet<String> lent() {
    return lent;
  }
}
