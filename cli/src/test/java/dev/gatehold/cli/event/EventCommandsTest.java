package dev.gatehold.cli.event;

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
import tools.jackson.databind.JsonNode;

/** Events from the command line, against a real server. */
class EventCommandsTest {
  private static final String FLOW =
      """
      flow: order
      title: Ship an order
      steps:
        - { id: paid, wait: { event: order.paid, key: o-17 } }
      """;

  @TempDir static Path folder;
  private static LocalServer server;
  private static Shell alice;

  @BeforeAll
  static void start() throws IOException {
    server = LocalServer.start(folder);
    alice = server.shellOf("alice");
    Files.writeString(folder.resolve("order.yaml"), FLOW);
    assertThat(alice.run("flow", "push", "order.yaml").exit()).isZero();
    assertThat(alice.run("flow", "release", "order", "--promote").exit()).isZero();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void an_event_lets_a_run_go_on_and_is_listed() throws IOException {
    String run = alice.run("run", "start", "order", "--json").data().path("id").asString();
    Files.writeString(folder.resolve("paid.json"), "{\"total\": 120}");
    assertThat(
            alice.run("event", "send", "order.paid", "--key", "o-17", "--data", "@paid.json").out())
        .startsWith("Sent: evt_");
    JsonNode end = alice.run("run", "watch", run, "--timeout", "1m", "--json").data();
    assertThat(end.path("status").asString()).isEqualTo("completed");
    assertThat(alice.run("event", "list", "--key", "o-17").out())
        .contains("EVENT", "order.paid", "o-17", "alice", "{\"total\":120}");
    assertThat(alice.run("event", "list", "--name", "order.sent").out()).isEqualTo("No events.\n");
  }

  @Test
  void the_same_id_is_the_same_event() {
    assertThat(alice.run("event", "send", "a.b", "--id", "x-1").out()).startsWith("Sent: ");
    assertThat(alice.run("event", "send", "a.b", "--id", "x-1").out())
        .startsWith("Known already: ");
    assertThat(alice.run("event", "send", "a.c", "--id", "x-1", "--json").errorCode())
        .isEqualTo("key.reused");
  }

  @Test
  void wrong_data_is_told() {
    assertThat(alice.run("event", "send", "a.b", "--data", "[1]", "--json").errorCode())
        .isEqualTo("input.invalid");
    assertThat(alice.run("event", "send", "a b", "--json").errorCode()).isEqualTo("event.invalid");
  }
}
