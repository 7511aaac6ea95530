package dev.gatehold.cli.request;

import static dev.gatehold.cli.request.Gate.commands;
import static dev.gatehold.cli.request.Gate.fine;
import static dev.gatehold.cli.request.Gate.fineJson;
import static dev.gatehold.cli.request.Gate.refused;
import static dev.gatehold.cli.request.Gate.shown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.cli.Shell.Result;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a gate can take beside yes and no, and what it tells of itself. */
class GateTest {
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
  void a_flow_has_words_of_its_own() throws IOException {
    String request = gate.request("words");

    assertThat(gate.bob.run("request", "show", request).out())
        .contains("What can be said")
        .contains("decide --choice in_window  “Only at night”, counts as approve")
        .contains("--form window=… [--form note=…]")
        .contains("You can approve, say “Only at night”, request changes, reject");
    refused(
        gate.bob.run("decide", request, "--choice", "in-window", "--yes", "--json"),
        2,
        "form.invalid");
    refused(
        gate.bob.run("decide", request, "--choice", "maybe", "--yes", "--json"),
        2,
        "choice.unknown");
    assertThat(gate.bob.run("decide", request, "--yes").exit()).isEqualTo(2);
    Result said =
        fine(
            gate.bob.run(
                "decide", request, "--choice", "in-window", "--form", "window=22:00", "--yes"));

    assertThat(said.out()).contains("You said 'in_window' to “Change words by 7”.");
    assertThat(gate.carol.run("request", "show", request).out())
        .contains("Bob Brandt  “Only at night”, which counts as approve", "{\"window\":\"22:00\"}");
    fine(gate.carol.run("decide", request, "--choice", "later", "--yes"));
    assertThat(gate.alice.run("request", "show", request, "--wait").exit()).isEqualTo(10);
  }

  @Test
  void an_approval_may_edit_what_the_flow_allows() throws IOException {
    String request = gate.request("edited");

    refused(
        gate.bob.run("approve", request, "--edit", "service=x", "--yes", "--json"),
        2,
        "edit.invalid");
    Result approved = fine(gate.bob.run("approve", request, "--edit", "amount=5", "--yes"));

    assertThat(approved.out()).contains("You approved with your edits “Change edited by 5”.");
    JsonNode second = shown(gate.carol, request);
    assertThat(second.path("round").asInt()).isEqualTo(2);
    assertThat(second.at("/decisions/0/person").asString()).isEqualTo("bob");
    assertThat(gate.carol.run("request", "show", request).out())
        .contains("an approval may change amount", "by 1 of 2 (bob)");
  }

  @Test
  void whoever_has_decided_is_told_how_to_take_it_back() throws IOException {
    String request = gate.request("decided");

    Result said = fineJson(gate.bob.run("approve", request, "--yes", "--json"));
    assertThat(commands(said)).contains("gatehold withdraw " + request);
    assertThat(gate.bob.run("request", "show", request).out())
        .contains("You have said 'approve'. While it is open you can take that back, say “Only");
    assertThat(commands(gate.bob.run("request", "explain", request, "--json")).getFirst())
        .isEqualTo("gatehold withdraw " + request);
  }

  @Test
  void a_request_moves_up_its_ladder_when_somebody_says_so() throws IOException {
    String request = gate.request("upwards");
    refused(gate.dora.run("approve", request, "--yes", "--json"), 4, "decider.not_eligible");

    assertThat(gate.bob.run("request", "explain", request).out())
        .contains("What time brings", "a reminder goes out", "an answer is due")
        .contains("goes up: user:dora may approve, too", "silence ends it as expired");
    Result escalated = fine(gate.bob.run("escalate", request, "--yes", "--comment", "Urgent"));

    assertThat(escalated.out()).contains("You escalated “Change upwards by 7”.");
    assertThat(gate.dora.run("request", "explain", request).out())
        .contains("went up: user:dora may approve, too", "by bob: user:dora may approve, too")
        .contains("“Urgent”");
    fine(gate.dora.run("approve", request, "--yes"));
    refused(gate.bob.run("escalate", request, "--yes", "--json"), 5, "ladder.ended");
  }

