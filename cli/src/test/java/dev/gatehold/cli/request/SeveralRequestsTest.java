package dev.gatehold.cli.request;

import static dev.gatehold.cli.request.Gate.commands;
import static dev.gatehold.cli.request.Gate.fine;
import static dev.gatehold.cli.request.Gate.fineJson;
import static dev.gatehold.cli.request.Gate.refused;
import static dev.gatehold.cli.request.Gate.shown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.cli.Shell;
import dev.gatehold.cli.Shell.Result;
import dev.gatehold.cli.output.EnvelopeTest;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeveralRequestsTest {
  @TempDir static Path folder;
  private static Gate gate;

  @BeforeAll
  static void start() throws IOException {
    gate = new Gate(folder);
  }

  @AfterAll
  static void stop() {
    gate.close();
  }

  @Test
  void several_requests_are_decided_with_one_command() throws IOException {
    String one = gate.request("one");
    String two = gate.request("two");

    Result approved = fineJson(gate.bob.run("approve", one, two, "--yes", "--json"));
    assertThat(approved.data().path("decided").asBoolean()).isTrue();
    assertThat(approved.data().path("applied").asInt()).isEqualTo(2);
    Result table = fine(gate.carol.run("approve", one, two, "--yes"));

    assertThat(table.out())
        .contains(one + "  Change one by 7  approved  approved by bob, carol")
        .contains("You approved 2 of 2.");
    assertThat(shown(gate.alice, two).path("outcome").asString()).isEqualTo("approved");
  }

  @Test
  void nothing_is_decided_when_one_of_them_would_be_refused() throws IOException {
    String good = gate.request("good");
    String own = gate.request(gate.bob, "change", "own");

    Result refused = gate.bob.run("approve", good, own, "--yes", "--json");

    assertThat(refused.exit()).as(refused.text()).isEqualTo(4);
    assertThat(EnvelopeTest.problems(refused.out())).as(refused.out()).isEmpty();
    assertThat(refused.data().path("decided").asBoolean()).isFalse();
    assertThat(refused.data().path("applied").asInt()).isZero();
    assertThat(refused.data().at("/results/1/error/code").asString()).isEqualTo("decider.excluded");
    assertThat(commands(refused)).contains("gatehold request explain " + own);
    assertThat(refused.out()).contains("--keep-going");
    assertThat(shown(gate.bob, good).path("decisions")).isEmpty();

    Result kept = gate.bob.run("approve", good, own, "--yes", "--keep-going");

    assertThat(kept.exit()).isEqualTo(4);
    assertThat(kept.out()).contains("You approved 1 of 2; 1 was refused.", "requested this");
    assertThat(shown(gate.bob, good).path("decisions")).hasSize(1);
  }

  @Test
  void a_dry_run_checks_and_decides_nothing() throws IOException {
    String one = gate.request("dry");
    String two = gate.request("dryer");

    Result single = fine(gate.bob.run("approve", one, "--dry-run"));
    Result both = fineJson(gate.bob.run("approve", one, two, "--dry-run", "--json"));
    Result table = fine(gate.bob.run("approve", one, two, "--dry-run"));

    assertThat(single.out()).contains("It would be taken", "Nothing was decided.");
    assertThat(both.data().path("decided").asBoolean()).isFalse();
    assertThat(both.data().at("/results/0/ok").asBoolean()).isTrue();
    assertThat(table.out()).contains("can be taken", "All 2 can be taken. Nothing was decided.");
    refused(gate.bob.run("reject", one, "--dry-run", "--json"), 2, "comment.missing");
    assertThat(shown(gate.bob, one).path("decisions")).isEmpty();
  }

  @Test
  void several_digests_belong_to_several_requests_in_order() throws IOException {
    String one = gate.request("first");
    String two = gate.request("second");
    String subjectOfOne = shown(gate.bob, one).path("subject").asString();
    String subjectOfTwo = shown(gate.bob, two).path("subject").asString();

    refused(
        gate.bob.run("approve", one, two, "--digest", subjectOfOne, "--json"), 2, "usage.invalid");
    refused(gate.bob.run("approve", one, one, "--yes", "--json"), 2, "usage.invalid");
    refused(gate.bob.run("approve", one, two, "--json"), 2, "decision.unconfirmed");
    Result crossed =
        gate.bob.run(
            "approve", one, two, "--digest", subjectOfTwo, "--digest", subjectOfOne, "--json");
    assertThat(crossed.exit()).as(crossed.text()).isEqualTo(5);
    assertThat(crossed.data().at("/results/0/error/code").asString()).isEqualTo("subject.stale");
    fineJson(
        gate.bob.run(
            "approve", one, two, "--digest", subjectOfOne, "--digest", subjectOfTwo, "--json"));
  }

  @Test
  void at_a_terminal_they_are_shown_and_confirmed_together() {
    String one = gate.request("seen");
    String two = gate.request("watched");
    Shell terminal = gate.shellOf("bob").atTerminal().with("NO_COLOR", "1");

    Result declined = terminal.typing("n\n").run("approve", one, two);
    assertThat(declined.exit()).isEqualTo(1);
    assertThat(declined.err())
        .contains("Change seen by 7", "Change watched by 7", "Approve these 2? [y/N]");
    fine(terminal.typing("y\n").run("approve", one, two));
  }
}
