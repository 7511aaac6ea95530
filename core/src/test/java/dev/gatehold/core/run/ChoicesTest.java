package dev.gatehold.core.run;

import static dev.gatehold.core.cast.Cast.BOB;
import static dev.gatehold.core.cast.Cast.CAROL;
import static dev.gatehold.core.cast.Cast.DAN;
import static dev.gatehold.core.cast.Flows.all;
import static dev.gatehold.core.cast.Flows.flow;
import static dev.gatehold.core.cast.Flows.gate;
import static dev.gatehold.core.cast.Flows.people;
import static dev.gatehold.core.cast.Flows.stages;
import static dev.gatehold.core.cast.Flows.work;
import static dev.gatehold.core.run.Story.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.approval.Evaluation;
import dev.gatehold.core.approval.Headline;
import dev.gatehold.core.approval.Rejects;
import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.cast.Flows.GateDraft;
import dev.gatehold.core.cast.People;
import dev.gatehold.core.people.Directory;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Refusal.Code;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a person can say, what it comes to, and when rejections end a gate. */
class ChoicesTest {
  private static final Principal EVE = Principal.person("eve");

  private static Story started(GateDraft gate) {
    return given(flow(gate.step(), work("ship"))).started(Map.of());
  }

  private static Story board(GateDraft gate) {
    return given(flow(gate.step(), work("ship")))
        .among(People.usual().group("board", "bob", "carol", "dan", "eve").directory())
        .started(Map.of());
  }

  @Test
  void a_choice_of_the_flow_counts_as_what_it_says_and_names_the_outcome() {
    GateDraft gate =
        gate("review", 1)
            .choice("approve_for_a_week", Verdict.APPROVE)
            .then("approve_for_a_week", work("remind"));
    started(gate)
        .says(BOB, "review", "approve_for_a_week", Map.of())
        .thenEvents(
            "bob said approve_for_a_week to review",
            "review is approve_for_a_week, round 1",
            "remind started, attempt 1")
        .completes("remind", 1)
        .thenEvents("remind completed", "ship started, attempt 1");
    started(gate("review", 1).choice("defer", Verdict.REJECT))
        .says(BOB, "review", "defer", Map.of())
        .thenEvents("bob said defer to review", "review is defer, round 1", "run ended rejected");
  }

  @Test
  void approvals_in_different_words_are_plainly_an_approval() {
    started(gate("review", 2).choice("approve_for_a_week", Verdict.APPROVE))
        .approves(BOB, "review")
        .says(CAROL, "review", "approve_for_a_week", Map.of())
        .thenEvents(
            "carol said approve_for_a_week to review",
            "review is approved, round 1",
            "ship started, attempt 1");
  }

  @Test
  void a_word_that_the_gate_does_not_know_is_refused_with_those_it_knows() {
    started(gate("review", 1))
        .says(BOB, "review", "maybe", Map.of())
        .thenRefusedWith(
            "Expected one of approve, reject in round 1, but found 'maybe'. Decide with one of"
                + " these.");
  }

  @Test
  void form_values_on_which_people_agree_are_read_later_and_disputed_ones_are_not() {
    Story story = started(gate("review", 2).asks("window", "risk"));
    story
        .decides(BOB, "review", Verdict.APPROVE, null, Map.of("window", "tonight", "risk", 3L))
        .decides(CAROL, "review", Verdict.APPROVE, null, Map.of("window", "tonight", "risk", 4L));
    String seen = story.seen();
    assertThat(seen).contains("form={window=tonight}").contains("risk=3").contains("risk=4");
  }

  @Test
  void when_rejections_end_the_gate_only_if_approval_is_out_of_reach() {
    Story story =
        board(gate("review", people(2, "group:board")).rejectsWhen(new Rejects.Impossible()));
    story
        .rejects(BOB, "review")
        .thenEvents("bob said reject to review")
        .rejects(CAROL, "review")
        .thenEvents("carol said reject to review")
        .rejects(DAN, "review")
        .thenEvents(
            "dan said reject to review", "review is rejected, round 1", "run ended rejected");
  }

