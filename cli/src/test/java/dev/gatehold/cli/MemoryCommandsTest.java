package dev.gatehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.cli.Shell.Result;
import dev.gatehold.cli.server.LocalServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gatehold memory} against a real server. */
class MemoryCommandsTest {
  private static final String FLOW =
      """
      flow: digest
      title: Number the digests
      steps:
        - id: remember
          memory: { put: last/run, value: { of: "${{ run.id }}" } }
      """;

  @TempDir static Path folder;
  private static LocalServer server;
  private static Shell admin;
  private static Shell alice;

  @BeforeAll
  static void start() throws IOException {
    server = LocalServer.start(folder);
    alice = server.shellOf("alice");
    admin = server.shellOf("root");
    Files.writeString(folder.resolve("digest.yaml"), FLOW);
    assertThat(alice.run("flow", "push", "digest.yaml").exit()).isZero();
    assertThat(alice.run("flow", "release", "digest", "--promote").exit()).isZero();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void whatARunRememberedIsListedAndShown() {
    Result run = alice.run("run", "start", "digest", "--wait", "--json");
    String id = run.data().path("id").asString();

    Result list = alice.run("memory", "list", "digest", "--prefix", "last/");
    assertThat(list.exit()).isZero();
    assertThat(list.out()).contains("KEY", "last/run", id + ".remember");
    assertThat(list.err()).contains("gatehold memory get digest last/run");
    Result got = alice.run("memory", "get", "digest", "last/run");
    assertThat(got.out()).contains("last/run  version 1  by " + id + ".remember", id);
    assertThat(
            alice
                .run("memory", "get", "digest", "last/run", "--json")
                .data()
                .at("/value/of")
                .asString())
        .isEqualTo(id);
    assertThat(alice.run("memory", "list", "digest", "--staging").out()).contains("No keys.");
  }

  @Test
  void anAdminSetsAndDeletesAndTheHistoryTells() {
    Result set = admin.run("memory", "set", "digest", "n", "{\"a\":1}", "--if-version", "0");
    assertThat(set.exit()).as(set.text()).isZero();
    assertThat(set.out()).isEqualToIgnoringNewLines("n has version 1 now.");
    assertThat(admin.run("memory", "set", "digest", "n", "plain text").exit()).isZero();

    Result late = admin.run("memory", "set", "digest", "n", "2", "--if-version", "1", "--json");
    assertThat(late.exit()).isEqualTo(5);
    assertThat(late.errorCode()).isEqualTo("memory.conflict");
    Result again = admin.run("memory", "set", "digest", "n", "2", "--if-version", "0", "--json");
    assertThat(again.errorCode()).isEqualTo("memory.conflict");

    assertThat(admin.run("memory", "delete", "digest", "n", "--if-version", "2").out())
        .contains("n is forgotten.");
    assertThat(admin.run("memory", "delete", "digest", "n").out()).contains("n was not there.");
    assertThat(alice.run("memory", "get", "digest", "n", "--json").errorCode())
        .isEqualTo("memory.unknown");
    assertThat(alice.run("memory", "history", "digest", "n").out().lines())
        .satisfiesExactly(
            heading -> assertThat(heading).startsWith("VERSION"),
            deleted -> assertThat(deleted).startsWith("3").endsWith("(deleted)"),
            second -> assertThat(second).startsWith("2").contains("root").endsWith("plain text"),
            first -> assertThat(first).startsWith("1").endsWith("{\"a\":1}"));
  }

  @Test
  void theSameKeyNeverWritesTwice() {
    admin.run("memory", "set", "digest", "once", "1", "--key", "k1");
    admin.run("memory", "set", "digest", "once", "2");

    Result again = admin.run("memory", "set", "digest", "once", "1", "--key", "k1", "--json");
    assertThat(again.data().path("version").asLong()).isEqualTo(1);
    assertThat(alice.run("memory", "get", "digest", "once").out()).contains("version 2");
  }

  @Test
  void othersMayOnlyLook() {
    Result set = alice.run("memory", "set", "digest", "n", "1", "--json");

    assertThat(set.exit()).isEqualTo(4);
    assertThat(set.errorCode()).isEqualTo("access.denied");
  }
}
