package dev.gatehold.core.approval;

import dev.gatehold.core.approval.Requirement.All;
import dev.gatehold.core.approval.Requirement.Any;
import dev.gatehold.core.approval.Requirement.People;
import dev.gatehold.core.approval.Requirement.Some;
import dev.gatehold.core.approval.Requirement.Stages;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The ways in which a requirement can be met: each is a set of leaves whose places must all be
 * filled at the same time, by different persons. {@code all} and {@code stages} join the ways of
 * their parts; {@code any} and {@code count … of} offer every choice of enough parts.
 *
 * <p>A set of leaves is a number whose bit <em>n</em> stands for the leaf with number <em>n</em>.
 */
public final class Plans {
  /** More ways than this are refused: the checker says so when a draft is checked. */
  public static final int LIMIT = 1_000;

  private Plans() {}

  /** How many ways there are, counted without listing them; stops counting past {@link #LIMIT}. */
  public static int count(Requirement requirement) {
    return switch (requirement) {
      case People _ -> 1;
      case All(var parts) -> choices(parts, parts.size());
      case Stages(var parts) -> choices(parts, parts.size());
      case Any(var parts) -> choices(parts, 1);
      case Some(var count, var parts) -> choices(parts, count);
    };
  }

  /** The sum, over all choices of so many parts, of the product of their ways. */
  private static int choices(List<Requirement> parts, int count) {
    List<Requirement> applying = parts.stream().filter(Requirement::applies).toList();
    int needed = Math.min(count, applying.size());
    int[] ways = new int[needed + 1];
    ways[0] = 1;
    for (Requirement part : applying) {
      int own = count(part);
      for (int chosen = needed; chosen > 0; chosen--) {
        long sum = ways[chosen] + (long) ways[chosen - 1] * own;
        ways[chosen] = (int) Math.min(LIMIT + 1L, sum);
      }
    }
    return ways[needed];
  }

  /**
   * All ways, in the order of the requirement; none when no part applies, for then nobody could
   * agree.
   *
   * @param first the number of its first leaf
   */
  static long[] of(Requirement requirement, int first) {
    if (count(requirement) > LIMIT) {
      throw new IllegalArgumentException(
          "Expected a requirement that can be met in at most "
              + LIMIT
              + " ways, but this one has more.");
    }
    return requirement.applies()
        ? list(requirement, first).stream().mapToLong(Long::longValue).toArray()
        : LongStream.empty().toArray();
  }

  private static List<Long> list(Requirement requirement, int first) {
    return switch (requirement) {
      case People _ -> List.of(1L << first);
      case All(var parts) -> chosen(parts, parts.size(), first);
      case Stages(var parts) -> chosen(parts, parts.size(), first);
      case Any(var parts) -> chosen(parts, 1, first);
      case Some(var count, var parts) -> chosen(parts, count, first);
    };
  }

  private static List<Long> chosen(List<Requirement> parts, int count, int first) {
    List<List<Long>> ways = new ArrayList<>();
    int number = first;
    for (Requirement part : parts) {
      if (part.applies()) {
        ways.add(list(part, number));
      }
      number += Evaluator.size(part);
    }
    List<Long> found = new ArrayList<>();
    choose(ways, 0, Math.min(count, ways.size()), 0, found);
    return found;
  }

  private static void choose(
      List<List<Long>> ways, int next, int missing, long chosen, List<Long> found) {
    if (missing == 0) {
      found.add(chosen);
    } else if (ways.size() - next >= missing) {
      for (long way : ways.get(next)) {
        choose(ways, next + 1, missing - 1, chosen | way, found);
      }
      choose(ways, next + 1, missing, chosen, found);
    }
  }
}
