package dev.gatehold.core.approval;

import dev.gatehold.core.approval.Evaluation.Status;
import dev.gatehold.core.approval.Requirement.People;
import dev.gatehold.core.people.Crowd;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The sentences of an evaluation, worded once. */
final class Sentences {
  /** Longer lists of people say how many more there are. */
  private static final int NAMED = 5;

  static final Block ALL = new Block("all", "every part is met", "every part is needed");
  static final Block ANY =
      new Block("any", "one part is met, and one is enough", "one part is enough");
  static final Block STAGES =
      new Block("stages", "every stage is met", "every stage is needed, one after the other");

  /** What the rule of a floor's demand begins with; its name follows. */
  static final String FLOOR = "floor ";

  private Sentences() {}

  /** So many of a block's parts. */
  static Block some(int count, List<Requirement> parts) {
    int applying = (int) parts.stream().filter(Requirement::applies).count();
    int needed = Math.min(count, applying);
    String of = needed + " of " + applying;
    return new Block(of, of + " parts are met, and that is enough", of + " parts are needed");
  }

  /** Whether a rule such as {@code 2 of 3} asks for fewer parts than there are. */
  static boolean leavesAChoice(String rule) {
    String[] words = rule.split(" of ", -1);
    return words.length == 2 && !words[0].equals(words[1]);
  }

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

  /**
   * Where a leaf stands.
   *
   * @param unknown why nobody knows who could still approve; null when it is known
   */
  static String ofLeaf(
      People leaf, Status status, Set<String> counted, Crowd candidates, @Nullable String unknown) {
    String of = leaf.quota() == null ? "" : " (" + leaf.quota() + ")";
    String progress = "approved by " + counted.size() + " of " + leaf.count() + of + names(counted);
    return switch (status) {
      case MET -> progress;
      case OPEN ->
          unknown == null
              ? progress + ", " + list(candidates, "or") + " can approve"
              : progress + ", and who else can approve is not known: " + unknown;
      case NOT_OPEN_YET -> "opens when the earlier stage is met";
      case NOT_APPLICABLE -> "does not apply: " + leaf.notApplicable();
      case IMPOSSIBLE -> progress + ", cannot be met: " + shortage(leaf, counted, candidates);
    };
  }

  private static String names(Set<String> counted) {
    return counted.isEmpty()
        ? ""
        : " (" + list(counted.stream().limit(NAMED).toList(), counted.size(), "and") + ")";
  }

  private static String shortage(People leaf, Set<String> counted, Crowd candidates) {
    int needed = leaf.count() - counted.size();
    String who = candidates.isEmpty() ? "nobody" : "only " + list(candidates, "and");
    return needed + " more needed, and " + who + " can still approve";
  }

  /** {@code a}, {@code a or b}, {@code a, b or c}, {@code a, b, c, d, e or 2 more}. */
  private static String list(Crowd persons, String last) {
    return list(persons.first(NAMED), persons.size(), last);
  }

  private static String list(List<String> first, int size, String last) {
    List<String> named = new ArrayList<>(first);
    if (size > NAMED) {
      named.add(size - NAMED + " more");
    }
    String end = named.removeLast();
    return named.isEmpty() ? end : String.join(", ", named) + " " + last + " " + end;
  }
}
