package dev.gatehold.examples;

import static dev.gatehold.core.flow.Ending.COMPLETED;
import static dev.gatehold.core.flow.Ending.FAILED;
import static dev.gatehold.core.flow.Ending.REJECTED;
import static dev.gatehold.core.run.Refusal.Code.DECIDER_EXCLUDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.approval.Evidence;
import dev.gatehold.core.approval.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReleaseTest extends Scenario {
  private static final List<String> FILES =
      List.of("NOTES.md", "components.json", "greet.sh", "scan.json");
  private Path build;
  private Path shelf;

  @SuppressWarnings("NullAway.Init")
  ReleaseTest() {
    super("release");
  }

  @BeforeEach
  void build() throws IOException {
    build = Files.createDirectory(folder.resolve("build"));
    shelf = Files.createDirectory(folder.resolve("shelf"));
    for (String file : FILES) {
      Files.writeString(build.resolve(file), given("build/" + file));
    }
  }

  private String start() throws Exception {
    String run =
        stage.start(
            "carol",
            Map.of("version", "2.4.0", "build", build.toString(), "shelf", shelf.toString()));
    stage.awaitReview(run);
    return run;
  }

  @Test
  void securityAndComplianceAreAskedAtOnceAndAgreeInAnyOrder() throws Exception {
    String run = start();
    Request request = stage.awaitReview(run);
    assertThat(request.evidence())
        .extracting(Evidence::kind)
        .containsExactly("text", "table", "metrics");
    assertThat(stage.part(run, "Security")).isEqualTo("approved by 0 of 1, henk can approve");
    assertThat(stage.part(run, "Compliance")).isEqualTo("approved by 0 of 1, ines can approve");
    refused(run, "carol", Says.APPROVE, DECIDER_EXCLUDED);

    says(run, "ines", Says.APPROVE);
    says(run, "lea", Says.APPROVE);
    says(run, "henk", Says.APPROVE);

    over(run, COMPLETED);
    assertThat(shelf.resolve("2.4.0/greet.sh")).hasSameTextualContentAs(build.resolve("greet.sh"));
    stage.deliverAgain("publish");
    assertThat(shelf.toFile().list()).containsExactly("2.4.0");
  }

  @Test
  void theFloorAsksForOperationsThoughTheFlowDoesNot() throws Exception {
    String run = start();

    says(run, "henk", Says.APPROVE);
    says(run, "ines", Says.APPROVE);

    assertThat(stage.part(run, "all")).isEqualTo("every part is needed");
    assertThat(stage.part(run, "floor production-changes"))
        .isEqualTo("Changes to production need operations, and security when they are risky");
    assertThat(stage.part(run, "Operations"))
        .isEqualTo("approved by 0 of 1, kim, lea or maya can approve");
    assertThat(shelf).isEmptyDirectory();
    says(run, "kim", Says.APPROVE);
    over(run, COMPLETED);
  }

  @Test
  void oneOfTheTwoRejectsAndNothingIsPublished() throws Exception {
    String run = start();
    says(run, "henk", Says.APPROVE);

    says(run, "ines", Says.reject("CC-BY-4.0 is not on the list of licences."));

    over(run, REJECTED);
    assertThat(shelf).isEmptyDirectory();
  }

  @Test
  void aBuildThatChangedAfterTheApprovalIsNotPublished() throws Exception {
    String run = start();
    Files.writeString(build.resolve("greet.sh"), "#!/bin/sh\necho pwned\n");
    says(run, "henk", Says.APPROVE);
    says(run, "ines", Says.APPROVE);

    says(run, "kim", Says.APPROVE);

    assertThat(over(run, FAILED).reason()).contains("has changed since. Nothing was published.");
    assertThat(shelf).isEmptyDirectory();
  }

  @Test
  void anotherReleaseOfTheSameNumberIsNotOverwritten() throws Exception {
    Path taken = Files.createDirectory(shelf.resolve("2.4.0"));
    Files.writeString(taken.resolve("greet.sh"), "older");
    String run = start();
    says(run, "henk", Says.APPROVE);
    says(run, "ines", Says.APPROVE);

    says(run, "kim", Says.APPROVE);

    assertThat(over(run, FAILED).reason()).contains("Expected release 2.4.0 to be free");
    assertThat(taken.resolve("greet.sh")).hasContent("older");
  }

  @Test
  void silenceOfOneOfTheTwoExpires() throws Exception {
    String run = start();
    says(run, "henk", Says.APPROVE);
    says(run, "kim", Says.APPROVE);

    stage.advance(Duration.ofDays(2));

    assertThat(outcome(over(run, REJECTED))).isEqualTo("expired");
    assertThat(shelf).isEmptyDirectory();
  }
}
