package dev.gatehold.examples;

import static dev.gatehold.core.flow.Ending.COMPLETED;
import static dev.gatehold.core.flow.Ending.FAILED;
import static dev.gatehold.core.flow.Ending.REJECTED;
import static dev.gatehold.core.run.Refusal.Code.COMMENT_MISSING;
import static dev.gatehold.core.run.Refusal.Code.DECIDER_EXCLUDED;
import static dev.gatehold.core.run.Refusal.Code.DECIDER_NOT_ELIGIBLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.run.StepState.AwaitingRetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProductionCredentialsTest extends Scenario {
  private Path place;

  @SuppressWarnings("NullAway.Init")
  ProductionCredentialsTest() {
    super("production-credentials");
  }

  @BeforeEach
  void fillTheStore() throws IOException {
    place = Files.createDirectories(folder.resolve("store/payments-db"));
    Files.writeString(place.resolve("credential"), "old secret\n");
    Files.writeString(place.resolve("consumers"), "checkout\nrefunds\n");
  }

  private String start(int risk) throws Exception {
    String run =
        stage.start(
            "alice",
            Map.of(
                "service",
                "payments-db",
                "store",
                folder.resolve("store").toString(),
                "plan",
                given("plan.md"),
                "planned_by",
                "lea",
                "risk",
                risk));
    stage.awaitReview(run);
    return run;
  }

  private String credential() throws IOException {
    return Files.readString(place.resolve("credential"));
  }

  @Test
  void twoEngineersWhoDidNotPlanItRotateIt() throws Exception {
    String run = start(3);
    assertThat(stage.part(run, "Two engineers"))
        .isEqualTo("approved by 0 of 2, kim or maya can approve");
    assertThat(stage.part(run, "Security")).isEqualTo("does not apply: 'input.risk >= 7' is false");
    refused(run, "lea", Says.APPROVE, DECIDER_EXCLUDED);
    refused(run, "carol", Says.APPROVE, DECIDER_NOT_ELIGIBLE);

    says(run, "kim", Says.APPROVE);
    assertThat(stage.part(run, "Two engineers"))
        .isEqualTo("approved by 1 of 2 (kim), maya can approve");
    says(run, "maya", Says.APPROVE);

    over(run, COMPLETED);
    assertThat(stage.part(run, "Two engineers")).isEqualTo("approved by 2 of 2 (kim and maya)");
    String rotated = credential();
    assertThat(rotated).isNotEqualTo("old secret\n");
    assertThat(place.resolve("previous")).hasContent("old secret\n");
    stage.deliverAgain("rotate");
    assertThat(credential()).isEqualTo(rotated);
  }

  @Test
  void aRiskyOneTakesSecurityToo() throws Exception {
    String run = start(7);

    says(run, "kim", Says.APPROVE);
    says(run, "maya", Says.APPROVE);
    assertThat(stage.part(run, "Security"))
        .isEqualTo("approved by 0 of 1, carol or henk can approve");
    assertThat(credential()).isEqualTo("old secret\n");
    says(run, "henk", Says.APPROVE);

    over(run, COMPLETED);
    assertThat(credential()).isNotEqualTo("old secret\n");
  }

  @Test
  void oneRejectionEndsIt() throws Exception {
    String run = start(3);
    says(run, "kim", Says.APPROVE);
    refused(run, "maya", Says.word("reject"), COMMENT_MISSING);

    says(run, "maya", Says.reject("The refunds cannot be restarted before noon."));

    assertThat(over(run, REJECTED).reason()).isEqualTo("gate 'review' was rejected");
    assertThat(credential()).isEqualTo("old secret\n");
  }

  @Test
  void silenceExpires() throws Exception {
    String run = start(3);
    says(run, "kim", Says.APPROVE);

    stage.advance(Duration.ofHours(8));

    assertThat(outcome(over(run, REJECTED))).isEqualTo("expired");
    assertThat(credential()).isEqualTo("old secret\n");
  }

  @Test
  void aSealedStoreIsTriedAgain() throws Exception {
    Path sealed = Files.createFile(folder.resolve("store/sealed"));
    String run = start(3);
    says(run, "kim", Says.APPROVE);
    says(run, "maya", Says.APPROVE);
    stage.awaitStep(run, "rotate", AwaitingRetry.class);
    assertThat(credential()).isEqualTo("old secret\n");

    Files.delete(sealed);
    stage.advance(Duration.ofSeconds(11));

    over(run, COMPLETED);
    assertThat(credential()).isNotEqualTo("old secret\n");
  }

  @Test
  void aCredentialThatWasReplacedMeanwhileIsNotTouched() throws Exception {
    String run = start(3);
    Files.writeString(place.resolve("credential"), "somebody else's\n");
    says(run, "kim", Says.APPROVE);

    says(run, "maya", Says.APPROVE);

    stage.passRetries(run, "rotate");
    assertThat(over(run, FAILED).reason()).contains("which was agreed to, but found");
    assertThat(credential()).isEqualTo("somebody else's\n");
  }
}
