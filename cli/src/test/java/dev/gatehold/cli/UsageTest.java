package dev.gatehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.cli.Shell.Result;
import dev.gatehold.cli.output.EnvelopeTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
  private static final String NOBODY = "http://127.0.0.1:1";

  private static final String FLOOR =
      """
      floor: two-eyes
      title: Somebody looks first
      binds: { steps: [exec] }
      requires: group:engineers
      """;
  private static final String UNGUARDED =
      """
      flow: unguarded
      title: Nobody is asked
      steps:
        - id: apply
          exec: { command: ["true"] }
      """;

  @TempDir Path folder;

  private Shell shell() {
    return new Shell(folder);
  }

  @Test
  void a_misspelt_command_gets_a_suggestion() {
    Result result = shell().run("inbx");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains("Expected what 'gatehold' understands, but found 'inbx'.")
        .contains("Did you mean 'inbox'?")
        .contains("gatehold --help");
  }

  @Test
  void a_misspelt_word_of_a_group_gets_a_suggestion_too() {
    assertThat(shell().run("run", "strat", "x").err()).contains("Did you mean 'start'?");
    assertThat(shell().run("inbox", "--jsn").err()).contains("--json");
  }

  @Test
  void a_group_alone_says_what_is_missing() {
    Result result = shell().run("run");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("gatehold run --help");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "inbx --json",
        "run --json",
        "approve --json",
        "approve x --bogus --json",
        "approve x x --yes --json",
        "approve x y --digest sha256:0 --json",
        "reject x --edit a=1 --yes --json",
        "decide x --yes --json",
        "delegate x --json",
        "delegate x --to bob --until whenever --json",
        "request resubmit --json",
        "flow check --json",
        "flow check --floors /no/such/folder --json",
        "run start f --release many --json",
        "run watch x --timeout soon --json",
        "inbox --server nowhere --json",
        "flow check /no/such/file --json",
        "run start f --input-file /no/such/file --json",
        "help --json nonsense"
      })
  void with_json_every_wrong_usage_is_one_line_that_fits_the_schema(String words)
      throws IOException {
    Result result = signedIn().run(words.split(" "));

    assertThat(result.exit()).as(result.text()).isEqualTo(2);
    assertThat(result.err()).isEmpty();
    assertThat(EnvelopeTest.problems(result.out())).as(result.out()).isEmpty();
    assertThat(result.json().path("ok").asBoolean()).isFalse();
  }

  @Test
  void without_arguments_and_with_help_everything_is_listed() {
    for (Result result : List.of(shell().run(), shell().run("--help"), shell().run("help"))) {
      assertThat(result.exit()).isZero();
      assertThat(result.out())
          .contains(
              "demo", "server", "inbox", "approve", "request-changes", "escalate", "exit-codes");
    }
    assertThat(shell().run("run", "start", "--help").out()).contains("--input", "--wait", "--json");
    assertThat(shell().run("help", "run", "start").out()).contains("--input", "--wait");
  }

  @Test
  void help_knows_its_topics() {
    assertThat(shell().run("help", "exit-codes").out()).contains("8     still pending");
    assertThat(shell().run("help", "environment").out()).contains("GATEHOLD_TOKEN_FILE");
    assertThat(shell().run("help", "json").out()).contains("\"ok\":true");
  }

  @Test
  void the_version_is_told_to_people_and_programs() {
    assertThat(shell().run("--version").out()).startsWith("gatehold 0.").contains("(Java 25");
    assertThat(shell().run("version", "--json").data().path("java").asString()).startsWith("25");
    assertThat(shell().run("--version", "--json").data().path("java").asString()).startsWith("25");
  }

  @Test
  void a_server_that_is_not_there_is_one_clear_error() throws IOException {
    Result result = signedIn().run("inbox");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains("Expected a Gatehold server at " + NOBODY + ", but nothing answers there.")
        .contains("gatehold server start-dev");
  }

  @Test
  void without_credentials_nothing_is_asked_of_a_server() {
    Result result = shell().with("GATEHOLD_SERVER", NOBODY).run("inbox", "--json");

    assertThat(result.exit()).isEqualTo(4);
    assertThat(result.errorCode()).isEqualTo("credentials.missing");
    assertThat(result.json().at("/next/0/command").asString()).isEqualTo("gatehold login USER");
  }

  @Test
  void a_password_is_only_asked_for_at_a_terminal() {
    Result result = shell().with("GATEHOLD_SERVER", NOBODY).run("login", "alice", "--json");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.errorCode()).isEqualTo("password.missing");
  }

  @Test
  void a_decision_without_a_terminal_needs_a_digest_or_yes() throws IOException {
    Result result = signedIn().run("approve", "run_1.review");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("--digest").contains("--yes");
  }

  @Test
  void floors_and_what_they_bind_are_checked_without_a_server() throws IOException {
    Path floors = Files.createDirectory(folder.resolve("floors"));
    Files.writeString(floors.resolve("b.yaml"), FLOOR);
    Files.writeString(folder.resolve("flow.yaml"), UNGUARDED);

    Result alone = shell().run("flow", "check", "--floors", "floors");
    assertThat(alone.exit()).as(alone.text()).isZero();
    assertThat(alone.out()).isEqualTo("✓ floors/b.yaml  floor 'two-eyes' is fine\n");
    Result held = shell().run("flow", "check", "flow.yaml", "--floors", "floors", "--json");
    assertThat(held.exit()).isEqualTo(2);
    assertThat(EnvelopeTest.problems(held.out())).as(held.out()).isEmpty();
    assertThat(held.data().at("/files/0/floor").asString()).isEqualTo("two-eyes");
    assertThat(held.data().at("/files/1/problems/0/message").asString()).contains("two-eyes");

    Files.writeString(floors.resolve("c.yaml"), FLOOR);
    Result twice = shell().run("flow", "check", "--floors", "floors");
    assertThat(twice.exit()).isEqualTo(2);
    assertThat(twice.err()).contains("'two-eyes' stands in floors/b.yaml and in floors/c.yaml");
    Files.writeString(
        floors.resolve("c.yaml"), FLOOR.replace("two-eyes", "x").replace("binds", "bind"));
    Result wrong = shell().run("flow", "check", "--floors", "floors");
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.out()).contains("floors/c.yaml:3:1: error [", "Did you mean 'binds'?");
  }

  @Test
  void colours_need_a_terminal_and_the_leave_to_use_it() {
    assertThat(shell().atTerminal().run("nonsense").err()).contains("\u001b[");
    assertThat(shell().atTerminal().with("NO_COLOR", "1").run("nonsense").err())
        .doesNotContain("\u001b[");
    assertThat(shell().atTerminal().with("TERM", "dumb").run("nonsense").err())
        .doesNotContain("\u001b[");
    assertThat(shell().run("nonsense").err()).doesNotContain("\u001b[");
  }

  private Shell signedIn() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), "gthp_nothing\n");
    return shell().with("GATEHOLD_SERVER", NOBODY).with("GATEHOLD_TOKEN_FILE", token.toString());
  }

  @Test
  void a_place_for_resources_that_cannot_be_starts_nothing() {
    Result place = shell().run("server", "start-dev", "--resources", "bucket", "--json");
    assertThat(place.exit()).isEqualTo(2);
    assertThat(place.errorCode()).isEqualTo("usage.invalid");
    assertThat(place.out()).contains("s3://bucket/prefix");

    Result alone = shell().run("server", "start-dev", "--s3-endpoint", "https://s3.example.com");
    assertThat(alone.exit()).isEqualTo(2);
    assertThat(alone.err()).contains("Expected --resources beside --s3-endpoint");
  }
}
