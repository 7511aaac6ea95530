package dev.gatehold.cli.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.cli.Shell;
import dev.gatehold.cli.Shell.Result;
import dev.gatehold.cli.output.EnvelopeTest;
import dev.gatehold.cli.server.LocalServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Being away and back, as people and scripts say it. */
class AwayTest {
  @TempDir static Path folder;
  private static LocalServer server;

  @BeforeAll
  static void start() throws IOException {
    server = LocalServer.start(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Shell shellOf(String user) {
    return server.shellOf(user).with("TZ", "Europe/Berlin");
  }

  @Test
  void days_are_whole_days_where_the_command_runs() throws IOException {
    Shell alice = shellOf("alice");

    Result away =
        alice.run("away", "--from", "2100-12-24", "--until", "2100-12-31", "--to", "bob", "--json");

    assertThat(away.exit()).as(away.text()).isZero();
    assertThat(EnvelopeTest.problems(away.out())).as(away.out()).isEmpty();
    assertThat(away.data().path("from").asString()).isEqualTo("2100-12-23T23:00:00Z");
    assertThat(away.data().path("until").asString()).isEqualTo("2100-12-31T23:00:00Z");
    assertThat(away.data().path("delegate").asString()).isEqualTo("bob");
    String id = away.data().path("id").asString();
    assertThat(away.json().at("/next/0/command").asString()).isEqualTo("gatehold back " + id);

    assertThat(alice.run("away").out())
        .contains(id, "2100-12-24 00:00", "2101-01-01 00:00", "bob", "alice");
    assertThat(alice.run("away", "--json").data().at("/items/0/id").asString()).isEqualTo(id);
    assertThat(alice.run("back").out()).contains("No absence holds now");
    assertThat(alice.run("back", id).out()).contains("Ended " + id);
    assertThat(alice.run("away").out()).contains("No absences.");
  }

  @Test
  void a_span_begins_now_and_back_ends_what_holds_now() throws IOException {
    Shell bob = shellOf("bob");
    Result away = bob.run("away", "--until", "3d", "--to", "carol");
    bob.run("away", "--from", "2100-01-01", "--until", "2100-01-02T12:00:00+01:00");

    assertThat(away.exit()).as(away.text()).isZero();
    assertThat(away.out()).contains("Away from ", "bob. carol decides instead.");

    Result back = bob.run("back", "--json");
    assertThat(back.exit()).as(back.text()).isZero();
    assertThat(EnvelopeTest.problems(back.out())).as(back.out()).isEmpty();
    assertThat(back.data().path("person").asString()).isEqualTo("bob");
    assertThat(back.data().path("ended")).hasSize(1);
    assertThat(bob.run("away", "--json").data().path("items")).hasSize(1);
    assertThat(bob.run("away").out()).contains("2100-01-01 00:00", "2100-01-02 12:00");
  }

  @Test
  void an_administrator_says_it_for_others() {
    Shell root = shellOf("root");
    Result away = root.run("away", "--person", "carol", "--until", "2100-01-01", "--json");

    assertThat(away.exit()).as(away.text()).isZero();
    assertThat(away.data().path("set_by").asString()).isEqualTo("root");
    assertThat(shellOf("carol").run("away").out()).contains("root");
    Result others = shellOf("bob").run("away", "--person", "carol", "--json");
    assertThat(others.exit()).isEqualTo(4);
    assertThat(others.errorCode()).isEqualTo("access.denied");
    assertThat(root.run("back", "--person", "carol", "--json").data().path("ended")).hasSize(1);
  }

  @Test
  void what_cannot_be_is_refused_with_its_exit_code() {
    Shell alice = shellOf("alice").at(Instant.parse("2026-11-22T12:00:00Z"));

    Result word = alice.run("away", "--until", "whenever", "--json");
    assertThat(word.exit()).isEqualTo(2);
    assertThat(word.errorCode()).isEqualTo("usage.invalid");
    assertThat(word.out()).contains("2026-12-24", "Europe/Berlin");
    Result endless = alice.run("away", "--to", "bob", "--json");
    assertThat(endless.exit()).isEqualTo(2);
    assertThat(endless.errorCode()).isEqualTo("absence.invalid");
    assertThat(alice.run("away", "--until", "2100-01-01", "--to", "zoe", "--json").errorCode())
        .isEqualTo("person.unknown");
    assertThat(alice.run("back", "abs_none", "--json").errorCode()).isEqualTo("absence.unknown");
  }

  @Test
  void agents_do_not_say_it() throws IOException {
    Shell bob = shellOf("bob");
    Path token = folder.resolve("agent-token");
    Files.writeString(
        token, bob.run("token", "create", "helper", "--json").data().path("token").asString());
    Shell agent =
        new Shell(folder)
            .with("GATEHOLD_SERVER", server.url())
            .with("GATEHOLD_TOKEN_FILE", token.toString());

    Result away = agent.run("away", "--until", "2100-01-01", "--json");

    assertThat(away.exit()).isEqualTo(4);
    assertThat(away.errorCode()).isEqualTo("access.denied");
  }

  @Test
  void an_account_is_made_with_its_ties() {
    Result added =
        shellOf("root")
            .typing("a-long-enough-password\n")
            .run(
                "people",
                "add",
                "greta",
                "--role",
                "cfo",
                "--account",
                "greta@example.org",
                "--manager",
                "alice",
                "--password-stdin",
                "--json");

    assertThat(added.exit()).as(added.text()).isZero();
    assertThat(added.data().at("/roles/0").asString()).isEqualTo("cfo");
    assertThat(added.data().at("/accounts/0").asString()).isEqualTo("greta@example.org");
    assertThat(added.data().at("/manager").asString()).isEqualTo("alice");
  }
}