  @Test
  void a_number_of_rejections_ends_the_gate_or_fewer_when_approval_is_out_of_reach() {
    board(gate("review", people(2, "group:board")).rejectsWhen(new Rejects.Enough(2)))
        .rejects(BOB, "review")
        .rejects(CAROL, "review")
        .thenEvents(
            "carol said reject to review", "review is rejected, round 1", "run ended rejected");
    board(gate("review", people(4, "group:board")).rejectsWhen(new Rejects.Enough(2)))
        .rejects(BOB, "review")
        .thenEvents(
            "bob said reject to review", "review is rejected, round 1", "run ended rejected");
  }

  @Test
  void a_rejection_that_ended_nothing_can_be_turned_into_an_approval() {
    board(gate("review", people(2, "group:board")).rejectsWhen(new Rejects.Impossible()))
        .rejects(BOB, "review")
        .approves(BOB, "review")
        .approves(EVE, "review")
        .thenSteps("review approved", "ship working");
  }

  @Test
  void a_directory_that_fails_refuses_decisions_and_lets_time_end_the_gate() {
    Story story = started(gate("review", 1).expires(Duration.ofHours(1), "expired"));
    story
        .among(Directory.unavailable("it is away"))
        .approves(BOB, "review")
        .thenRefused(Code.DIRECTORY_UNAVAILABLE)
        .handsOver(BOB, "review", "eve")
        .thenRefused(Code.DIRECTORY_UNAVAILABLE)
        .timePasses(Duration.ofHours(1))
        .thenEvents("review is expired, round 1", "run ended rejected");
  }

  @Test
  void what_ended_while_the_directory_failed_says_that_nobody_knows_who_could_have_approved() {
    Story story =
        started(
            gate(
                    "review",
                    stages(
                        all(people(2, "group:sre"), people(1, "group:security")),
                        people(1, "user:eve")))
                .expires(Duration.ofHours(1), "expired"));
    story
        .approves(BOB, "review")
        .among(Directory.unavailable("it is away"))
        .timePasses(Duration.ofHours(1));
    Evaluation evaluation = ((StepState.Decided) story.step("review")).evaluation();
    assertThat(evaluation.status()).isEqualTo(Evaluation.Status.OPEN);
    assertThat(Headline.ofOpen(evaluation))
        .isEqualTo(
            "group:sre: approved by 1 of 2 (bob), and who else can approve is not known: it is"
                + " away; group:security: approved by 0 of 1, and who else can approve is not"
                + " known: it is away");
    assertThat(evaluation.parts().getLast().status()).isEqualTo(Evaluation.Status.NOT_OPEN_YET);
  }

  @Test
  void a_gate_that_opens_while_the_directory_fails_waits_says_so_and_asks_later() {
    Story story =
        given(flow(gate("review", 1).step(), work("ship")))
            .among(Directory.unavailable("it is away"))
            .started(Map.of());
    story
        .thenEvents(
            "run started by alice",
            "review postponed until 2026-03-02T09:01:00Z",
            "review incident directory.unavailable")
        .timePasses(Duration.ofMinutes(1))
        .thenEvents("review postponed until 2026-03-02T09:02:00Z")
        .among(People.usual().directory())
        .timePasses(Duration.ofMinutes(2))
        .thenEvents("review asks, round 1");
    assertThat(story.facts().incidents()).isEmpty();
    story.approves(BOB, "review").thenSteps("review approved", "ship working");
  }

  @Test
  void a_newer_run_ends_one_that_still_asks_and_none_that_people_have_decided() {
    started(gate("review", 1))
        .when(new Command.SupersedeRun("run-2"), Principal.SYSTEM)
        .thenEvents("review is cancelled, round 1", "run ended cancelled");
    started(gate("review", 1))
        .approves(BOB, "review")
        .when(new Command.SupersedeRun("run-2"), Principal.SYSTEM)
        .thenRefused(Code.RUN_DECIDED);
  }
}
