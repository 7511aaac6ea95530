package dev.gatehold.examples;

import static dev.gatehold.core.flow.Ending.COMPLETED;
import static dev.gatehold.core.flow.Ending.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArchitectureDecisionTest extends Scenario {
  @SuppressWarnings("NullAway.Init")
  ArchitectureDecisionTest() {
    super("architecture-decision");
  }

  private String start() throws Exception {
    String run =
        stage.start(
            "alice",
            Map.of(
                "name", "queue-letters",
                "proposal", given("proposal.md"),
                "folder", folder.toString()));
    stage.awaitReview(run);
    return run;
  }

  @Test
  void threeFifthsAndTwoTeamsAreAQuorumInSpiteOfARejection() throws Exception {
    String run = start();
    assertThat(stage.sentence(run))
        .isEqualTo(
            "Engineers: approved by 0 of 2 (60%), bob, carol or lea can approve; any 2 of 3"
                + " (Security: approved by 0 of 1, carol or henk can approve; Operations: approved"
                + " by 0 of 1, kim, lea or maya can approve; Finance: approved by 0 of 1, farah,"
                + " jonas or nora can approve)");

    says(run, "bob", Says.APPROVE);
    says(run, "carol", Says.reject("One more thing to run."));
    says(run, "lea", Says.APPROVE);
    says(run, "henk", Says.APPROVE);
    assertThat(stage.sentence(run))
        .isEqualTo(
            "Engineers: approved by 2 of 2 (60%) (bob and lea); any 2 of 3 (Security:"
                + " approved by 1 of 1 (henk); Operations: approved by 0 of 1, kim or maya can"
                + " approve; Finance: approved by 0 of 1, farah, jonas or nora can approve)");
    says(run, "farah", Says.APPROVE);

    over(run, COMPLETED);
    assertThat(folder.resolve("queue-letters.md")).hasContent(given("proposal.md"));
    assertThat(folder.resolve("queue-letters.votes.md"))
        .hasContent(
            """
            - bob: approve
            - carol: reject, One more thing to run.
            - lea: approve
            - henk: approve
            - farah: approve
            """);
  }

  @Test
  void whoIsInTwoTeamsCountsForOne() throws Exception {
    String run = start();
    says(run, "bob", Says.APPROVE);
    says(run, "carol", Says.APPROVE);
    says(run, "kim", Says.APPROVE);

    assertThat(stage.sentence(run))
        .isEqualTo(
            "Engineers: approved by 2 of 2 (60%) (bob and carol); any 2 of 3 (Security:"
                + " approved by 0 of 1, henk can approve; Operations: approved by 1 of 1 (kim);"
                + " Finance: approved by 0 of 1, farah, jonas or nora can approve)");
    says(run, "lea", Says.APPROVE);

    over(run, COMPLETED);
    assertThat(stage.sentence(run))
        .isEqualTo(
            "Engineers: approved by 2 of 2 (60%) (bob and lea); any 2 of 3 (Security: approved by 1"
                + " of 1 (carol); Operations: approved by 1 of 1 (kim))");
  }

  @Test
  void itEndsWhenTheQuorumIsOutOfReach() throws Exception {
    String run = start();

    says(run, "bob", Says.reject("Too early."));
    assertThat(stage.part(run, "Engineers"))
        .isEqualTo("approved by 0 of 2 (60%), carol or lea can approve");
    says(run, "carol", Says.reject("One more thing to run."));

    over(run, REJECTED);
    assertThat(stage.part(run, "Engineers"))
        .isEqualTo(
            "approved by 0 of 2 (60%), cannot be met: 2 more needed, and only lea can still"
                + " approve");
    assertThat(folder.resolve("queue-letters.md")).doesNotExist();
  }

  @Test
  void aQuorumThatDoesNotComeTogetherInAWeekExpires() throws Exception {
    String run = start();
    says(run, "bob", Says.APPROVE);
    says(run, "lea", Says.APPROVE);

    stage.advance(Duration.ofDays(7));

    assertThat(outcome(over(run, REJECTED))).isEqualTo("expired");
  }
}
