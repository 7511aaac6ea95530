package dev.gatehold.examples;

import static dev.gatehold.core.flow.Ending.CANCELLED;
import static dev.gatehold.core.flow.Ending.COMPLETED;
import static dev.gatehold.core.flow.Ending.FAILED;
import static dev.gatehold.core.flow.Ending.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.run.StepState.AwaitingRetry;
import dev.gatehold.core.run.StepState.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MaintenanceWindowTest extends Scenario {
  private static final Instant OPENS = Instant.parse("2026-11-23T01:00:00Z");
  private Path logs;

  @SuppressWarnings("NullAway.Init")
  MaintenanceWindowTest() {
    super("maintenance-window");
  }

  @BeforeEach
  void writeLogs() throws IOException {
    logs = Files.createDirectory(folder.resolve("checkout"));
    Files.writeString(logs.resolve("monday.log"), "GET /cart 200\n".repeat(100));
    Files.writeString(logs.resolve("sunday.log"), "GET /cart 200\n".repeat(100));
  }

  private String start(Instant opens) throws Exception {
    String run =
        stage.start(
            "alice",
            Map.of("service", "checkout", "opens", opens.toString(), "folder", folder.toString()));
    stage.awaitReview(run);
    return run;
  }

  private String[] files() {
    String[] names = logs.toFile().list();
    assertThat(names).isNotNull();
    Arrays.sort(names);
    return names;
  }

  @Test
  void whatIsConfirmedHappensInTheWindow() throws Exception {
    String run = start(OPENS);

    says(run, "kim", Says.APPROVE);

    stage.awaitStep(run, "window", Waiting.class);
    assertThat(files()).containsExactly("monday.log", "sunday.log");
    stage.advanceTo(run, OPENS);
    assertThat(Stage.outputOf(over(run, COMPLETED), "compact")).containsEntry("compacted", 2L);
    assertThat(files()).containsExactly("monday.log.gz", "sunday.log.gz");
  }

  @Test
  void silenceCallsItOff() throws Exception {
    String run = start(OPENS);

    stage.advance(Duration.ofHours(4));

    assertThat(over(run, CANCELLED).reason())
        .isEqualTo("Nobody confirmed the window; nothing was touched.");
    assertThat(files()).containsExactly("monday.log", "sunday.log");
  }

  @Test
  void operationsCanPutItOff() throws Exception {
    String run = start(OPENS);

    says(run, "lea", Says.word("postpone").because("the sale ends on Tuesday"));

    assertThat(over(run, CANCELLED).reason()).isEqualTo("Put off by lea: the sale ends on Tuesday");
  }

  @Test
  void aRejectionIsNoCancellation() throws Exception {
    String run = start(OPENS);

    says(run, "kim", Says.reject("Logs are not compacted by hand any more."));

    over(run, REJECTED);
    assertThat(files()).containsExactly("monday.log", "sunday.log");
  }

  @Test
  void aNewerAnnouncementTakesThePlaceOfAnOlder() throws Exception {
    String older = start(OPENS);

    String newer = start(OPENS.plus(Duration.ofDays(1)));

    assertThat(over(older, CANCELLED).reason()).isEqualTo("superseded by " + newer);
    says(newer, "kim", Says.APPROVE);
  }

  @Test
  void aBusyServiceIsTriedAgain() throws Exception {
    Path busy = Files.createFile(logs.resolve("busy"));
    String run = start(OPENS);
    says(run, "kim", Says.APPROVE);
    stage.awaitStep(run, "window", Waiting.class);
    stage.advanceTo(run, OPENS);
    stage.awaitStep(run, "compact", AwaitingRetry.class);

    Files.delete(busy);
    stage.advance(Duration.ofSeconds(35));

    over(run, COMPLETED);
    assertThat(files()).containsExactly("monday.log.gz", "sunday.log.gz");
  }

  @Test
  void aServiceThatStaysBusyFailsTheRun() throws Exception {
    Files.createFile(logs.resolve("busy"));
    String run = start(OPENS);
    says(run, "kim", Says.APPROVE);
    stage.awaitStep(run, "window", Waiting.class);
    stage.advanceTo(run, OPENS);

    stage.passRetries(run, "compact");

    assertThat(over(run, FAILED).reason()).contains("but it is busy");
    assertThat(files()).containsExactly("busy", "monday.log", "sunday.log");
  }
}
