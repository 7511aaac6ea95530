package dev.gatehold.core.approval;

import dev.gatehold.core.approval.Requirement.People;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds the approvals of a round that still hold in the next: those for parts of the requirement
 * that ask the same people to judge the same.
 */
public final class Survivors {
  private Survivors() {}

  /**
   * The approvals that still hold, each restricted to the parts where it does.
   *
   * @param standing the decisions that stood at the end of {@code before}
   */
  public static List<Decision> of(Request before, Collection<Decision> standing, Request after) {
    boolean unchanged = after.subject().sameBut(before.subject());
    List<People> old = before.leaves().toList();
    List<People> now = after.leaves().toList();
    Set<Integer> same = new TreeSet<>();
    for (int i = 0; i < Math.min(old.size(), now.size()); i++) {
      boolean judgesTheSame =
          now.get(i).about() == null
              ? unchanged
              : Objects.equals(now.get(i).about(), old.get(i).about());
      if (judgesTheSame && now.get(i).sameAs(old.get(i))) {
        same.add(i);
      }
    }
    List<Decision> survivors = new ArrayList<>();
    for (Decision decision : standing) {
      Set<Integer> leaves = new TreeSet<>(same);
      leaves.removeIf(leaf -> !couldFill(decision, old.get(leaf)));
      if (decision.kept() != null) {
        leaves.retainAll(decision.kept().leaves());
      }
      if (decision.verdict() == Verdict.APPROVE && !leaves.isEmpty()) {
        survivors.add(decision.keptFor(before.round(), leaves));
      }
    }
    return List.copyOf(survivors);
  }

  private static boolean couldFill(Decision decision, People leaf) {
    return Stream.concat(leaf.from().stream(), leaf.former().stream())
        .anyMatch(source ->
            source.admits(decision.person(), decision.membership())
                || decision.standIns().stream()
                    .anyMatch(right -> source.admits(right.person(), right.membership())));
  }
}
