package dev.gatehold.cli.demo;

import dev.gatehold.cli.output.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The same change in several places, each agreed to for itself; what was done is undone. */
final class RolloutScene {
  private static final List<String> REGIONS = List.of("north", "south");
  private final Stage stage;

  RolloutScene(Stage stage) {
    this.stage = stage;
  }

  void rolledBack() throws IOException {
    stage.narrator().chapter("A rollout, region by region: the second is turned down");
    Path folder = stage.place("regions");
    String before = stage.given("regional-rollout", "now.conf");
    for (String region : REGIONS) {
      Files.writeString(
          Files.createDirectory(folder.resolve(region)).resolve("service.conf"), before);
    }
    ObjectNode input =
        JsonText.object()
            .put("config", stage.given("regional-rollout", "new.conf"))
            .put("folder", folder.toString());
    REGIONS.forEach(input.putArray("regions")::add);
    Performance rollout =
        Performance.of(stage, "regional-rollout", "for each region, rollback", "alice", input);
    rollout.asks();
    rollout.approves("kim");
    rollout.asks();
    boolean installed = !installed(folder, "north").equals(before);
    rollout.rejects("maya", "Not while the sale is on in the south.");
    rollout.ends("rejected");
    stage
        .expectations()
        .expect(
            "regional-rollout: the north had the new configuration, and has its old one back",
            installed && installed(folder, "north").equals(before));
  }

  private static String installed(Path folder, String region) throws IOException {
    return Files.readString(folder.resolve(region).resolve("service.conf"));
  }
}
