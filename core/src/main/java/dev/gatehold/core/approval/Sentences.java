package dev.gatehold.core.approval;

import dev.gatehold.core.approval.Evaluation.Status;
import dev.gatehold.core.approval.Requirement.People;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The sentences of an evaluation, worded once. */
final class Sentences {
  /** Longer lists of people say how many more there are. */
  private static final int NAMED = 5;

  static final Block ALL = new Block("all", "every part is met", "every part is needed");
  static final Block ANY =
      new Block("any", "one part is met, and one is enough", "one part is enough");
  static final Block STAGES =
      new Block("stages", "every stage is met", "every stage is needed, one after the other");

  private Sentences() {}

  /** What a block is called, and what is said of it once it is met and while it is not. */
  record Block(String rule, String met, String needed) {}

  static String ofBlock(Block block, Status status) {
    return switch (status) {
      case MET -> block.met();
      case OPEN -> block.needed();
      case NOT_OPEN_YET -> "opens when the earlier stage is met";
      case NOT_APPLICABLE -> "does not apply: no part of it applies";
      case IMPOSSIBLE -> "cannot be met: " + block.needed() + ", and too few people are left";
    };
  }

  static String ofLeaf(People leaf, Status status, Set<String> counted, Set<String> candidates) {
    String progress = "approved by " + counted.size() + " of " + leaf.count() + names(counted);
    return switch (status) {
      case MET -> progress;
      case OPEN -> progress + ", " + list(candidates, "or") + " can approve";
      case NOT_OPEN_YET -> "opens when the earlier stage is met";
      case NOT_APPLICABLE -> "does not apply: " + leaf.notApplicable();
      case IMPOSSIBLE -> progress + ", cannot be met: " + shortage(leaf, counted, candidates);
    };
  }

  private static String names(Set<String> counted) {
    return counted.isEmpty() ? "" : " (" + list(counted, "and") + ")";
  }

  private static String shortage(People leaf, Set<String> counted, Set<String> candidates) {
    int needed = leaf.count() - counted.size();
    String who = candidates.isEmpty() ? "nobody" : "only " + list(candidates, "and");
    return needed + " more needed, and " + who + " can still approve";
  }

  /** {@code a}, {@code a or b}, {@code a, b or c}, {@code a, b, c, d, e or 2 more}. */
  private static String list(Set<String> persons, String last) {
    List<String> named = new ArrayList<>(persons.stream().limit(NAMED).toList());
    if (persons.size() > NAMED) {
      named.add(persons.size() - NAMED + " more");
    }
    String end = named.removeLast();
    return named.isEmpty() ? end : String.join(", ", named) + " " + last + " " + end;
  }
}
