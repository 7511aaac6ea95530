package dev.gatehold.examples;

import static dev.gatehold.core.flow.Ending.COMPLETED;
import static dev.gatehold.core.flow.Ending.REJECTED;
import static dev.gatehold.core.run.Refusal.Code.FORM_INVALID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.approval.Request;
import dev.gatehold.core.run.RunState.Ended;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContractTest extends Scenario {
  private static final Map<String, @Nullable Object> EXIT_PLAN =
      Map.of("condition", "The provider names its way out of the contract.", "until", "2027-01-31");

  @SuppressWarnings("NullAway.Init")
  ContractTest() {
    super("contract");
  }

  private String start(String name, int value, int months) throws Exception {
    String run =
        stage.start(
            "emil",
            Map.of(
                "name",
                name,
                "counterparty",
                "Nordlicht GmbH",
                "value",
                value,
                "term_months",
                months,
                "text",
                given(name + ".txt"),
                "folder",
                folder.toString()));
    stage.awaitReview(run);
    return run;
  }

  private static Says conditions(Map<String, @Nullable Object> form) {
    return Says.word("approve_with_conditions").filling(form);
  }

  private Path filed(String name) {
    return folder.resolve(name);
  }

  @Test
  void withoutAClauseTheManagerIsEnough() throws Exception {
    String run = start("cleaning", 10_800, 12);
    assertThat(stage.sentence(run))
        .isEqualTo(
            "Manager: approved by 0 of 1, dora can approve; Legal: does not apply:"
                + " 'size(steps.scan.output.clauses) > 0' is false; Compliance: does not apply:"
                + " 'steps.risk.output.score >= 5' is false");

    says(run, "dora", Says.APPROVE);

    assertThat(outcome(over(run, COMPLETED))).isEqualTo("approved");
    assertThat(filed("cleaning.txt")).hasContent(given("cleaning.txt"));
    assertThat(filed("cleaning.obligations.txt")).doesNotExist();
  }

  @Test
  void aClauseBringsLegalAndAHighScoreBringsCompliance() throws Exception {
    String run = start("hosting", 60_000, 36);
    Request request = stage.awaitReview(run);
    assertThat(request.title()).isEqualTo("Sign hosting with Nordlicht GmbH (60000 €, risk 6)");
    assertThat(stage.text(request.evidence().get(1)).lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("4:2. Personal data."),
            line -> assertThat(line).startsWith("6:3. Liability."));
    assertThat(stage.sentence(run))
        .isEqualTo(
            "Manager: approved by 0 of 1, dora can approve; Legal: approved by 0 of 1, gita can"
                + " approve; Compliance: approved by 0 of 1, ines can approve");

    says(run, "dora", Says.APPROVE);
    says(run, "ines", Says.APPROVE);
    assertThat(stage.part(run, "Legal")).isEqualTo("approved by 0 of 1, gita can approve");
    says(run, "gita", Says.APPROVE);

    over(run, COMPLETED);
  }

  @Test
  void aConditionBecomesAnObligation() throws Exception {
    String run = start("hosting", 60_000, 12);

    says(run, "gita", conditions(EXIT_PLAN));
    says(run, "dora", Says.APPROVE);

    assertThat(outcome(over(run, COMPLETED))).isEqualTo("approved");
    assertThat(filed("hosting.txt")).hasContent(given("hosting.txt"));
    assertThat(filed("hosting.obligations.txt"))
        .hasContent("2027-01-31: The provider names its way out of the contract. (gita)\n");
  }

  @Test
  void whenEverybodyHasConditionsTheirWordIsTheOutcome() throws Exception {
    String run = start("cleaning", 10_800, 12);

    says(run, "dora", conditions(EXIT_PLAN));

    assertThat(outcome(over(run, COMPLETED))).isEqualTo("approve_with_conditions");
  }

  @Test
  void aConditionIsComplete() throws Exception {
    String run = start("cleaning", 10_800, 12);

    refused(run, "dora", conditions(Map.of()), FORM_INVALID);
    refused(run, "dora", conditions(Map.of("condition", "x")), FORM_INVALID);
    refused(run, "dora", conditions(Map.of("condition", "x", "until", "soon")), FORM_INVALID);
    assertThat(filed("cleaning.txt")).doesNotExist();
  }

  @Test
  void oneRejectionEndsIt() throws Exception {
    String run = start("hosting", 60_000, 36);
    says(run, "dora", Says.APPROVE);

    says(run, "ines", Says.reject("The term is longer than we may bind ourselves."));

    Ended end = over(run, REJECTED);
    assertThat(outcome(end)).isEqualTo("rejected");
    assertThat(filed("hosting.txt")).doesNotExist();
  }

  @Test
  void silenceExpires() throws Exception {
    String run = start("hosting", 60_000, 36);
    says(run, "dora", Says.APPROVE);

    stage.advance(Duration.ofDays(5));

    assertThat(outcome(over(run, REJECTED))).isEqualTo("expired");
    assertThat(filed("hosting.txt")).doesNotExist();
  }
}
