package dev.gatehold.core.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.gatehold.core.approval.Evaluation.Status;
import dev.gatehold.core.approval.Requirement.Any;
import dev.gatehold.core.approval.Requirement.Stages;
import dev.gatehold.core.cast.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What holds of every requirement, tried on random ones against {@link BruteForce}. A failure names
 * the seed and the smallest ballot that still breaks the law.
 */
class RequirementLawsTest {
  private static final int BALLOTS = 20_000;

  @Test
  void it_is_met_exactly_when_some_seating_meets_it() {
    law(ballot -> {
      boolean holds = ballot.asItStands().holds(ballot.requirement());
      assertThat(ballot.evaluator().met()).isEqualTo(holds);
      assertThat(ballot.evaluator().evaluate().status() == Status.MET).isEqualTo(holds);
    });
  }

  @Test
  void it_is_impossible_exactly_when_even_all_who_may_could_not_meet_it() {
    law(ballot -> {
      Requirement root = ballot.requirement();
      boolean impossible = root.applies() && !ballot.ifAllAgreed().holds(root);
      assertThat(ballot.evaluator().evaluate().status() == Status.IMPOSSIBLE).isEqualTo(impossible);
    });
  }

  @Test
  void one_approval_more_never_takes_anything_away() {
    law(ballot -> {
      boolean met = ballot.evaluator().met();
      List<Requirement.People> open = ballot.evaluator().openLeaves();
      for (String person : ballot.groups().keySet()) {
        if (!ballot.approvers().contains(person) && !ballot.excluded().contains(person)) {
          List<String> more = new ArrayList<>(ballot.approvers());
          more.add(person);
          Evaluator after = ballot.with(more).evaluator();
          assertThat(after.met()).isIn(met, true);
          assertThat(identities(after.openLeaves())).containsAll(identities(open));
        }
      }
    });
  }

  @Test
  void the_order_of_approvals_changes_nothing() {
    law(ballot -> {
      Evaluation evaluation = ballot.evaluator().evaluate();
      List<String> reversed = ballot.approvers().reversed();
      assertThat(ballot.with(reversed).evaluator().evaluate()).isEqualTo(evaluation);
    });
  }

  @Test
  void those_are_asked_whose_stage_has_come() {
    law(ballot -> {
      List<Requirement.People> asked = ballot.asItStands().asked(ballot.requirement());
      assertThat(identities(ballot.evaluator().openLeaves())).isEqualTo(identities(asked));
    });
  }

  @Test
  void nobody_is_shown_to_count_twice_whichever_alternatives_are_followed() {
    law(ballot -> {
      Evaluation evaluation = ballot.evaluator().evaluate();
      for (List<Evaluation> leaves : readings(ballot.requirement(), evaluation)) {
        List<String> counted = leaves.stream().flatMap(leaf -> leaf.counted().stream()).toList();
        assertThat(counted).doesNotHaveDuplicates();
        assertThat(counted).allMatch(ballot.approvers()::contains);
      }
    });
  }

  @Test
  void every_part_says_what_its_parts_say() {
    law(ballot -> consistent(ballot.requirement(), ballot.evaluator().evaluate()));
  }

