package dev.gatehold.cli.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.cli.Shell;
import dev.gatehold.cli.Shell.Result;
import dev.gatehold.cli.output.EnvelopeTest;
import dev.gatehold.cli.server.LocalServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets from the command line: a value goes in by standard input and never comes out. */
class SecretCommandsTest {
  private static final String VALUE = "command-line-canary-0815";
  private static LocalServer server;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    server = LocalServer.start(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void a_secret_is_set_rotated_listed_sealed_anew_and_deleted() throws IOException {
    Shell root = server.shellOf("root");
    Result set = root.typing(VALUE + "\n").run("secret", "set", "deploy_token");
    assertThat(set.exit()).as(set.text()).isZero();
    assertThat(set.out()).contains("'deploy_token' set for live runs, version 1");
    assertThat(set.text()).doesNotContain(VALUE);

    Result again =
        root.typing(VALUE).run("secret", "set", "deploy_token", "--env", "staging", "--json");
    assertThat(EnvelopeTest.problems(again.out())).as(again.out()).isEmpty();
    assertThat(again.data().path("environment").asString()).isEqualTo("staging");
    root.typing(VALUE).run("secret", "set", "deploy_token");

    Result list = root.run("secret", "list");
    assertThat(list.out().lines())
        .anySatisfy(line -> assertThat(line).contains("deploy_token", "live", "2", "root"))
        .anySatisfy(line -> assertThat(line).contains("deploy_token", "staging", "1", "root"));
    assertThat(root.run("secret", "list", "--json").text() + list.text()).doesNotContain(VALUE);
    assertThat(root.run("secret", "rekey").out()).contains("Sealed 2 secrets");

    assertThat(root.run("secret", "delete", "deploy_token").out()).contains("deleted for live");
    assertThat(root.run("secret", "delete", "deploy_token", "--env", "staging").exit()).isZero();
    assertThat(root.run("secret", "delete", "deploy_token", "--json").errorCode())
        .isEqualTo("secret.unknown");
    assertThat(root.run("secret", "list").out()).contains("No secrets yet.");
  }

  @Test
  void a_value_is_never_taken_from_an_argument_and_never_empty() throws IOException {
    Shell root = server.shellOf("root");
    assertThat(root.run("secret", "set", "other", VALUE).exit()).isEqualTo(2);
    Result empty = root.typing("\n").run("secret", "set", "other", "--json");
    assertThat(empty.exit()).isEqualTo(2);
    assertThat(empty.errorCode()).isEqualTo("secret.missing");
    Result tooShort = root.typing("tiny-1\n").run("secret", "set", "other", "--json");
    assertThat(tooShort.errorCode()).isEqualTo("secret.invalid");
    assertThat(tooShort.text()).doesNotContain("tiny-1");
    assertThat(server.shellOf("alice").typing(VALUE).run("secret", "set", "other").exit())
        .isEqualTo(4);
  }
}
