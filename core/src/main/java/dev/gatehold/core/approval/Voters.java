package dev.gatehold.core.approval;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Who can take places: first every approver as a crowd of one, sorted by id, then those who could
 * still approve, taken together where they fit the same leaves.
 */
final class Voters {
  private final List<String> approvers;
  private final long[] leaves;
  private final int[] sizes;

  private Voters(List<String> approvers, long[] leaves, int[] sizes) {
    this.approvers = approvers;
    this.leaves = leaves;
    this.sizes = sizes;
  }

  /**
   * Puts them together.
   *
   * @param approvers ids, sorted
   * @param approverLeaves the set of leaves that each of them fits
   */
  static Voters of(
      List<String> approvers, List<Long> approverLeaves, List<Candidates.Group> candidates) {
    int crowds = approvers.size() + candidates.size();
    long[] leaves = new long[crowds];
    int[] sizes = new int[crowds];
    for (int i = 0; i < crowds; i++) {
      boolean approver = i < approvers.size();
      Candidates.Group group = approver ? null : candidates.get(i - approvers.size());
      leaves[i] = group == null ? approverLeaves.get(i) : group.leaves();
      sizes[i] = group == null ? 1 : group.crowd().size();
    }
    return new Voters(List.copyOf(approvers), leaves, sizes);
  }

  int approvers() {
    return approvers.size();
  }

  String approver(int crowd) {
    return approvers.get(crowd);
  }

  int crowds() {
    return sizes.length;
  }

  int size(int crowd) {
    return sizes[crowd];
  }

  long leaves(int crowd) {
    return leaves[crowd];
  }

  /** The same without some of the approvers. */
  Voters without(Set<String> persons) {
    List<String> rest = new ArrayList<>();
    List<Integer> crowds = new ArrayList<>();
    for (int crowd = 0; crowd < sizes.length; crowd++) {
      if (crowd >= approvers.size()) {
        crowds.add(crowd);
      } else if (!persons.contains(approvers.get(crowd))) {
        crowds.add(crowd);
        rest.add(approvers.get(crowd));
      }
    }
    return new Voters(
        rest,
        crowds.stream().mapToLong(crowd -> leaves[crowd]).toArray(),
        crowds.stream().mapToInt(crowd -> sizes[crowd]).toArray());
  }
}