  /** The leaves of a tree, once for every way of choosing one part of each any. */
  private static List<List<Evaluation>> readings(Requirement part, Evaluation shown) {
    return switch (part) {
      case Requirement.People _ -> List.of(List.of(shown));
      case Any(var parts) -> {
        List<List<Evaluation>> readings = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
          readings.addAll(readings(parts.get(i), shown.parts().get(i)));
        }
        yield readings;
      }
      case Requirement.Some(var count, var parts) -> someOf(count, parts, shown);
      case Requirement.All(var parts) -> together(parts, shown);
      case Stages(var parts) -> together(parts, shown);
    };
  }

  private static List<List<Evaluation>> someOf(
      int count, List<Requirement> parts, Evaluation shown) {
    List<Integer> applying =
        IntStream.range(0, parts.size()).filter(i -> parts.get(i).applies()).boxed().toList();
    List<List<Evaluation>> readings = new ArrayList<>();
    for (int chosen = 0; chosen < 1 << applying.size(); chosen++) {
      if (Integer.bitCount(chosen) == Math.min(count, applying.size())) {
        List<List<Evaluation>> joined = List.of(List.of());
        for (int i = 0; i < applying.size(); i++) {
          if ((chosen & (1 << i)) != 0) {
            int part = applying.get(i);
            List<List<Evaluation>> next = readings(parts.get(part), shown.parts().get(part));
            joined =
                joined.stream()
                    .flatMap(front -> next.stream().map(back -> joined(front, back)))
                    .toList();
          }
        }
        readings.addAll(joined);
      }
    }
    return readings;
  }

  private static List<List<Evaluation>> together(List<Requirement> parts, Evaluation shown) {
    List<List<Evaluation>> readings = List.of(List.of());
    for (int i = 0; i < parts.size(); i++) {
      List<List<Evaluation>> next = readings(parts.get(i), shown.parts().get(i));
      readings =
          readings.stream()
              .flatMap(front -> next.stream().map(back -> joined(front, back)))
              .toList();
    }
    return readings;
  }

  private static List<Evaluation> joined(List<Evaluation> front, List<Evaluation> back) {
    return Stream.concat(front.stream(), back.stream()).toList();
  }

  private static void consistent(Requirement part, Evaluation shown) {
    List<Evaluation> applying =
        shown.parts().stream().filter(each -> each.status() != Status.NOT_APPLICABLE).toList();
    List<Status> statuses = applying.stream().map(Evaluation::status).toList();
    assertThat(shown.status() == Status.NOT_APPLICABLE).isEqualTo(!part.applies());
    switch (part) {
      case Requirement.People leaf -> consistentLeaf(leaf, shown);
      case Any(var parts) -> {
        each(parts, shown);
        assertThat(shown.status() == Status.MET).isEqualTo(statuses.contains(Status.MET));
      }
      case Requirement.Some(var count, var parts) -> {
        each(parts, shown);
        long met = statuses.stream().filter(Status.MET::equals).count();
        if (shown.status() == Status.MET) {
          assertThat(met).isGreaterThanOrEqualTo(Math.min(count, statuses.size()));
        }
      }
      case Requirement.All(var parts) -> everyPart(parts, shown, statuses);
      case Stages(var parts) -> everyPart(parts, shown, statuses);
    }
  }

  private static void everyPart(List<Requirement> parts, Evaluation shown, List<Status> statuses) {
    each(parts, shown);
    assertThat(shown.status() == Status.MET)
        .isEqualTo(!statuses.isEmpty() && statuses.stream().allMatch(Status.MET::equals));
    if (statuses.contains(Status.IMPOSSIBLE)) {
      assertThat(shown.status()).isEqualTo(Status.IMPOSSIBLE);
    }
  }

  private static void each(List<Requirement> parts, Evaluation shown) {
    assertThat(shown.parts()).hasSameSizeAs(parts);
    for (int i = 0; i < parts.size(); i++) {
      consistent(parts.get(i), shown.parts().get(i));
    }
  }

  private static void consistentLeaf(Requirement.People leaf, Evaluation shown) {
    Set<String> ignored = new TreeSet<>();
    shown.ignored().forEach(each -> ignored.add(each.person()));
    assertThat(shown.counted()).hasSizeLessThanOrEqualTo(leaf.count());
    assertThat(Collections.disjoint(ignored, shown.counted())).isTrue();
    assertThat(Collections.disjoint(ignored, shown.candidates())).isTrue();
    if (shown.status() == Status.MET) {
      assertThat(shown.counted()).hasSize(leaf.count());
    }
    if (shown.status() == Status.OPEN) {
      assertThat(shown.candidates())
          .hasSizeGreaterThanOrEqualTo(leaf.count() - shown.counted().size());
    } else {
      assertThat(shown.candidates()).isEmpty();
    }
    if (shown.status() == Status.NOT_APPLICABLE) {
      assertThat(ignored).isEmpty();
    }
  }

  private static Set<Requirement.People> identities(List<Requirement.People> leaves) {
    Set<Requirement.People> set = Collections.newSetFromMap(new IdentityHashMap<>());
    set.addAll(leaves);
    return set;
  }

  private static void law(Consumer<Ballot> law) {
    long seed = Seeds.seed();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < BALLOTS; i++) {
      Ballot ballot = Ballot.random(random);
      AssertionError broken = broken(law, ballot);
      if (broken != null) {
        Ballot smallest = shrunk(law, ballot);
        fail("Seed " + seed + ", ballot " + i + ", made small: " + smallest, broken(law, smallest));
      }
    }
  }

  private static Ballot shrunk(Consumer<Ballot> law, Ballot ballot) {
    return ballot
        .smaller()
        .filter(smaller -> broken(law, smaller) != null)
        .findFirst()
        .map(smaller -> shrunk(law, smaller))
        .orElse(ballot);
  }

  private static @Nullable AssertionError broken(Consumer<Ballot> law, Ballot ballot) {
    try {
      law.accept(ballot);
      return null;
    } catch (AssertionError broken) {
      return broken;
    }
  }
}
