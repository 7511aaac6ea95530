package dev.gatehold.core.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.approval.Evaluation.Ignored;
import dev.gatehold.core.approval.Evaluation.Status;
import dev.gatehold.core.approval.Requirement.All;
import dev.gatehold.core.approval.Requirement.Any;
import dev.gatehold.core.approval.Requirement.People;
import dev.gatehold.core.approval.Requirement.Some;
import dev.gatehold.core.approval.Requirement.Stages;
import dev.gatehold.core.cast.Cast;
import dev.gatehold.core.people.Membership;
import dev.gatehold.core.value.Digest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The words that people read, as they read them. */
class SentencesTest {
  private static final Map<String, Set<String>> GROUPS =
      new TreeMap<>(
          Map.of(
              "ann", Set.of("sre"),
              "ben", Set.of("sre"),
              "cat", Set.of("sre", "security"),
              "dov", Set.of("security")));

  @Test
  void a_leaf_says_who_approved_and_who_can() {
    People engineers = leaf("Two engineers", 2, "group:sre");
    assertThat(headline(engineers))
        .isEqualTo("Two engineers: approved by 0 of 2, ann, ben or cat can approve");
    assertThat(headline(engineers, "ben"))
        .isEqualTo("Two engineers: approved by 1 of 2 (ben), ann or cat can approve");
    assertThat(headline(engineers, "ben", "ann"))
        .isEqualTo("Two engineers: approved by 2 of 2 (ann and ben)");
    assertThat(headline(leaf(null, 1, "group:sre", "user:dov")))
        .isEqualTo("group:sre or user:dov: approved by 0 of 1, ann, ben, cat or dov can approve");
  }

  @Test
  void a_long_list_of_people_says_how_many_more_there_are() {
    Map<String, Set<String>> crowd = new TreeMap<>();
    for (char c = 'a'; c <= 'h'; c++) {
      crowd.put(String.valueOf(c), Set.of("sre"));
    }
    assertThat(Headline.ofOpen(evaluation(leaf(null, 1, "group:sre"), crowd, Set.of())))
        .isEqualTo("group:sre: approved by 0 of 1, a, b, c, d, e or 3 more can approve");
    crowd.keySet().removeAll(Set.of("f", "g", "h"));
    assertThat(Headline.ofOpen(evaluation(leaf(null, 1, "group:sre"), crowd, Set.of())))
        .isEqualTo("group:sre: approved by 0 of 1, a, b, c, d or e can approve");
  }

  @Test
  void all_parts_are_listed_and_a_part_that_does_not_apply_says_why() {
    People security =
        new People(
            "Security",
            List.of(Source.parse("group:security")),
            List.of(),
            1,
            null,
            "'input.risk >= 7' is false",
            null);
    All both = new All(List.of(leaf("Two engineers", 2, "group:sre"), security));
    assertThat(headline(both, "ann"))
        .isEqualTo(
            "Two engineers: approved by 1 of 2 (ann), ben or cat can approve; Security: does not"
                + " apply: 'input.risk >= 7' is false");
    assertThat(evaluation(both, "ann").sentence()).isEqualTo("every part is needed");
    assertThat(evaluation(both, "ann", "ben").sentence()).isEqualTo("every part is met");
  }

  @Test
  void alternatives_are_told_as_such_and_each_shows_its_progress() {
    Any either =
        new Any(List.of(leaf("Security", 1, "group:security"), leaf("Engineers", 3, "group:sre")));
    assertThat(headline(either, "ann"))
        .isEqualTo(
            "Security: approved by 0 of 1, cat or dov can approve; or Engineers: approved by 1 of 3"
                + " (ann), ben or cat can approve");
    assertThat(evaluation(either).sentence()).isEqualTo("one part is enough");
    assertThat(evaluation(either, "dov").sentence())
        .isEqualTo("one part is met, and one is enough");
  }

  @Test
  void a_later_stage_is_left_out_of_the_headline_until_it_opens() {
    Stages stages =
        new Stages(List.of(leaf("Engineer", 1, "group:sre"), leaf("Security", 1, "user:dov")));
    assertThat(headline(stages))
        .isEqualTo("Engineer: approved by 0 of 1, ann, ben or cat can approve");
    Evaluation before = evaluation(stages);
    assertThat(before.sentence()).isEqualTo("every stage is needed, one after the other");
    assertThat(before.parts().getLast().status()).isEqualTo(Status.NOT_OPEN_YET);
    assertThat(before.parts().getLast().sentence())
        .isEqualTo("opens when the earlier stage is met");
    assertThat(headline(stages, "ben"))
        .isEqualTo(
            "Engineer: approved by 1 of 1 (ben); Security: approved by 0 of 1, dov can approve");
    assertThat(evaluation(stages, "ben", "dov").sentence()).isEqualTo("every stage is met");
  }

