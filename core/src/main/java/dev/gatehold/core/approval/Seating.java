package dev.gatehold.core.approval;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/**
 * Seats persons on the places of leaves so that as many places as possible are taken and nobody
 * sits twice: maximum bipartite matching by augmenting paths (Kuhn, 1955), with people who fit the
 * same leaves taken together as one crowd.
 *
 * <p>Those who approved are seated first, on the earliest places that they can take together. Then
 * those who could still approve fill what is left; that may move an approver to another leaf and
 * never unseats one, so that wherever a place stays empty somebody is left to take it, if that can
 * be had at all. The order of the arguments decides ties: the result is the same on every machine.
 */
final class Seating {
  private final long plan;
  private final Voters voters;
  private final int[] empty;
  private final int[] free;
  private final int[][] seated;
  private final int missing;

  /**
   * @param plan the set of leaves whose places are to be filled
   * @param counts the places of each leaf of the request, by its number
   * @param withCandidates whether those who have not decided take places, too
   */
  Seating(long plan, int[] counts, Voters voters, boolean withCandidates) {
    this.plan = plan;
    this.voters = voters;
    empty = new int[counts.length];
    for (int leaf = 0; leaf < counts.length; leaf++) {
      empty[leaf] = has(leaf) ? counts[leaf] : 0;
    }
    int crowds = withCandidates ? voters.crowds() : voters.approvers();
    free = new int[crowds];
    for (int crowd = 0; crowd < crowds; crowd++) {
      free[crowd] = voters.size(crowd);
    }
    seated = new int[crowds][counts.length];
    fillPlaces(voters.approvers());
    missing = emptyPlaces();
    if (missing > 0 && withCandidates) {
      fillPlaces(crowds);
    }
  }

  private void fillPlaces(int crowds) {
    for (int leaf = 0; leaf < empty.length; leaf++) {
      while (empty[leaf] > 0 && fill(leaf, crowds, new boolean[crowds])) {
        empty[leaf]--;
      }
    }
  }

  /** Seats one more person on a leaf, if need be by moving others to where they can sit as well. */
  private boolean fill(int leaf, int crowds, boolean[] asked) {
    for (int crowd = 0; crowd < crowds; crowd++) {
      if (free[crowd] > 0 && fits(crowd, leaf)) {
        free[crowd]--;
        seated[crowd][leaf]++;
        return true;
      }
    }
    for (int crowd = 0; crowd < crowds; crowd++) {
      if (!asked[crowd] && fits(crowd, leaf)) {
        asked[crowd] = true;
        if (move(crowd, leaf, crowds, asked)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean move(int crowd, int leaf, int crowds, boolean[] asked) {
    for (int other = 0; other < empty.length; other++) {
      if (other != leaf && seated[crowd][other] > 0 && fill(other, crowds, asked)) {
        seated[crowd][other]--;
        seated[crowd][leaf]++;
        return true;
      }
    }
    return false;
  }

  private boolean fits(int crowd, int leaf) {
    return (voters.leaves(crowd) & (1L << leaf)) != 0;
  }

  private int emptyPlaces() {
    return Arrays.stream(empty).sum();
  }

  /** How many places the approvers leave empty. */
  int missing() {
    return missing;
  }

  /** Whether every place is filled, by approvers or by candidates if they take part. */
  boolean completable() {
    return emptyPlaces() == 0;
  }

  /** Whether this leaf is one of the plan's. */
  boolean has(int leaf) {
    return (plan & (1L << leaf)) != 0;
  }

  /** Whether one of these leaves is one of the plan's. */
  boolean hasAnyOf(long leaves) {
    return (plan & leaves) != 0;
  }

  /** Ids of the approvers on the places of this leaf, sorted. */
  Set<String> on(int leaf) {
    Set<String> persons = new TreeSet<>();
    for (int crowd = 0; crowd < voters.approvers(); crowd++) {
      if (seated[crowd][leaf] > 0) {
        persons.add(voters.approver(crowd));
      }
    }
    return persons;
  }

  private int approversOn(int leaf) {
    int sum = 0;
    for (int crowd = 0; crowd < voters.approvers(); crowd++) {
      sum += seated[crowd][leaf];
    }
    return sum;
  }

  /** Whether the approvers fill every place of every leaf that is both here and among these. */
  boolean fills(long leaves, int[] counts) {
    for (int leaf = 0; leaf < counts.length; leaf++) {
      boolean asked = has(leaf) && (leaves & (1L << leaf)) != 0;
      if (asked && approversOn(leaf) < counts[leaf]) {
        return false;
      }
    }
    return true;
  }

  /** Those who approved and sit on no place, or on one of these leaves. */
  Voters freeFor(long leaves) {
    Set<String> others = new TreeSet<>();
    for (int crowd = 0; crowd < voters.approvers(); crowd++) {
      for (int leaf = 0; leaf < empty.length; leaf++) {
        if (seated[crowd][leaf] > 0 && (leaves & (1L << leaf)) == 0) {
          others.add(voters.approver(crowd));
        }
      }
    }
    return voters.without(others);
  }
}
