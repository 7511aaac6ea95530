package dev.gatehold.core.run;

import static dev.gatehold.core.cast.Cast.BOB;
import static dev.gatehold.core.cast.Cast.CAROL;
import static dev.gatehold.core.cast.Cast.DAN;
import static dev.gatehold.core.cast.Flows.all;
import static dev.gatehold.core.cast.Flows.expression;
import static dev.gatehold.core.cast.Flows.flow;
import static dev.gatehold.core.cast.Flows.gate;
import static dev.gatehold.core.cast.Flows.people;
import static dev.gatehold.core.cast.Flows.when;
import static dev.gatehold.core.cast.Flows.work;
import static dev.gatehold.core.run.Story.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.cast.Formulas;
import dev.gatehold.core.flow.Requires;
import dev.gatehold.core.run.Refusal.Code;
import dev.gatehold.core.run.StepState.AwaitingApproval;
import dev.gatehold.core.value.Digest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An approver edits what is agreed to, where the flow allows it. */
class ModifyTest {
  private static Story expense(int count) {
    return given(
            flow(
                gate("review", count).covers("pay").modify("amount").step(),
                work("pay", expression("input.amount"))))
        .started(Map.of("amount", 900L, "to", "carol"));
  }

  @Test
  void the_edit_is_recorded_as_such_makes_a_new_subject_and_is_what_runs() {
    Story story = expense(1);
    Digest before = story.shown("review");
    story
        .says(BOB, "review", "approve", Map.of("amount", 500L))
        .thenEvents(
            "review modified by bob, changed [amount]",
            "review asks, round 2",
            "bob said approve to review",
            "review is approved, round 2",
            "pay started, attempt 1");
    assertThat(story.shown("review")).isNotEqualTo(before);
    assertThat(((StepState.Working) story.step("pay")).parameters())
        .isEqualTo(Map.of("version", 500L));
    assertThat(story.facts().input()).isEqualTo(Map.of("amount", 500L, "to", "carol"));
  }

  @Test
  void those_who_agreed_before_are_asked_again_and_the_editor_is_not() {
    Story story = expense(2).approves(CAROL, "review");
    story
        .says(BOB, "review", "approve", Map.of("amount", 500L))
        .thenEvents(
            "review modified by bob, changed [amount]",
            "review asks, round 2",
            "bob said approve to review");
    assertThat(((AwaitingApproval) story.step("review")).standing())
        .extracting("person")
        .containsExactly("bob");
    story.approves(CAROL, "review").thenSteps("review approved", "pay working");
  }

  @Test
  void only_the_named_fields_and_only_with_an_approval() {
    Story story = expense(1);
    story
        .says(BOB, "review", "approve", Map.of("to", "mallory"))
        .thenRefused(Code.EDIT_INVALID)
        .says(BOB, "review", "reject", Map.of("amount", 1L))
        .thenRefused(Code.EDIT_INVALID);
    assertThat(story.facts().input()).isEqualTo(Map.of("amount", 900L, "to", "carol"));
  }

  @Test
  void an_edit_that_changes_nothing_is_none() {
    expense(1)
        .says(BOB, "review", "approve", Map.of("amount", 900L))
        .thenEvents(
            "bob said approve to review", "review is approved, round 1", "pay started, attempt 1");
  }

  @Test
  void an_edit_that_calls_for_more_people_is_made_and_they_are_asked() {
    Formulas tiers =
        new Formulas()
            .with(
                "large",
                scope ->
                    scope.variables().get("input") instanceof Map<?, ?> input
                        && input.get("amount") instanceof Long amount
                        && amount > 1000);
    Requires requires =
        all(people(1, "group:sre"), when("large", (Requires.People) people(1, "group:security")));
    given(flow(gate("review", requires).modify("amount").step()), tiers)
        .started(Map.of("amount", 900L))
        .says(BOB, "review", "approve", Map.of("amount", 1900L))
        .thenEvents(
            "review modified by bob, changed [amount]",
            "review asks, round 2",
            "bob said approve to review")
        .approves(DAN, "review")
        .thenEvents(
            "dan said approve to review", "review is approved, round 2", "run ended completed");
  }

  @Test
  void an_edit_after_which_the_request_could_not_be_shown_is_refused() {
    Story story =
        given(
                flow(
                    gate("review", 1).covers("pay").modify("amount").step(),
                    work("pay", expression("payable"))),
                new Formulas()
                    .with(
                        "payable",
                        scope -> {
                          Object amount =
                              ((Map<?, ?>)
                                      java.util.Objects.requireNonNull(
                                          scope.variables().get("input")))
                                  .get("amount");
                          if (Long.valueOf(0).equals(amount)) {
                            throw new dev.gatehold.core.flow.ExpressionException(
                                "payable", "nothing to pay");
                          }
                          return amount;
                        }))
            .started(Map.of("amount", 900L));
    story.says(BOB, "review", "approve", Map.of("amount", 0L)).thenRefused(Code.EDIT_INVALID);
    assertThat(story.facts().input()).isEqualTo(Map.of("amount", 900L));
  }

  @Test
  void those_who_agreed_at_an_earlier_gate_to_another_input_are_asked_again_before_it_goes_on() {
    given(
            flow(
                gate("first", people(1, "group:security")).step(),
                gate("review", 1).modify("amount").step(),
                work("pay", expression("input.amount"))))
        .started(Map.of("amount", 900L))
        .approves(DAN, "first")
        .says(BOB, "review", "approve", Map.of("amount", 5_000L))
        .thenEvents(
            "review modified by bob, changed [amount]",
            "review asks, round 2",
            "bob said approve to review",
            "review is approved, round 2",
            "first asks, round 2")
        .thenSteps("first awaiting_approval", "review approved")
        .approves(DAN, "first")
        .thenEvents(
            "dan said approve to first", "first is approved, round 2", "pay started, attempt 1");
  }

  @Test
  void an_edit_that_takes_required_evidence_away_approves_nothing() {
    Map<String, @Nullable Object> gone = new HashMap<>();
    gone.put("plan", null);
    given(
            flow(
                gate("review", 1)
                    .modify("plan")
                    .shows("Plan", expression("input.plan"), true)
                    .step(),
                work("pay")))
        .started(Map.of("plan", "the plan"))
        .says(BOB, "review", "approve", gone)
        .thenEvents("review modified by bob, changed [plan]", "review asks, round 2")
        .approves(BOB, "review")
        .thenRefused(Code.EVIDENCE_MISSING);
  }
}
