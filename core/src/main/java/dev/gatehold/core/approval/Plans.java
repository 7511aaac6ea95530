package dev.gatehold.core.approval;

import dev.gatehold.core.approval.Requirement.All;
import dev.gatehold.core.approval.Requirement.Any;
import dev.gatehold.core.approval.Requirement.People;
import dev.gatehold.core.approval.Requirement.Stages;
import java.util.ArrayList;
import java.util.List;

/**
 * The ways in which a requirement can be met: each is a list of leaves whose places must all be
 * filled at the same time, by different persons. {@code all} and {@code stages} join the ways of
 * their parts, {@code any} offers them side by side.
 */
public final class Plans {
  /** More ways than this are refused: the checker says so when a draft is checked. */
  public static final int LIMIT = 1_000;

  private Plans() {}

  /** How many ways there are, counted without listing them; stops counting past {@link #LIMIT}. */
  public static int count(Requirement requirement) {
    return switch (requirement) {
      case People _ -> 1;
      case All(var parts) -> product(parts);
      case Stages(var parts) -> product(parts);
      case Any(var parts) -> {
        int sum = 0;
        for (Requirement part : parts) {
          sum = Math.min(LIMIT + 1, sum + (part.applies() ? count(part) : 0));
        }
        yield sum;
      }
    };
  }

  private static int product(List<Requirement> parts) {
    int product = 1;
    for (Requirement part : parts) {
      if (part.applies()) {
        product = Math.min(LIMIT + 1, product * count(part));
      }
    }
    return product;
  }

  /** All ways; none when no part applies, for then nobody could agree. */
  static List<List<People>> of(Requirement requirement) {
    if (count(requirement) > LIMIT) {
      throw new IllegalArgumentException(
          "Expected a requirement that can be met in at most "
              + LIMIT
              + " ways, but this one has more.");
    }
    return requirement.applies() ? list(requirement) : List.of();
  }

  private static List<List<People>> list(Requirement requirement) {
    return switch (requirement) {
      case People leaf -> List.of(List.of(leaf));
      case All(var parts) -> join(parts);
      case Stages(var parts) -> join(parts);
      case Any(var parts) ->
          parts.stream().filter(Requirement::applies).flatMap(part -> list(part).stream()).toList();
    };
  }

  private static List<List<People>> join(List<Requirement> parts) {
    List<List<People>> joined = List.of(List.of());
    for (Requirement part : parts) {
      if (part.applies()) {
        List<List<People>> longer = new ArrayList<>();
        for (List<People> front : joined) {
          for (List<People> back : list(part)) {
            List<People> plan = new ArrayList<>(front);
            plan.addAll(back);
            longer.add(plan);
          }
        }
        joined = longer;
      }
    }
    return joined;
  }
}
