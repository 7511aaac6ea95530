package dev.gatehold.examples;

import static dev.gatehold.core.flow.Ending.COMPLETED;
import static dev.gatehold.core.flow.Ending.REJECTED;
import static dev.gatehold.core.run.Refusal.Code.CHOICE_UNKNOWN;
import static dev.gatehold.core.run.Refusal.Code.COMMENT_MISSING;
import static dev.gatehold.core.run.Refusal.Code.REWORK_OF_ANOTHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.approval.Request;
import dev.gatehold.core.run.RunState.Ended;
import dev.gatehold.core.run.StepState.AwaitingRework;
import dev.gatehold.engine.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PolicyUpdateTest extends Scenario {
  private Path policy;
  private Map<String, @Nullable Object> input;

  @SuppressWarnings("NullAway.Init")
  PolicyUpdateTest() {
    super("policy-update");
  }

  @BeforeEach
  void putInForce() throws IOException {
    policy = Files.writeString(folder.resolve("remote-work.md"), given("remote-work.md"));
    input =
        Map.of(
            "name", "remote-work",
            "text", given("draft.md").strip(),
            "applies_to", "all employees",
            "from_day", "2027-01-01",
            "folder", folder.toString());
  }

  private String start() throws Exception {
    String run = stage.start("emil", input);
    stage.awaitReview(run);
    return run;
  }

  private void resubmits(String run, Map<String, @Nullable Object> changed) {
    assertThat(stage.resubmit(run, "emil", changed)).isInstanceOf(Reply.Applied.class);
  }

  @Test
  void itGoesBackAndForthUntilEverybodyAgrees() throws Exception {
    String run = start();
    says(run, "ines", Says.APPROVE);
    says(run, "gita", Says.requestChanges("Say where from abroad, and for how long."));
    Map<String, @Nullable Object> second = with(input, "text", given("second-draft.md").strip());
    resubmits(run, second);

    Request again = stage.awaitRound(run, 2);
    assertThat(stage.text(again.evidence().get(0)))
        .contains("+possible for up to 20 days a year within the European Union.");
    assertThat(stage.text(again.evidence().get(1)))
        .isEqualTo("- round 1, gita: Say where from abroad, and for how long.\n");
    says(run, "gita", Says.APPROVE);
    says(run, "henk", Says.requestChanges("Not before the spring."));
    resubmits(run, with(second, "from_day", "2027-04-01"));

    Request third = stage.awaitRound(run, 3);
    assertThat(stage.text(third.evidence().get(1)))
        .isEqualTo(
            """
            - round 1, gita: Say where from abroad, and for how long.
            - round 2, henk: Not before the spring.
            """);
    assertThat(stage.sentence(run))
        .isEqualTo(
            "Policy owner: approved by 0 of 1, henk or olga can approve; Legal: approved by 1 of 1"
                + " (gita); Compliance: approved by 0 of 1, ines can approve");
    says(run, "ines", Says.APPROVE);
    says(run, "henk", Says.APPROVE);

    over(run, COMPLETED);
    assertThat(policy)
        .hasContent(given("second-draft.md") + "\nApplies to all employees from 2027-04-01 on.\n");
  }

  @Test
  void anApprovalOfWhatDidNotChangeIsKept() throws Exception {
    String run = start();
    says(run, "ines", Says.APPROVE);
    says(run, "gita", Says.requestChanges("Say where from abroad."));

    resubmits(run, with(input, "text", given("second-draft.md").strip()));

    stage.awaitRound(run, 2);
    assertThat(stage.sentence(run))
        .isEqualTo(
            "Policy owner: approved by 0 of 1, henk or olga can approve; Legal: approved by 0 of 1,"
                + " gita can approve; Compliance: approved by 1 of 1 (ines)");
  }

  @Test
  void anApprovalOfWhatChangedFalls() throws Exception {
    String run = start();
    says(run, "ines", Says.APPROVE);
    says(run, "gita", Says.requestChanges("Not for those who are on probation."));

    resubmits(run, with(input, "applies_to", "employees after probation"));

    stage.awaitRound(run, 2);
    assertThat(stage.part(run, "Compliance")).isEqualTo("approved by 0 of 1, ines can approve");
  }

  @Test
  void onlyTheRequesterResubmits() throws Exception {
    String run = start();
    refused(run, "gita", Says.word("request_changes"), COMMENT_MISSING);
    says(run, "gita", Says.requestChanges("Say where from abroad."));

    assertThat(stage.resubmit(run, "dora", input))
        .isInstanceOfSatisfying(
            Reply.Refused.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo(REWORK_OF_ANOTHER));
  }

  @Test
  void inTheLastRoundThereIsOnlyYesOrNo() throws Exception {
    String run = start();
    for (int round = 1; round < 4; round++) {
      says(run, "gita", Says.requestChanges("Once more, please."));
      resubmits(run, with(input, "text", "Version " + round));
      stage.awaitRound(run, round + 1);
    }

    refused(run, "gita", Says.requestChanges("And again."), CHOICE_UNKNOWN);
    says(run, "gita", Says.reject("This leads nowhere."));

    over(run, REJECTED);
    assertThat(policy).hasContent(given("remote-work.md"));
  }

  @Test
  void reworkThatDoesNotComeExpires() throws Exception {
    String run = start();
    says(run, "gita", Says.requestChanges("Say where from abroad."));
    stage.awaitStep(run, "review", AwaitingRework.class);

    stage.advance(Duration.ofDays(10));

    Ended end = over(run, REJECTED);
    assertThat(outcome(end)).isEqualTo("expired");
    assertThat(policy).hasContent(given("remote-work.md"));
  }
}
