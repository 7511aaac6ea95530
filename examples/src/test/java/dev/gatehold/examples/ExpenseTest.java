package dev.gatehold.examples;

import static dev.gatehold.core.flow.Ending.COMPLETED;
import static dev.gatehold.core.flow.Ending.REJECTED;
import static dev.gatehold.core.run.Refusal.Code.EDIT_INVALID;
import static dev.gatehold.core.run.Refusal.Code.FORM_INVALID;
import static dev.gatehold.core.run.Refusal.Code.STAGE_NOT_OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.approval.Evaluation.Status;
import dev.gatehold.core.approval.Request;
import dev.gatehold.core.run.RunState.Ended;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExpenseTest extends Scenario {
  private Path ledger;

  @SuppressWarnings("NullAway.Init")
  ExpenseTest() {
    super("expense");
  }

  @BeforeEach
  void openTheLedger() {
    ledger = folder.resolve("ledger.csv");
  }

  private String start(String person, int amount) throws Exception {
    String run =
        stage.start(
            person,
            Map.of(
                "purpose",
                "workshop in Leipzig",
                "amount",
                amount,
                "receipt",
                given("receipt.txt"),
                "ledger",
                ledger.toString()));
    stage.awaitReview(run);
    return run;
  }

  @Test
  void theManagerIsEnoughForALittle() throws Exception {
    String run = start("alice", 1000);
    assertThat(stage.sentence(run))
        .isEqualTo(
            "Manager: approved by 0 of 1, kim can approve; Finance: does not apply: 'input.amount >"
                + " 1000' is false; Executive: does not apply: 'input.amount > 10000' is false");

    says(run, "kim", Says.APPROVE.filling(Map.of("cost_center", "EU-1200")));

    Ended end = over(run, COMPLETED);
    assertThat(ledger).hasContent(run + ";alice;1000 EUR;workshop in Leipzig\n");
    assertThat(Stage.outputOf(end, "book"))
        .containsEntry("cost_center", "EU-1200")
        .containsEntry("agreed_by", "kim");
    stage.deliverAgain("pay");
    assertThat(ledger).hasContent(run + ";alice;1000 EUR;workshop in Leipzig\n");
  }

  @Test
  void financeIsAskedAfterTheManagerAboveTheThreshold() throws Exception {
    String run = start("alice", 1001);
    refused(run, "farah", Says.APPROVE, STAGE_NOT_OPEN);

    says(run, "kim", Says.APPROVE);
    assertThat(stage.part(run, "Finance"))
        .isEqualTo("approved by 0 of 1, farah, jonas or nora can approve");
    says(run, "farah", Says.APPROVE);

    assertThat(Stage.outputOf(over(run, COMPLETED), "book"))
        .containsEntry("cost_center", "of the manager")
        .containsEntry("agreed_by", "kim, farah");
  }

  @Test
  void anExecutiveComesLastForALot() throws Exception {
    String run = start("alice", 10_001);

    says(run, "kim", Says.APPROVE);
    says(run, "jonas", Says.APPROVE);
    assertThat(stage.sentence(run))
        .isEqualTo(
            "Manager: approved by 1 of 1 (kim); Finance: approved by 1 of 1 (jonas); Executive:"
                + " approved by 0 of 1, olga can approve");
    assertThat(ledger).doesNotExist();
    says(run, "olga", Says.APPROVE);

    over(run, COMPLETED);
  }

  @Test
  void aPersonCountsOnceWhateverOfficesTheyHold() throws Exception {
    String run = start("farah", 10_001);

    says(run, "jonas", Says.APPROVE);

    assertThat(stage.sentence(run))
        .isEqualTo(
            "Manager: approved by 1 of 1 (jonas); Finance: approved by 0 of 1, nora can approve");
    says(run, "nora", Says.APPROVE);
    says(run, "olga", Says.APPROVE);
    over(run, COMPLETED);
  }

  @Test
  void whoHasNobodyLeftToAskIsToldSoAndTheGateStaysClosed() throws Exception {
    String run = start("jonas", 10_001);

    assertThat(stage.evaluation(run).status()).isEqualTo(Status.IMPOSSIBLE);
    assertThat(stage.sentence(run))
        .isEqualTo(
            "cannot be met: every stage is needed, one after the other, and too few people are left"
                + " (Manager: approved by 0 of 1, olga can approve)");
    assertThat(stage.incidents(run)).containsExactly("request.impossible");
  }

  @Test
  void theManagersCorrectionIsANewRoundOnWhichItIsTheFirstApproval() throws Exception {
    String run = start("alice", 1500);

    says(run, "kim", Says.APPROVE.editing(Map.of("amount", 1446)).because("No breakfast."));

    Request again = stage.awaitRound(run, 2);
    assertThat(again.title()).isEqualTo("Reimburse alice: 1446 € for workshop in Leipzig");
    assertThat(stage.part(run, "Manager")).isEqualTo("approved by 1 of 1 (kim)");
    says(run, "farah", Says.APPROVE);
    over(run, COMPLETED);
    assertThat(ledger).hasContent(run + ";alice;1446 EUR;workshop in Leipzig\n");
  }

  @Test
  void afterALaterCorrectionTheManagerIsAskedFirstAgain() throws Exception {
    String run = start("alice", 1500);
    says(run, "kim", Says.APPROVE);

    says(run, "farah", Says.APPROVE.editing(Map.of("amount", 1446)));

    stage.awaitRound(run, 2);
    assertThat(stage.part(run, "Manager")).isEqualTo("approved by 0 of 1, kim can approve");
    refused(run, "farah", Says.APPROVE, STAGE_NOT_OPEN);
    says(run, "kim", Says.APPROVE);
    says(run, "farah", Says.APPROVE);
    over(run, COMPLETED);
  }

  @Test
  void onlyTheAmountMayBeCorrectedAndOnlyToAnAmount() throws Exception {
    String run = start("alice", 500);

    refused(run, "kim", Says.APPROVE.editing(Map.of("ledger", "/tmp/x")), EDIT_INVALID);
    refused(run, "kim", Says.APPROVE.editing(Map.of("amount", 0)), EDIT_INVALID);
    refused(run, "kim", Says.APPROVE.filling(Map.of("cost_center", "mine")), FORM_INVALID);
  }

  @Test
  void aRejectedExpenseIsNotPaid() throws Exception {
    String run = start("alice", 1500);
    says(run, "kim", Says.APPROVE);

    says(run, "nora", Says.reject("The seminar room was paid by us."));

    over(run, REJECTED);
    assertThat(ledger).doesNotExist();
  }

  @Test
  void itExpiresAfterAWeekOfOpenHours() throws Exception {
    String run = start("alice", 500);
    Request request = stage.awaitReview(run);
    Instant fridayEvening = Instant.parse("2026-11-27T16:00:00Z");
    assertThat(Objects.requireNonNull(request.expiry()).at()).isEqualTo(fridayEvening);

    stage.advanceTo(run, fridayEvening);

    assertThat(outcome(over(run, REJECTED))).isEqualTo("expired");
  }
}
