package dev.gatehold.examples;

import static dev.gatehold.core.flow.Ending.COMPLETED;
import static dev.gatehold.core.flow.Ending.FAILED;
import static dev.gatehold.core.flow.Ending.REJECTED;
import static dev.gatehold.core.run.Refusal.Code.DECIDER_NOT_ELIGIBLE;
import static dev.gatehold.core.run.Refusal.Code.LADDER_ENDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.run.StepState.AwaitingRetry;
import dev.gatehold.core.run.StepState.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Asked on a Sunday; the office opens on Monday at nine in Berlin, which is eight in UTC. */
class AccessRequestTest extends Scenario {
  private static final Instant MONDAY_13 = Instant.parse("2026-11-23T12:00:00Z");
  private static final Instant MONDAY_17 = Instant.parse("2026-11-23T16:00:00Z");
  private static final Instant TUESDAY_17 = Instant.parse("2026-11-24T16:00:00Z");
  private Path list;

  @SuppressWarnings("NullAway.Init")
  AccessRequestTest() {
    super("access-request");
  }

  @BeforeEach
  void listPeople() throws IOException {
    list = Files.writeString(folder.resolve("billing"), "farah\n");
  }

  private String start() throws Exception {
    String run =
        stage.start(
            "alice",
            Map.of(
                "system", "billing",
                "owner", "nora",
                "why", "Invoice 4711 is printed twice; I want to see why.",
                "hours", 8,
                "folder", folder.toString()));
    stage.awaitReview(run);
    return run;
  }

  @Test
  void theOwnerLetsSomebodyInUntilTheTimeIsUp() throws Exception {
    String run = start();
    refused(run, "kim", Says.APPROVE, DECIDER_NOT_ELIGIBLE);

    says(run, "nora", Says.APPROVE);

    stage.awaitStep(run, "used", Waiting.class);
    assertThat(list).hasContent("farah\nalice\n");
    stage.advance(Duration.ofHours(8));
    over(run, COMPLETED);
    assertThat(list).hasContent("farah\n");
  }

  @Test
  void aSilentOwnerIsReplacedByTheFallbackOwner() throws Exception {
    String run = start();
    assertThat(stage.awaitReview(run).ladder().marks())
        .extracting(mark -> mark.at().toString())
        .containsExactly(
            "2026-11-23T10:00:00Z",
            "2026-11-23T11:30:00Z",
            "2026-11-23T12:00:00Z",
            "2026-11-23T12:00:00Z",
            "2026-11-23T16:00:00Z");

    stage.advanceTo(run, MONDAY_13);

    assertThat(stage.part(run, "Owner")).isEqualTo("approved by 0 of 1, kim can approve");
    refused(run, "nora", Says.APPROVE, DECIDER_NOT_ELIGIBLE);
    says(run, "kim", Says.APPROVE);
    stage.awaitStep(run, "used", Waiting.class);
  }

  @Test
  void inTheEndWhoeverIsOnCallMayDecideToo() throws Exception {
    String run = start();

    stage.advanceTo(run, MONDAY_17);

    assertThat(stage.part(run, "Owner")).isEqualTo("approved by 0 of 1, kim can approve");
  }

  @Test
  void whoCannotWaitMovesItUpTheLadder() throws Exception {
    String run = start();

    says(run, "nora", Says.ESCALATE);

    assertThat(stage.part(run, "Owner")).isEqualTo("approved by 0 of 1, kim can approve");
    says(run, "kim", Says.ESCALATE);
    assertThat(stage.part(run, "Owner")).isEqualTo("approved by 0 of 1, kim or lea can approve");
    refused(run, "kim", Says.ESCALATE, LADDER_ENDED);
  }

  @Test
  void silenceOfEverybodyExpires() throws Exception {
    String run = start();

    stage.advanceTo(run, MONDAY_13);
    stage.advanceTo(run, MONDAY_17);
    stage.advanceTo(run, TUESDAY_17);

    assertThat(outcome(over(run, REJECTED))).isEqualTo("expired");
    assertThat(list).hasContent("farah\n");
  }

  @Test
  void aRejectionLetsNobodyIn() throws Exception {
    String run = start();

    says(run, "nora", Says.reject("Ask me for the two lines instead."));

    over(run, REJECTED);
    assertThat(list).hasContent("farah\n");
  }

  @Test
  void aListThatComesLateIsFoundByTheNextAttempt() throws Exception {
    Files.delete(list);
    String run = start();
    says(run, "nora", Says.APPROVE);
    stage.awaitStep(run, "grant", AwaitingRetry.class);

    Files.createFile(list);
    stage.advance(Duration.ofSeconds(6));

    stage.awaitStep(run, "used", Waiting.class);
    assertThat(list).hasContent("alice\n");
  }

  @Test
  void aListThatNeverComesFailsTheRun() throws Exception {
    Files.delete(list);
    String run = start();
    says(run, "nora", Says.APPROVE);

    stage.passRetries(run, "grant");

    assertThat(over(run, FAILED).reason()).contains("Make it, even an empty one.");
  }
}
