package dev.gatehold.examples;

import static dev.gatehold.core.flow.Ending.CANCELLED;
import static dev.gatehold.core.flow.Ending.COMPLETED;
import static dev.gatehold.core.flow.Ending.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.approval.Evidence;
import dev.gatehold.core.approval.Request;
import dev.gatehold.engine.store.TriggerStore.Firing;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContentOperatorTest extends WorkbenchScenario {
  /** Seven o'clock in Berlin on the Monday after the stage's clock begins. */
  private static final Instant MONDAY = Instant.parse("2026-11-23T06:00:00Z");

  @SuppressWarnings("NullAway.Init")
  ContentOperatorTest() {
    super("content-operator");
  }

  /** It becomes seven o'clock, some days after Monday; the run that begins then. */
  private String morning(int day, int runs) throws InterruptedException {
    turnTo(day);
    return stage.awaitRuns(runs).getLast();
  }

  private void turnTo(int day) {
    stage.advance(Duration.between(stage.clock.instant(), MONDAY.plus(Duration.ofDays(day))));
  }

  private String topic(String run) throws InterruptedException {
    return stage.awaitReview(run).title().replaceFirst(".* about (.*)\\?", "$1");
  }

  private Path published(String topic) {
    return workbench.home().resolve("site").resolve(topic + ".md");
  }

  private static Map<String, @Nullable Object> only(String... topics) {
    return Map.of("topics", List.of(topics), "site", "site");
  }

  @Test
  void everyMorningHasATopicOfItsOwnAndWhatIsApprovedAppears() throws Exception {
    String monday = morning(0, 1);
    Request request = stage.awaitReview(monday);
    Evidence text = request.evidence().getFirst();
    assertThat(topic(monday)).isEqualTo("ovens");
    assertThat(String.valueOf(text.content())).startsWith("# Ovens").contains("*2026-11-23*");
    assertThat(published("ovens")).doesNotExist();
    says(monday, "dora", Says.APPROVE);
    assertThat(over(monday, COMPLETED).output()).isEqualTo(Map.of("published", "ovens"));
    assertThat(published("ovens")).hasContent(String.valueOf(text.content()));

    String tuesday = morning(1, 2);
    assertThat(topic(tuesday)).isEqualTo("rye-bread");
    says(tuesday, "dora", Says.APPROVE);
    over(tuesday, COMPLETED);
    assertThat(published("rye-bread")).exists();
  }

  @Test
  void whatIsTurnedDownDoesNotAppearAndIsRememberedWithTheReason() throws Exception {
    String monday = morning(0, 1);
    stage.awaitReview(monday);

    says(monday, "dora", Says.reject("We wrote about ovens last year."));

    over(monday, REJECTED);
    assertThat(published("ovens")).doesNotExist();
    assertThat(stage.remembered("topics/ovens"))
        .contains("\"rejected\"", "We wrote about ovens last year.", "\"dora\"");
    assertThat(topic(morning(1, 2))).isEqualTo("rye-bread");
  }

  @Test
  void whileATextWaitsNothingNewIsWritten() throws Exception {
    String monday = morning(0, 1);
    stage.awaitReview(monday);

    turnTo(1);

    assertThat(awaitSkipped().at()).isEqualTo(MONDAY.plus(Duration.ofDays(1)));
    assertThat(stage.awaitRuns(1)).containsExactly(monday);
    says(monday, "dora", Says.APPROVE);
    over(monday, COMPLETED);
    assertThat(topic(morning(2, 2))).isEqualTo("rye-bread");
  }

  private Firing awaitSkipped() {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (true) {
      Firing skipped = stage.triggers().list("content-operator").getFirst().skipped();
      if (skipped != null) {
        return skipped;
      }
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  @Test
  void twoRunsAtOnceTakeTwoTopics() throws Exception {
    String one = stage.start("emil", only("ovens", "apprentices"));
    String other = stage.start("emil", only("ovens", "apprentices"));

    assertThat(Set.of(topic(one), topic(other))).containsExactlyInAnyOrder("ovens", "apprentices");
  }

  @Test
  void whenEverythingIsWrittenNobodyIsAsked() throws Exception {
    String run = stage.start("emil", only("ovens"));
    stage.awaitReview(run);

    assertThat(over(stage.start("emil", only("ovens")), CANCELLED).reason())
        .isEqualTo("Everything on the list has been written about.");
  }
}