  @Test
  void what_cannot_be_met_says_how_many_are_missing_and_who_is_left() {
    assertThat(headline(leaf("Owners", 2, "user:dov")))
        .isEqualTo(
            "Owners: approved by 0 of 2, cannot be met: 2 more needed, and only dov can still"
                + " approve");
    assertThat(headline(leaf("Owners", 2, "user:dov"), "dov"))
        .isEqualTo(
            "Owners: approved by 1 of 2 (dov), cannot be met: 1 more needed, and nobody can still"
                + " approve");
    All sameTwice = new All(List.of(leaf("First", 1, "user:dov"), leaf("Second", 1, "user:dov")));
    assertThat(headline(sameTwice))
        .isEqualTo(
            "cannot be met: every part is needed, and too few people are left (First: approved by 0"
                + " of 1, dov can approve; Second: approved by 0 of 1, dov can approve)");
  }

  @Test
  void whoever_counts_for_one_part_is_not_shown_on_another() {
    All both =
        new All(List.of(leaf("Engineer", 1, "group:sre"), leaf("Security", 1, "group:security")));
    Evaluation evaluation = evaluation(both, "cat");
    assertThat(evaluation.parts().getFirst().counted()).containsExactly("cat");
    assertThat(evaluation.parts().getLast().status()).isEqualTo(Status.OPEN);
    assertThat(evaluation.parts().getLast().ignored())
        .containsExactly(new Ignored("cat", "counts for another part"));
    Evaluation moved = evaluation(both, "cat", "ben");
    assertThat(moved.status()).isEqualTo(Status.MET);
    assertThat(moved.parts().getLast().counted()).containsExactly("cat");
    assertThat(moved.parts().getFirst().counted()).containsExactly("ben");
    assertThat(moved.parts().getFirst().ignored())
        .containsExactly(new Ignored("cat", "is not needed here: enough others count"));
  }

  /** Cat is the only one left of security, so that an engineer's place must stay for ben. */
  @Test
  void a_place_that_only_one_person_could_fill_is_kept_for_that_person() {
    All both = new All(List.of(leaf("Engineer", 1, "group:sre"), leaf("Security", 1, "user:cat")));
    Evaluation evaluation = evaluation(both, "cat");
    assertThat(evaluation.status()).isEqualTo(Status.OPEN);
    assertThat(Headline.ofOpen(evaluation))
        .isEqualTo(
            "Engineer: approved by 0 of 1, ann or ben can approve; Security: approved by 1 of 1"
                + " (cat)");
  }

  /** Whoever left the alternative that lacks least must not make the other look hopeless. */
  @Test
  void an_alternative_that_nobody_can_fill_does_not_keep_people_from_the_other() {
    Any either = new Any(List.of(leaf("Chief", 1, "user:zed"), leaf("Engineers", 3, "group:sre")));
    Evaluation evaluation =
        evaluation(new All(List.of(either, leaf("Security", 1, "group:security"))), "cat");
    assertThat(evaluation.status()).isEqualTo(Status.OPEN);
    assertThat(Headline.ofOpen(evaluation))
        .isEqualTo(
            "one of (Chief: approved by 0 of 1, cannot be met: 1 more needed, and nobody can still"
                + " approve; or Engineers: approved by 1 of 3 (cat), ann or ben can approve);"
                + " Security: approved by 0 of 1, dov can approve");
  }

  @Test
  void a_choice_among_parts_says_how_many_of_them_are_enough() {
    People engineer = leaf("Engineer", 1, "user:ann");
    People security = leaf("Security", 1, "user:dov");
    People owner = leaf("Owner", 1, "user:cat");
    Some two = new Some(2, List.of(engineer, security, owner));
    assertThat(headline(two, "ann"))
        .isEqualTo(
            "any 2 of 3: Engineer: approved by 1 of 1 (ann); Security: approved by 0 of 1, dov can"
                + " approve; Owner: approved by 0 of 1, cat can approve");
    assertThat(headline(new All(List.of(two, leaf("Ben", 1, "user:ben"))), "ann", "dov"))
        .as("what a choice was made for is all that is told of it")
        .isEqualTo(
            "any 2 of 3 (Engineer: approved by 1 of 1 (ann); Security: approved by 1 of 1 (dov));"
                + " Ben: approved by 0 of 1, ben can approve");
    assertThat(headline(new Some(2, List.of(engineer, security))))
        .as("where every part is needed there is no choice")
        .isEqualTo(
            "Engineer: approved by 0 of 1, ann can approve; Security: approved by 0 of 1, dov can"
                + " approve");
    assertThat(headline(new Any(List.of(new All(List.of(engineer, security)), owner))))
        .isEqualTo(
            "all of (Engineer: approved by 0 of 1, ann can approve; Security: approved by 0 of 1,"
                + " dov can approve); or Owner: approved by 0 of 1, cat can approve");
  }

