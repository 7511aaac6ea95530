package dev.gatehold.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Several decisions in one call, each for itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BatchTest {
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

  private String open() {
    return server.run("alice", "deal", Map.of("customer", "Nord", "discount", 20)) + ".review";
  }

  private Map<String, Object> item(String request, String choice) {
    return new HashMap<>(
        Map.of("request", request, "subject", server.subjectOf(request), "choice", choice));
  }

  private TestServer.Call batch(String person, String query, List<Map<String, Object>> items) {
    return server.as(person, "POST", "/decisions" + query).json(Map.of("decisions", items));
  }

  @Test
  void eachDecisionStandsForItself() {
    String good = open();
    String stale = open();
    String wordless = open();
    Map<String, Object> old = item(stale, "approve");
    old.put("subject", "sha256:" + "0".repeat(64));
    List<Map<String, Object>> items =
        List.of(
            item(good, "approve"),
            old,
            item(wordless, "reject"),
            new HashMap<>(
                Map.of("request", "run_x.y", "subject", old.get("subject"), "choice", "approve")));

    JsonNode body = batch("bob", "", items).send().ok(200);

    assertThat(body.at("/applied").asInt()).isEqualTo(1);
    assertThat(body.at("/refused").asInt()).isEqualTo(3);
    assertThat(body.at("/results").findValuesAsString("request"))
        .containsExactly(good, stale, wordless, "run_x.y");
    assertThat(body.at("/results/0/ok").asBoolean()).isTrue();
    assertThat(body.at("/results/0/result/outcome").asString()).isEqualTo("approved");
    assertThat(body.at("/results/0").has("error")).isFalse();
    assertThat(body.at("/results/1/error/code").asString()).isEqualTo("subject.stale");
    assertThat(body.at("/results/1/error/status").asInt()).isEqualTo(412);
    assertThat(body.at("/results/1/error/next/0/why").asString()).isNotBlank();
    assertThat(body.at("/results/1").has("result")).isFalse();
    assertThat(body.at("/results/2/error/code").asString()).isEqualTo("comment.missing");
    assertThat(body.at("/results/3/error/code").asString()).isEqualTo("request.unknown");
  }

  @Test
  void aPreflightSaysWhatWouldHappenAndChangesNothing() {
    List<String> requests = List.of(open(), open());
    List<String> before = requests.stream().map(server::journalOf).toList();
    List<Map<String, Object>> items =
        List.of(item(requests.get(0), "approve"), item(requests.get(1), "reject"));

    JsonNode body = batch("bob", "?dry_run=true", items).send().ok(200);

    assertThat(body.at("/results/0/ok").asBoolean()).isTrue();
    assertThat(body.at("/results/0/result/status").asString()).isEqualTo("open");
    assertThat(body.at("/results/1/error/code").asString()).isEqualTo("comment.missing");
    assertThat(body.at("/applied").asInt()).isEqualTo(1);
    assertThat(requests.stream().map(server::journalOf).toList()).isEqualTo(before);
    assertThat(batch("bob", "", items).send().ok(200).at("/applied").asInt()).isEqualTo(1);
    assertThat(server.journalOf(requests.get(0))).isNotEqualTo(before.get(0));
  }

  @Test
  void everyDecisionHasADigestAndARecordOfItsOwn() {
    List<String> requests = List.of(open(), open());
    batch("bob", "", requests.stream().map(each -> item(each, "approve")).toList()).send().ok(200);

    for (String request : requests) {
      JsonNode shown = server.as("bob", "GET", "/requests/" + request).send().ok(200);
      assertThat(shown.at("/decisions/0/subject").asString())
          .isEqualTo(shown.at("/subject").asString());
      assertThat(server.journalOf(request)).containsOnlyOnce("decision_recorded");
    }
  }

  @Test
  void theSameKeyAppliesNothingTwice() {
    String request = open();
    Map<String, Object> approve = item(request, "approve");
    for (int i = 0; i < 2; i++) {
      JsonNode body =
          batch("bob", "", List.of(approve))
              .header("Idempotency-Key", "k".repeat(255))
              .send()
              .ok(200);
      assertThat(body.at("/applied").asInt()).as("try %s", i).isEqualTo(1);
    }
    assertThat(server.journalOf(request)).containsOnlyOnce("decision_recorded");

    approve.put("comment", "other words");
    JsonNode other =
        batch("bob", "", List.of(approve))
            .header("Idempotency-Key", "k".repeat(255))
            .send()
            .ok(200);
    assertThat(other.at("/results/0/error/code").asString()).isEqualTo("key.reused");
  }

  @Test
  void aListThatIsNoneIsRefusedAsAWhole() {
    String request = open();
    String before = server.journalOf(request);
    Map<String, Object> good = item(request, "approve");
    Map<String, Object> wordless = item(request, "approve");
    wordless.remove("choice");
    Map<String, Object> shapeless = item(request, "approve");
    shapeless.put("subject", "abc");
    Map<String, Object> unknown = item(request, "approve");
    unknown.put("verdict", "approve");
    for (List<Map<String, Object>> items :
        Arrays.asList(
            List.<Map<String, Object>>of(),
            List.of(good, good),
            List.of(good, wordless),
            List.of(shapeless),
            List.of(unknown),
            Collections.nCopies(101, good))) {
      batch("bob", "", items).send().problem(400, "request.malformed");
    }
    server.as("bob", "POST", "/decisions").json(Map.of()).send().problem(400, "request.malformed");
    assertThat(server.journalOf(request)).isEqualTo(before);
  }
}
