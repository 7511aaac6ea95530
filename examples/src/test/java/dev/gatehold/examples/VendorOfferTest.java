package dev.gatehold.examples;

import static dev.gatehold.core.flow.Ending.COMPLETED;
import static dev.gatehold.core.flow.Ending.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VendorOfferTest extends Scenario {
  private Path letter;

  @SuppressWarnings("NullAway.Init")
  VendorOfferTest() {
    super("vendor-offer");
  }

  @BeforeEach
  void expectALetter() {
    letter = folder.resolve("label-printers.letter.txt");
  }

  private String start() throws Exception {
    String run =
        stage.start(
            "emil",
            Map.of(
                "name",
                "label-printers",
                "vendor",
                "Etikett & Co.",
                "items",
                List.of(
                    Map.of("item", "Label printer LP-40", "quantity", 4, "price", 310),
                    Map.of("item", "Roll of labels", "quantity", 200, "price", 6)),
                "folder",
                folder.toString()));
    stage.awaitReview(run);
    return run;
  }

  @Test
  void theCfoAloneAccepts() throws Exception {
    String run = start();
    assertThat(stage.sentence(run))
        .isEqualTo(
            "CFO: approved by 0 of 1, jonas can approve; or Two of finance: approved by 0 of 2,"
                + " farah, jonas or nora can approve");

    says(run, "jonas", Says.APPROVE);

    over(run, COMPLETED);
    assertThat(letter)
        .hasContent(
            """
            To Etikett & Co.

            We accept your offer:
            - 4 × Label printer LP-40 at 310 EUR
            - 200 × Roll of labels at 6 EUR
            """);
  }

  @Test
  void twoOfFinanceAreAsGood() throws Exception {
    String run = start();

    says(run, "farah", Says.APPROVE);
    assertThat(stage.sentence(run))
        .isEqualTo(
            "CFO: approved by 0 of 1, jonas can approve; or Two of finance: approved by 1 of 2"
                + " (farah), jonas or nora can approve");
    says(run, "nora", Says.APPROVE);

    over(run, COMPLETED);
    assertThat(stage.sentence(run))
        .isEqualTo("Two of finance: approved by 2 of 2 (farah and nora)");
  }

  @Test
  void silenceDeclines() throws Exception {
    String run = start();
    says(run, "farah", Says.APPROVE);

    stage.advance(Duration.ofDays(5));

    assertThat(outcome(over(run, REJECTED))).isEqualTo("rejected");
    assertThat(letter)
        .hasContent("To Etikett & Co.\n\nThank you for your offer. We do not accept it.\n\n");
  }

  @Test
  void aRejectionSaysWhyInTheLetter() throws Exception {
    String run = start();

    says(run, "nora", Says.reject("The printers we have last another year."));

    over(run, REJECTED);
    assertThat(letter)
        .content()
        .endsWith("We do not accept it.\nThe printers we have last another year.\n");
  }
}