  @Test
  void a_floor_is_named_with_what_it_asks() {
    Evaluation own = evaluation(leaf("Engineer", 1, "user:ann"));
    Evaluation asked =
        evaluation(new All(List.of(leaf("Security", 1, "user:dov"), leaf(null, 1, "user:cat"))));
    Evaluation floor =
        new Evaluation(
            Status.OPEN,
            "floor production",
            "Production needs security",
            List.of(),
            List.of(),
            0,
            List.of(),
            List.of(asked));
    assertThat(
            Headline.ofOpen(
                new Evaluation(
                    Status.OPEN,
                    "all",
                    "every part is needed",
                    List.of(),
                    List.of(),
                    0,
                    List.of(),
                    List.of(own, floor))))
        .isEqualTo(
            "Engineer: approved by 0 of 1, ann can approve; floor production asks all of (Security:"
                + " approved by 0 of 1, dov can approve; user:cat: approved by 0 of 1, cat can"
                + " approve)");
  }

  @Test
  void the_excluded_are_named_with_the_reason_where_they_would_have_come_by() {
    People engineers = leaf("Engineers", 1, "group:sre");
    Evaluation evaluation =
        evaluation(
            new All(List.of(engineers, leaf("Security", 1, "group:security"))),
            GROUPS,
            Set.of("ben"));
    assertThat(evaluation.parts().getFirst().ignored())
        .containsExactly(new Ignored("ben", "requested this"));
    assertThat(evaluation.parts().getFirst().candidates()).containsExactly("ann", "cat");
    assertThat(evaluation.parts().getLast().ignored()).isEmpty();
  }

  @Test
  void a_requirement_without_a_part_that_applies_says_so() {
    People none =
        new People(
            null, List.of(Source.parse("group:sre")), List.of(), 1, null, "'false' is false", null);
    assertThat(headline(none)).isEqualTo("group:sre: does not apply: 'false' is false");
    assertThat(evaluation(new All(List.of(none))).sentence())
        .isEqualTo("does not apply: no part of it applies");
    assertThat(evaluation(new Any(List.of())).status()).isEqualTo(Status.NOT_APPLICABLE);
  }

  @Test
  void a_closed_request_says_how_it_ended_and_by_whom() {
    Decision approval = decision("ben", Verdict.APPROVE, "fine");
    Decision rejection = decision("ann", Verdict.REJECT, "\n Not on a Friday.\nReally.");
    Decision silent = decision("ann", Verdict.REJECT, " ");
    assertThat(
            Headline.ofClosed(
                Outcome.APPROVED, List.of(approval, decision("ann", Verdict.APPROVE, null))))
        .isEqualTo("approved by ann, ben");
    assertThat(Headline.ofClosed(Outcome.REJECTED, List.of(approval, rejection)))
        .isEqualTo("rejected by ann: Not on a Friday.");
    assertThat(Headline.ofClosed(Outcome.REJECTED, List.of(silent))).isEqualTo("rejected by ann");
    assertThat(Headline.ofClosed(Outcome.EXPIRED, List.of(approval)))
        .isEqualTo("expired: not enough people decided in time");
    assertThat(Headline.ofClosed(Outcome.CANCELLED, List.of(approval))).isEqualTo("cancelled");
    assertThat(Headline.ofClosed(Outcome.APPROVED, List.of()))
        .isEqualTo("approved by silence, as the flow says");
    assertThat(Headline.ofClosed(Outcome.REJECTED, List.of(approval)))
        .isEqualTo("rejected by silence, as the flow says");
  }

  private static People leaf(@Nullable String label, int count, String... from) {
    return new People(label, Stream.of(from).map(Source::parse).toList(), count);
  }

  private static Decision decision(String person, Verdict verdict, @Nullable String comment) {
    return new Decision(
        person,
        null,
        new Membership(Set.of("sre"), Set.of(), Set.of()),
        List.of(),
        verdict.word(),
        verdict,
        comment,
        Map.of(),
        Digest.of("shown"),
        Cast.START,
        null);
  }

  private static String headline(Requirement requirement, String... approvers) {
    return Headline.ofOpen(evaluation(requirement, approvers));
  }

  private static Evaluation evaluation(Requirement requirement, String... approvers) {
    return evaluation(requirement, GROUPS, Set.of(), approvers);
  }

  private static Evaluation evaluation(
      Requirement requirement,
      Map<String, Set<String>> groups,
      Set<String> excluded,
      String... approvers) {
    return new Ballot(requirement, groups, excluded, List.of(approvers)).evaluator().evaluate();
  }
}