  @Test
  void a_request_is_delegated_and_taken_back() throws IOException {
    String request = gate.request("handed");

    Result handed = fine(gate.bob.run("delegate", request, "--to", "dora", "--until", "3d"));
    assertThat(handed.out())
        .contains("dora may now decide “Change handed by 7” for bob, until ")
        .contains("Whoever of the two decides first uses up the right.");
    assertThat(gate.dora.run("inbox").out()).contains(request);
    assertThat(gate.dora.run("request", "show", request).out())
        .contains("Handed over", "bob to dora");
    fine(gate.bob.run("delegate", request, "--back"));
    refused(gate.dora.run("approve", request, "--yes", "--json"), 4, "decider.not_eligible");
    assertThat(gate.bob.run("delegate", request).exit()).isEqualTo(2);
    assertThat(gate.bob.run("delegate", request, "--to", "dora", "--back").exit()).isEqualTo(2);
  }

  @Test
  void an_administrator_hands_over_for_others_and_says_why() throws IOException {
    String request = gate.request("reassigned");
    String[] without = {"delegate", request, "--from", "carol", "--to", "dora", "--json"};

    refused(gate.bob.run(without), 2, "handover.refused");
    refused(gate.root.run(without), 2, "handover.refused");
    Result moved =
        fineJson(
            gate.root.run(
                "delegate",
                request,
                "--from",
                "carol",
                "--to",
                "dora",
                "--reason",
                "Carol is ill",
                "--json"));
    assertThat(commands(moved).getFirst()).contains("--back --from carol");
    fine(gate.dora.run("approve", request, "--yes"));
    assertThat(gate.bob.run("request", "show", request).out())
        .contains("arranged by root", "“Carol is ill”", "(may decide for carol)");
  }

  @Test
  void what_is_overdue_stands_out() throws IOException {
    gate.publish(
        Gate.FLOW
            .replace("flow: change", "flow: slow")
            .replace("due: 4h", "due: 1ms")
            .replace("remind: [2h]", "remind: [1h]"));
    String request = gate.request(gate.alice, "slow", "late");
    String other = gate.request("early");

    while (!gate.bob.run("inbox", "--overdue").out().contains(request)) {
      Thread.onSpinWait();
    }

    assertThat(gate.bob.run("inbox").out()).contains("overdue, since ");
    assertThat(gate.bob.run("request", "show", request).out()).contains("overdue, since ");
    assertThat(gate.bob.run("inbox", "--overdue").out()).doesNotContain(other);
    assertThat(gate.root.run("inbox", "--overdue").out())
        .contains("Nothing that waits for you is overdue.");
    assertThat(gate.root.run("inbox", "--overdue", "--all").out()).contains(request);
  }

  @Test
  void what_a_floor_asks_for_is_told_apart_from_what_the_flow_asks_for() throws IOException {
    gate.publish(Gate.FLOW.replace("flow: change", "flow: floored"));
    String request = gate.request(gate.alice, "floored", "night");
    gate.bob.run("approve", request, "--yes");
    gate.carol.run("approve", request, "--yes");

    assertThat(gate.bob.run("request", "explain", request).out())
        .contains("✓ Two engineers: approved by 2 of 2 (bob and carol)")
        .contains("asked for by floor 'night-changes': Changes at night are seen by security")
        .contains("○ Security: approved by 0 of 1, dora can approve")
        .contains("alice never counts: requested this");
    fine(gate.dora.run("approve", request, "--yes"));
    assertThat(gate.alice.run("request", "show", request, "--wait").exit()).isZero();
  }

  @Test
  void a_gate_that_can_never_open_says_so_and_what_to_do() throws IOException {
    gate.publish(
        Gate.FLOW
            .replace("flow: change", "flow: alone")
            .replace("from: [group:engineers], count: 2", "from: [\"user:${{ run.requester }}\"]")
            .replace("escalate: [{ after: due, to: [user:dora] }]", ""));
    String request = gate.request(gate.alice, "alone", "x");
    String run = request.substring(0, request.indexOf('.'));

    Result shown = fine(gate.alice.run("run", "show", run));
    assertThat(shown.out()).contains("incident at 'review': Expected ");
    Result json = fineJson(gate.alice.run("run", "show", run, "--json"));
    String next = json.data().at("/incidents/0/next").asString();
    assertThat(next).isNotEmpty();
    assertThat(shown.out()).contains(next);
    assertThat(json.json().at("/next/0/why").asString()).isEqualTo(next);
    assertThat(gate.bob.run("request", "explain", request).out())
        .contains("incident: Expected ", next, "alice never counts: ");
    assertThat(gate.bob.run("request", "show", request).out()).contains("incident: Expected ");
  }
}
