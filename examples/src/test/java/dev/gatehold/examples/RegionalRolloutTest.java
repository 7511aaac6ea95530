package dev.gatehold.examples;

import static dev.gatehold.core.flow.Ending.CANCELLED;
import static dev.gatehold.core.flow.Ending.COMPLETED;
import static dev.gatehold.core.flow.Ending.FAILED;
import static dev.gatehold.core.flow.Ending.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.run.Command;
import dev.gatehold.core.run.StepState.AwaitingRetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegionalRolloutTest extends Scenario {
  private static final List<String> REGIONS = List.of("north", "south");
  private String before = "";
  private String after = "";

  @SuppressWarnings("NullAway.Init")
  RegionalRolloutTest() {
    super("regional-rollout");
  }

  @BeforeEach
  void furnish() throws IOException {
    before = given("now.conf");
    after = given("new.conf");
    for (String region : REGIONS) {
      Files.writeString(
          Files.createDirectory(folder.resolve(region)).resolve("service.conf"), before);
    }
  }

  private String start(String config) {
    return stage.start(
        "alice", Map.of("regions", REGIONS, "config", config, "folder", folder.toString()));
  }

  private void agrees(String run, String step, String person, Says says) throws Exception {
    stage.awaitGate(run, step);
    says(run, step, person, says);
  }

  private String installed(String region) throws IOException {
    return Files.readString(folder.resolve(region).resolve("service.conf"));
  }

  @Test
  void eachRegionIsAgreedToForItselfAndThenInstalled() throws Exception {
    String run = start(after);

    assertThat(stage.text(stage.awaitGate(run, "agree@1").evidence().getFirst()))
        .contains("-workers=4\n+workers=8\n");
    agrees(run, "agree@1", "kim", Says.APPROVE);
    stage.awaitGate(run, "agree@2");
    assertThat(installed("north")).isEqualTo(after);
    assertThat(installed("south")).isEqualTo(before);
    agrees(run, "agree@2", "maya", Says.APPROVE);

    assertThat(Stage.outputOf(over(run, COMPLETED), "report"))
        .containsEntry("installed", List.of("north: agreed to by kim", "south: agreed to by maya"));
    assertThat(installed("south")).isEqualTo(after);
  }

  @Test
  void aRegionThatIsTurnedDownBringsTheOthersTheirOldConfigurationBack() throws Exception {
    String run = start(after);
    agrees(run, "agree@1", "kim", Says.APPROVE);

    agrees(run, "agree@2", "maya", Says.reject("Not while the sale is on."));

    over(run, REJECTED);
    assertThat(installed("north")).isEqualTo(before);
    assertThat(installed("south")).isEqualTo(before);
    assertThat(folder.resolve("north/service.conf.before")).doesNotExist();
  }

  @Test
  void aRegionThatDoesNotComeUpIsPutBackWithAllBeforeIt() throws Exception {
    Files.createFile(folder.resolve("south/down"));
    String run = start(after);
    agrees(run, "agree@1", "kim", Says.APPROVE);
    agrees(run, "agree@2", "kim", Says.APPROVE);

    stage.awaitStep(run, "verify@2", AwaitingRetry.class);
    stage.passRetries(run, "verify@2");

    assertThat(over(run, FAILED).reason()).contains("Expected south to come up");
    assertThat(installed("north")).isEqualTo(before);
    assertThat(installed("south")).isEqualTo(before);
  }

  @Test
  void whatIsCancelledHalfWayIsPutBackToo() throws Exception {
    String run = start(after);
    agrees(run, "agree@1", "kim", Says.APPROVE);
    stage.awaitGate(run, "agree@2");

    stage.submit(run, "alice", new Command.CancelRun("wrong file"));

    over(run, CANCELLED);
    assertThat(installed("north")).isEqualTo(before);
  }

  @Test
  void nobodyIsAskedAboutAConfigurationThatCannotBeReadOrHasACredential() throws Exception {
    assertThat(over(start("workers 8\n"), FAILED).reason()).contains("found line 1:workers 8");
    assertThat(over(start("db_password=hunter2\n"), FAILED).reason())
        .contains("found 1:db_password")
        .doesNotContain("hunter2");
    assertThat(installed("north")).isEqualTo(before);
    assertThat(folder.resolve(Path.of("north", "service.conf.before"))).doesNotExist();
  }
}
