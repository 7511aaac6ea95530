package dev.gatehold.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Which processes a server lets flows run on its machine. */
class ProcessesTest {
  private static final String FLOW =
      """
      flow: process
      title: Run a process
      input: { type: object }
      steps:
        - id: review
          approval:
            title: Run it?
            requires: { from: [group:sre] }
        - id: work
          exec: { command: ["${{ input.command }}"] }
      """;

  @TempDir Path folder;

  private static String waiting(TestServer server, String command) {
    return server.run("alice", "process", Map.of("command", command)) + ".review";
  }

  /** The error of the step that is to run, after bob has approved; empty when it ran. */
  private static String errorOf(TestServer server, String request) {
    server.decision("bob", request, "approve").send().ok(200);
    JsonNode end = Changes.whenOver(server, request);
    return end.at("/steps/1/error/code").asString("");
  }

  @Test
  void onlyTheCommandsOfTheListAreRun() {
    ServerSettings settings =
        TestServer.settings(folder).withExecAllowed(Set.of("true", "/bin/true"));
    try (TestServer server = TestServer.onDisk(settings)) {
      server.publish("alice", "process", FLOW);

      assertThat(errorOf(server, waiting(server, "true"))).isEmpty();
      assertThat(errorOf(server, waiting(server, "/bin/true"))).isEmpty();
      for (String other : new String[] {"echo", "/usr/bin/true", "true ", "./true"}) {
        assertThat(errorOf(server, waiting(server, other))).as(other).isEqualTo("exec.not_allowed");
      }
    }
  }

  @Test
  void withoutProcessesNoFlowMayNameThemAndOldRunsFailWithTheReason() {
    String request;
    ServerSettings settings = TestServer.settings(folder);
    try (TestServer server = TestServer.onDisk(settings.withExec(true))) {
      server.publish("alice", "process", FLOW);
      request = waiting(server, "true");
    }
    try (TestServer server = TestServer.onDisk(settings.withExec(false))) {
      JsonNode refused =
          server
              .as("alice", "PUT", "/flows/process/draft")
              .body("text/yaml", FLOW)
              .send()
              .problem(422, "flow.invalid");
      assertThat(refused.toString()).contains("flow.unknown_connector");
      assertThat(errorOf(server, request)).isEqualTo("exec.disabled");
    }
  }
}
