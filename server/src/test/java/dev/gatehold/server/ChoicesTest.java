package dev.gatehold.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What can be said beyond yes and no: a flow's own words, edits, rework, ladder, hand-over. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChoicesTest {
  private TestServer server;

  @BeforeAll
  void start(@TempDir Path folder) {
    server = TestServer.inMemory(folder);
    server.publish("alice", "deal");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private String open(String customer) {
    return server.run("alice", "deal", Map.of("customer", customer, "discount", 20)) + ".review";
  }

  private TestServer.Call say(String person, String request, Map<String, ?> body) {
    return say(person, request, body, "");
  }

  private TestServer.Call say(String person, String request, Map<String, ?> body, String query) {
    return server
        .as(person, "POST", "/requests/" + request + "/decisions" + query)
        .header("If-Match", "\"" + server.subjectOf(request) + "\"")
        .json(body);
  }

  private JsonNode shown(String person, String request) {
    return server.as(person, "GET", "/requests/" + request).send().ok(200);
  }

  private TestServer.Call post(String person, String request, String what, Map<String, ?> body) {
    return server.as(person, "POST", "/requests/" + request + "/" + what).json(body);
  }

  @Test
  void aRequestSaysEverythingThatCanBeSaid() {
    JsonNode body = shown("bob", open("Nord"));

    assertThat(body.at("/choices").findValuesAsString("word"))
        .containsExactly("approve", "trial", "request_changes", "reject", "escalate");
    JsonNode trial = body.at("/choices/1");
    assertThat(trial.at("/title").asString()).isEqualTo("Approve for a trial");
    assertThat(trial.at("/as").asString()).isEqualTo("approve");
    assertThat(trial.at("/comment_required").asBoolean()).isTrue();
    assertThat(trial.at("/form/schema/required/0").asString()).isEqualTo("until");
    assertThat(Answer.texts(body.at("/you/choices")))
        .containsExactly("approve", "trial", "request_changes", "reject", "escalate");
    assertThat(Answer.texts(body.at("/modify"))).containsExactly("discount");
    assertThat(body.at("/rejects").asString()).isEqualTo("any");
    assertThat(body.at("/rounds").asInt()).isEqualTo(3);
    assertThat(body.at("/overdue").asBoolean(true)).isFalse();
    assertThat(body.at("/due_at").asString()).isNotBlank();
    assertThat(body.at("/reminders").size()).isEqualTo(1);
    assertThat(body.at("/ladder/0/mode").asString()).isEqualTo("add");
    assertThat(body.at("/ladder/0/to/0").asString()).isEqualTo("group:security");
    assertThat(body.at("/ladder/0/climbed").asBoolean(true)).isFalse();
    assertThat(body.at("/exclusions/0/person").asString()).isEqualTo("alice");
    assertThat(body.at("/exclusions/0/why").asString()).isEqualTo("requested this");
    assertThat(body.at("/evaluation/more_candidates").isInt()).isTrue();
    assertThat(body.at("/input_schema/properties/discount/maximum").asInt()).isEqualTo(50);
  }

  @Test
  void aWordOfTheFlowsOwnBecomesTheOutcome() {
    String request = open("Sued");
    Map<String, Object> trial = new HashMap<>(Map.of("choice", "trial"));

    say("bob", request, trial).send().problem(422, "comment.missing");
    trial.put("comment", "see how it goes");
    say("bob", request, trial).send().problem(422, "form.invalid");
    trial.put("form", Map.of("until", "2027-01-31"));
    JsonNode body = say("bob", request, trial).send().ok(200);

    assertThat(body.at("/status").asString()).isEqualTo("closed");
    assertThat(body.at("/outcome").asString()).isEqualTo("trial");
    assertThat(body.at("/decisions/0/choice").asString()).isEqualTo("trial");
    assertThat(body.at("/decisions/0/title").asString()).isEqualTo("Approve for a trial");
    assertThat(body.at("/decisions/0/verdict").asString()).isEqualTo("approve");
    assertThat(body.at("/decisions/0/form/until").asString()).isEqualTo("2027-01-31");
  }

  @Test
  void aWordThatTheGateDoesNotKnowIsRefusedWithThoseItKnows() {
    JsonNode problem =
        say("bob", open("West"), Map.of("choice", "maybe")).send().problem(422, "choice.unknown");

    assertThat(Answer.texts(problem.at("/choices"))).contains("approve", "trial");
  }

  @Test
  void oneWordIsSaidByOneName() {
    String request = open("Ost");

    say("bob", request, Map.of("choice", "approve", "verdict", "approve"))
        .send()
        .problem(400, "request.malformed");
    say("bob", request, Map.of()).send().problem(400, "request.malformed");
    say("bob", request, Map.of("verdict", "approve")).send().ok(200);
  }

  @Test
  void aRehearsalAnswersLikeTheDecisionAndChangesNothing() {
    String request = open("Probe");
    String before = server.journalOf(request);

    JsonNode would =
        say("bob", request, Map.of("choice", "approve"), "?dry_run=true").send().ok(200);
    assertThat(would.at("/status").asString()).isEqualTo("open");
    assertThat(would.at("/decisions")).isEmpty();
    say("alice", request, Map.of("choice", "approve"), "?dry_run=true")
        .send()
        .problem(403, "decider.excluded");
    say("bob", request, Map.of("choice", "reject"), "?dry_run=true")
        .send()
        .problem(422, "comment.missing");

    assertThat(server.journalOf(request)).isEqualTo(before);
    say("bob", request, Map.of("choice", "approve")).send().ok(200);
    assertThat(server.journalOf(request)).isNotEqualTo(before);
  }

  @Test
  void changesAreRequestedMadeAndApproved() {
    String request = open("Rework");
    post("alice", request, "resubmit", Map.of()).send().problem(409, "rework.not_awaited");
    say("bob", request, Map.of("choice", "request_changes")).send().problem(422, "comment.missing");

    JsonNode asked =
        say("bob", request, Map.of("choice", "request_changes", "comment", "20 is too much"))
            .send()
            .ok(200);
    assertThat(asked.at("/status").asString()).isEqualTo("rework");
    assertThat(asked.at("/rework_by").asString()).isEqualTo("alice");
    assertThat(asked.at("/outcome").isNull()).isTrue();
    assertThat(asked.at("/you/may_resubmit").asBoolean(true)).isFalse();
    assertThat(shown("alice", request).at("/you/may_resubmit").asBoolean()).isTrue();
    say("carol", request, Map.of("choice", "approve")).send().problem(409, "rework.awaited");
    post("bob", request, "resubmit", Map.of()).send().problem(403, "rework.of_another");
    post(
            "alice",
            request,
            "resubmit",
            Map.of("input", Map.of("customer", "Rework", "discount", 99)))
        .send()
        .problem(422, "input.invalid");

    JsonNode again =
        post(
                "alice",
                request,
                "resubmit",
                Map.of("input", Map.of("customer", "Rework", "discount", 10), "comment", "ten now"))
            .send()
            .ok(200);
    assertThat(again.at("/status").asString()).isEqualTo("open");
    assertThat(again.at("/round").asInt()).isEqualTo(2);
    assertThat(again.at("/input/discount").asInt()).isEqualTo(10);
    assertThat(again.at("/feedback/0/person").asString()).isEqualTo("bob");
    assertThat(again.at("/feedback/0/comment").asString()).isEqualTo("20 is too much");
    assertThat(again.at("/evidence").toString()).contains("Changed since the round before");
    say("bob", request, Map.of("choice", "approve")).send().ok(200);
    assertThat(shown("bob", request).at("/outcome").asString()).isEqualTo("approved");
  }

  @Test
  void theAgentOfWhoeverHasToMayResubmit() {
    String request = open("Agent");
    String agent =
        server
            .as("alice", "POST", "/tokens")
            .json(Map.of("name", "fixer", "kind", "agent"))
            .send()
            .ok(201)
            .at("/token")
            .asString();
    say("bob", request, Map.of("choice", "request_changes", "comment", "why?")).send().ok(200);

    JsonNode body =
        server
            .call("POST", "/api/v1/requests/" + request + "/resubmit")
            .token(agent)
            .json(Map.of("comment", "because"))
            .send()
            .ok(200);

    assertThat(body.at("/round").asInt()).isEqualTo(2);
  }

  @Test
  void anApproverEditsWhatTheFlowLetsThem() {
    String request = open("Edit");
    for (Map<String, ?> edits :
        java.util.List.of(Map.of("customer", "x"), Map.of("discount", 99))) {
      say("bob", request, Map.of("choice", "approve", "edits", edits))
          .send()
          .problem(422, "edit.invalid");
    }
    say("bob", request, Map.of("choice", "reject", "comment", "no", "edits", Map.of("discount", 5)))
        .send()
        .problem(422, "edit.invalid");

    JsonNode body =
        say("bob", request, Map.of("choice", "approve", "edits", Map.of("discount", 5)))
            .send()
            .ok(200);

    assertThat(body.at("/outcome").asString()).isEqualTo("approved");
    assertThat(body.at("/round").asInt()).isEqualTo(2);
    assertThat(body.at("/input/discount").asInt()).isEqualTo(5);
    assertThat(server.journalOf(request)).contains("approval_modified");
  }

  @Test
  void aRequestGoesUpItsLadderUntilThatEnds() {
    String request = open("Ladder");
    String climb = "escalate";
    server.decision("sam", request, "approve").send().problem(403, "decider.not_eligible");

    JsonNode up = say("bob", request, Map.of("choice", climb, "comment", "urgent")).send().ok(200);

    assertThat(up.at("/ladder/0/climbed").asBoolean()).isTrue();
    assertThat(up.at("/escalations/0/rung").asInt()).isEqualTo(1);
    assertThat(up.at("/escalations/0/by").asString()).isEqualTo("bob");
    assertThat(up.at("/escalations/0/comment").asString()).isEqualTo("urgent");
    assertThat(Answer.texts(up.at("/you/choices"))).doesNotContain(climb);
    say("bob", request, Map.of("choice", climb)).send().problem(409, "ladder.ended");
    server.decision("sam", request, "approve").send().ok(200);
  }

  @Test
  void aRightToDecideIsHandedOverAndTakenBack() {
    String request = open("Handover");
    server.decision("erin", request, "approve").send().problem(403, "decider.not_eligible");

    JsonNode handed =
        post("bob", request, "handovers", Map.of("to", "erin", "reason", "at the dentist"))
            .send()
            .ok(200);
    assertThat(handed.at("/handovers/0/from").asString()).isEqualTo("bob");
    assertThat(handed.at("/handovers/0/to").asString()).isEqualTo("erin");
    assertThat(handed.at("/handovers/0/reason").asString()).isEqualTo("at the dentist");
    assertThat(inbox("erin")).contains(request);

    post("bob", request, "handovers", Map.of("to", "bob")).send().ok(200);
    server.decision("erin", request, "approve").send().problem(403, "decider.not_eligible");

    post("bob", request, "handovers", Map.of("to", "erin", "until", "2100-01-01T00:00:00Z"))
        .send()
        .ok(200);
    JsonNode decided = server.decision("erin", request, "approve").send().ok(200);
    assertThat(decided.at("/decisions/0/on_behalf_of/0/person").asString()).isEqualTo("bob");
    assertThat(Answer.texts(decided.at("/decisions/0/on_behalf_of/0/chain")))
        .containsExactly("bob", "erin");
  }

  private java.util.List<String> inbox(String person) {
    return server
        .as(person, "GET", "/requests?mine=true&limit=200")
        .send()
        .ok(200)
        .at("/items")
        .findValuesAsString("id");
  }

  @Test
  void onlyAnAdminHandsOverForOthersAndSaysWhy() {
    String request = open("Reassign");
    Map<String, Object> body = new HashMap<>(Map.of("from", "bob", "to", "erin"));

    post("carol", request, "handovers", body).send().problem(422, "handover.refused");
    post("root", request, "handovers", body).send().problem(422, "handover.refused");
    post("bob", request, "handovers", Map.of("to", "nobody"))
        .send()
        .problem(422, "handover.refused");
    post("bob", request, "handovers", Map.of("to", "alice"))
        .send()
        .problem(403, "decider.excluded");
    post("bob", request, "handovers", Map.of()).send().problem(400, "request.malformed");
    post("bob", request, "handovers", Map.of("to", "erin", "until", "soon"))
        .send()
        .problem(400, "request.malformed");
    body.put("reason", "bob is ill");
    JsonNode handed = post("root", request, "handovers", body).send().ok(200);

    assertThat(handed.at("/handovers/0/by").asString()).isEqualTo("root");
  }
}
