package dev.gatehold.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.value.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MainPathTest {
  private TestServer server;

  @BeforeAll
  void start(@TempDir Path folder) {
    server = TestServer.inMemory(folder);
    server.publish("alice", "rotate");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void aFlowIsPushedReleasedAndMadeLive() {
    JsonNode flow = server.as("bob", "GET", "/flows/rotate").send().ok(200);

    assertThat(flow.at("/live").asInt()).isEqualTo(1);
    assertThat(flow.at("/releases/0/live").asBoolean()).isTrue();
    assertThat(flow.at("/releases/0/author").asString()).isEqualTo("alice");
    assertThat(flow.at("/draft/digest").asString())
        .isEqualTo(flow.at("/releases/0/digest").asString());
    JsonNode release = server.as("bob", "GET", "/flows/rotate/releases/1").send().ok(200);
    assertThat(release.at("/source").asString()).isEqualTo(TestServer.resource("rotate.yaml"));
  }

  @Test
  void aRunWaitsUntilTwoOthersApproved() {
    String run = server.startRotate("alice");
    String request = run + ".review";

    JsonNode waiting = server.as("alice", "GET", "/runs/" + run).send().ok(200);
    assertThat(waiting.at("/status").asString()).isEqualTo("active");
    assertThat(waiting.at("/requests/0").asString()).isEqualTo(request);
    assertThat(waiting.at("/steps/0/output/diff").asString()).contains("+billing");
    assertThat(waiting.at("/steps/1/status").asString()).isEqualTo("awaiting_approval");
    assertThat(waiting.at("/steps/2/status").asString()).isEqualTo("pending");

    server.decision("bob", request, "approve").send().ok(200);
    Answer last = server.decision("carol", request, "approve").send();

    assertThat(last.ok(200).at("/outcome").asString()).isEqualTo("approved");
    JsonNode done = server.as("alice", "GET", "/runs/" + run).send().ok(200);
    assertThat(done.at("/status").asString()).isEqualTo("completed");
    assertThat(done.at("/ended_at").isNull()).isFalse();
  }

  @Test
  void aRequestSaysWhatIsAskedAndWhatFollows() {
    String request = server.startRotate("alice") + ".review";

    Answer answer = server.as("bob", "GET", "/requests/" + request).send();

    JsonNode body = answer.ok(200);
    assertThat(body.at("/title").asString()).isEqualTo("Rotate credentials of billing");
    assertThat(body.at("/requester/name").asString()).isEqualTo("Alice Adler");
    assertThat(body.at("/evidence/0/kind").asString()).isEqualTo("diff");
    assertThat(body.at("/evaluation/status").asString()).isEqualTo("open");
    assertThat(body.at("/headline").asString()).isNotBlank();
    assertThat(body.at("/choices").findValuesAsString("word")).containsExactly("approve", "reject");
    assertThat(body.at("/choices/0/form/schema/type").asString()).isEqualTo("object");
    assertThat(body.at("/choices/1/comment_required").asBoolean()).isTrue();
    assertThat(body.at("/you/may_decide").asBoolean()).isTrue();
    assertThat(body.at("/consequence/approve").asString()).startsWith("After your approval: ");
    assertThat(body.at("/consequence/reject").asString())
        .isEqualTo("Rejecting ends the run as rejected.");
    assertThat(answer.header("ETag")).isEqualTo("\"" + body.at("/subject").asString() + "\"");
  }

  @Test
  void theSubjectsTextHasTheDigestThatDecisionsName() {
    String request = server.startRotate("alice") + ".review";

    byte[] text = server.as("bob", "GET", "/requests/" + request + "/subject").send().http().body();

    assertThat(Digest.of(text).text()).isEqualTo(server.subjectOf(request));
    assertThat(new String(text, StandardCharsets.UTF_8)).contains("billing");
  }

  @Test
  void theRequesterIsToldWhyTheyMayNotDecide() {
    String request = server.startRotate("alice") + ".review";

    JsonNode body = server.as("alice", "GET", "/requests/" + request).send().ok(200);

    assertThat(body.at("/you/may_decide").asBoolean()).isFalse();
    assertThat(body.at("/you/why").asString()).contains("requested this");
    assertThat(body.at("/consequence/approve").asString()).startsWith("When approved, this ");
  }

  @Test
  void theInboxHasWhatAsksMeAndNothingElse() {
    String request = server.startRotate("alice") + ".review";
    String mine = "/requests?mine=true&limit=200";

    assertThat(ids("bob", mine)).contains(request);
    assertThat(ids("alice", mine)).doesNotContain(request);
    assertThat(ids("erin", mine)).isEmpty();

    server.decision("bob", request, "approve").send().ok(200);

    assertThat(ids("bob", mine)).doesNotContain(request);
    assertThat(ids("erin", "/requests?limit=200")).contains(request);
  }

  @Test
  void aDecisionCanBeWithdrawnWhileTheGateIsOpen() {
    String request = server.startRotate("alice") + ".review";
    server.decision("bob", request, "approve").send().ok(200);

    JsonNode body =
        server.as("bob", "DELETE", "/requests/" + request + "/decisions/mine").send().ok(200);

    assertThat(body.at("/decisions")).isEmpty();
    assertThat(body.at("/status").asString()).isEqualTo("open");
  }

  @Test
  void rejectionNeedsTheCommentThatTheFlowAsksForAndEndsTheRun() {
    String run = server.startRotate("alice");
    String subject = server.subjectOf(run + ".review");

    JsonNode body =
        server
            .as("bob", "POST", "/requests/" + run + ".review/decisions")
            .header("If-Match", "\"" + subject + "\"")
            .json(Map.of("verdict", "reject", "comment", "not on a Friday"))
            .send()
            .ok(200);

    assertThat(body.at("/outcome").asString()).isEqualTo("rejected");
    assertThat(body.at("/decisions/0/comment").asString()).isEqualTo("not on a Friday");
    assertThat(server.as("bob", "GET", "/runs/" + run).send().text("/status"))
        .isEqualTo("rejected");
  }

  @Test
  void listsGoOnWhereTheirCursorPoints() {
    for (int i = 0; i < 3; i++) {
      server.startRotate("dora");
    }
    java.util.List<String> seen = new java.util.ArrayList<>();
    String path = "/runs?flow=rotate&limit=2";
    for (String cursor = ""; ; ) {
      JsonNode page = server.as("bob", "GET", path + cursor).send().ok(200);
      page.at("/items").forEach(item -> seen.add(item.at("/id").asString()));
      if (page.at("/next_cursor").isNull()) {
        break;
      }
      cursor = "&cursor=" + page.at("/next_cursor").asString();
    }

    assertThat(seen)
        .doesNotHaveDuplicates()
        .hasSizeGreaterThanOrEqualTo(3)
        .isSortedAccordingTo(java.util.Comparator.reverseOrder());
  }

  @Test
  void theJournalIsAChainOfWholeEntries() {
    String run = server.startRotate("alice");
    server.decision("bob", run + ".review", "approve").send().ok(200);

    JsonNode items =
        server.as("erin", "GET", "/runs/" + run + "/journal").send().ok(200).at("/items");

    assertThat(items.size()).isEqualTo(2);
    assertThat(items.at("/0/seq").asInt()).isEqualTo(1);
    assertThat(items.at("/0/entry/events/0/type").asString()).isNotBlank();
    assertThat(items.at("/1/hash").asString())
        .isEqualTo(server.as("erin", "GET", "/runs/" + run).send().text("/head_hash"));
    assertThat(
            server
                .as("erin", "GET", "/runs/" + run + "/journal?after=1")
                .send()
                .ok(200)
                .at("/items/0/seq")
                .asInt())
        .isEqualTo(2);
  }

  private java.util.List<String> ids(String person, String path) {
    return server
        .as(person, "GET", path)
        .send()
        .ok(200)
        .at("/items")
        .valueStream()
        .map(item -> item.at("/id").asString())
        .toList();
  }
}
