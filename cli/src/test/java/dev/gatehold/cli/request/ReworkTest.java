package dev.gatehold.cli.request;

import static dev.gatehold.cli.request.Gate.commands;
import static dev.gatehold.cli.request.Gate.fine;
import static dev.gatehold.cli.request.Gate.fineJson;
import static dev.gatehold.cli.request.Gate.refused;
import static dev.gatehold.cli.request.Gate.shown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.cli.Shell;
import dev.gatehold.cli.Shell.Result;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ReworkTest {
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
  void changes_are_requested_and_the_requester_resubmits() throws IOException {
    String request = gate.request("again");

    Result asked = fine(gate.bob.run("request-changes", request, "--yes", "--comment", "Too much"));
    assertThat(asked.out()).contains("You requested changes to “Change again by 7”.", "Too much");
    assertThat(gate.carol.run("request", "explain", request).out())
        .contains("Change again by 7", "Wait: alice has to resubmit it first.")
        .contains("Bob Brandt  request changes", "silence ends it as expired")
        .doesNotContain("a reminder goes out", "One rejection");
    assertThat(gate.alice.run("inbox").out()).contains(request);
    Result seen = fineJson(gate.alice.run("request", "explain", request, "--json"));
    assertThat(seen.data().path("rework_by").asString()).isEqualTo("alice");
    assertThat(commands(seen).getFirst()).startsWith("gatehold request resubmit " + request);
    assertThat(gate.alice.run("request", "show", request).out())
        .contains("You are asked to change it and to resubmit it", "Too much");
    refused(gate.carol.run("approve", request, "--yes", "--json"), 5, "rework.awaited");
    refused(gate.carol.run("request", "resubmit", request, "--json"), 4, "rework.of_another");
    refused(
        gate.alice.run("request", "resubmit", request, "-i", "amount=none", "--json"),
        2,
        "input.invalid");

    Result resubmitted =
        fine(gate.alice.run("request", "resubmit", request, "-i", "amount=3", "--comment", "Less"));

    assertThat(resubmitted.out()).contains("You resubmitted “Change again by 3”.", "Round 2: ");
    JsonNode second = shown(gate.carol, request);
    assertThat(second.at("/input/amount").asInt()).isEqualTo(3);
    assertThat(second.at("/input/service").asString()).isEqualTo("again");
    assertThat(gate.carol.run("request", "show", request).out())
        .contains("round 2", "Changes that were asked for", "round 1, bob", "“Too much”");
    refused(gate.alice.run("request", "resubmit", request, "--json"), 5, "rework.not_awaited");
  }

  @Test
  void an_editor_of_a_later_stage_is_told_that_the_approval_comes_later() throws IOException {
    gate.publish(
        """
        flow: staged
        title: Two stages
        input: { type: object, properties: { service: { type: string }, amount: { type: integer } } }
        steps:
          - id: review
            approval:
              title: Change ${{ input.service }}
              requires: { stages: [{ from: [user:bob] }, { from: [user:carol] }] }
              modify: [amount]
        """);
    String request = gate.request(gate.alice, "staged", "early");
    fine(gate.bob.run("approve", request, "--yes"));

    Result edited = fine(gate.carol.run("approve", request, "--yes", "--edit", "amount=3"));

    assertThat(edited.out())
        .contains("You edited “Change early”.", "began round 2", "when your stage opens")
        .doesNotContain("You approved", "gatehold withdraw");
    assertThat(gate.carol.run("request", "explain", request).out())
        .contains("You cannot decide this now. Your edit is recorded and began round 2.");
  }

  @Test
  void an_agent_resubmits_what_its_person_has_to() throws IOException {
    String request = gate.request("agent");
    gate.bob.run("request-changes", request, "--yes", "--comment", "Smaller");
    Shell agent = gate.agent();

    Result waited = agent.run("request", "show", request, "--wait", "--json");
    assertThat(waited.exit()).as(waited.text()).isEqualTo(11);
    assertThat(waited.data().at("/feedback/0/comment").asString()).isEqualTo("Smaller");
    Result resubmitted =
        fineJson(agent.run("request", "resubmit", request, "-i", "amount=1", "--json"));

    assertThat(resubmitted.data().path("round").asInt()).isEqualTo(2);
    assertThat(resubmitted.data().path("status").asString()).isEqualTo("open");
    refused(agent.run("request-changes", request, "--yes", "--json"), 4, "decider.not_a_person");
    refused(agent.run("delegate", request, "--to", "bob", "--json"), 4, "decider.not_a_person");
  }

  @Test
  void a_wait_goes_on_while_somebody_else_reworks() {
    String request = gate.request("waits");
    gate.bob.run("request-changes", request, "--yes", "--comment", "x");

    assertThat(gate.carol.run("request", "show", request, "--wait=1s").exit()).isEqualTo(8);
    assertThat(gate.alice.run("request", "show", request, "--wait").exit()).isEqualTo(11);
    String run = request.substring(0, request.indexOf('.'));
    assertThat(gate.carol.run("run", "watch", run, "--timeout", "1s").exit()).isEqualTo(8);
    Result watched = gate.alice.run("run", "watch", run);
    assertThat(watched.exit()).isEqualTo(11);
    assertThat(watched.err()).contains("see what is to be changed, and by whom");
  }

  @Test
  void without_a_rework_changes_that_are_requested_end_the_gate() throws IOException {
    gate.publish(
        Gate.FLOW
            .replace("flow: change", "flow: final")
            .replace("rework: { by: requester, rounds: 3 }", "rejects_when: any")
            .replace("later: {", "request_changes: {}\n        later: {"));
    String request = gate.request(gate.alice, "final", "ended");

    fine(gate.bob.run("request-changes", request, "--yes", "--comment", "No"));

    assertThat(gate.alice.run("request", "show", request, "--wait").exit()).isEqualTo(11);
    assertThat(gate.carol.run("request", "show", request, "--wait").exit()).isEqualTo(11);
  }
}
