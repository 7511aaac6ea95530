package dev.gatehold.cli.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.cli.Shell;
import dev.gatehold.cli.server.LocalServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Triggers from the command line, against a real server. */
class TriggerCommandsTest {
  private static final String FLOW =
      """
      flow: yearly
      title: Once a year
      input: { type: object, properties: { topic: { type: string } }, required: [topic] }
      triggers:
        - id: new-year
          schedule: { cron: "0 0 1 1 *", zone: UTC }
          input: { topic: "year of ${{ event.at }}" }
      steps:
        - { id: note, set: { topic: "${{ input.topic }}" } }
      """;

  @TempDir static Path folder;
  private static LocalServer server;
  private static Shell alice;

  @BeforeAll
  static void start() throws IOException {
    server = LocalServer.start(folder);
    alice = server.shellOf("alice");
    Files.writeString(folder.resolve("yearly.yaml"), FLOW);
    assertThat(alice.run("flow", "push", "yearly.yaml").exit()).isZero();
    assertThat(alice.run("flow", "release", "yearly", "--promote").exit()).isZero();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void a_trigger_is_listed_fired_paused_and_resumed() {
    assertThat(alice.run("trigger", "list").out())
        .contains("TRIGGER", "yearly", "new-year", "schedule 0 0 1 1 * UTC");
    String run =
        alice.run("trigger", "fire", "yearly", "new-year", "--json").data().path("run").asString();
    assertThat(run).startsWith("run_");
    assertThat(alice.run("trigger", "pause", "yearly", "new-year").out())
        .isEqualTo("Paused yearly/new-year\n");
    assertThat(alice.run("trigger", "list", "yearly").out()).contains("paused by alice", run);
    assertThat(alice.run("trigger", "resume", "yearly", "new-year").out())
        .isEqualTo("Resumed yearly/new-year\n");
    assertThat(alice.run("trigger", "list", "other").out()).isEqualTo("No triggers.\n");
    assertThat(alice.run("trigger", "pause", "yearly", "other", "--json").errorCode())
        .isEqualTo("trigger.unknown");
  }
}
