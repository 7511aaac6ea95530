package dev.gatehold.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.core.value.Digest;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every error has its status, code, sentence and next step. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ErrorsTest {
  private static final int BODY_LIMIT = 100_000;
  private TestServer server;

  @BeforeAll
  void start(@TempDir Path folder) {
    server =
        TestServer.inMemory(
            TestServer.settings(folder)
                .withLimits(new ServerSettings.Limits(BODY_LIMIT, 2 * BODY_LIMIT)));
    server.publish("alice", "rotate");
    server.publish("alice", "staged");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private String openRequest() {
    return server.startRotate("alice") + ".review";
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /runs/run_nowhere, run.unknown",
    "GET, /runs/run_nowhere/journal, run.unknown",
    "GET, /requests/run_nowhere.review, request.unknown",
    "GET, /requests/nonsense, request.unknown",
    "GET, /requests/run_nowhere.review/subject, request.unknown",
    "DELETE, /requests/run_nowhere.review/decisions/mine, request.unknown",
    "GET, /flows/nowhere, flow.unknown",
    "GET, /flows/rotate/releases/99, release.unknown",
    "DELETE, /flows/rotate/releases/99, release.unknown",
    "GET, /resources/nonsense, resource.unknown",
    "GET,"
        + " /resources/sha256:0000000000000000000000000000000000000000000000000000000000000000,"
        + " resource.unknown",
    "DELETE, /tokens/nonsense, token.unknown",
    "GET, /nowhere, route.unknown",
  })
  void whatDoesNotExistIs404(String method, String path, String code) {
    server.as("bob", method, path).send().problem(404, code);
  }

  @Test
  void aRunOfWhatDoesNotExistIs404() {
    server
        .as("bob", "POST", "/runs")
        .json(Map.of("flow", "nowhere"))
        .send()
        .problem(404, "flow.unknown");
    server
        .as("bob", "POST", "/runs")
        .json(Map.of("flow", "rotate", "release", 99))
        .send()
        .problem(404, "release.unknown");
  }

  @Test
  void aFlowWithoutLiveReleaseOrDraftSaysSo() {
    String source = TestServer.resource("rotate.yaml").replace("flow: rotate", "flow: fresh");
    server.as("bob", "PUT", "/flows/fresh/draft").body("text/yaml", source).send().ok(200);

    server
        .as("bob", "POST", "/runs")
        .json(Map.of("flow", "fresh"))
        .send()
        .problem(404, "live.none");
    server
        .as("bob", "POST", "/flows/none/releases")
        .json(Map.of("note", ""))
        .send()
        .problem(404, "flow.unknown");
  }

  @Test
  void inputThatDoesNotFitIs422() {
    JsonNode problem =
        server
            .as("bob", "POST", "/runs")
            .json(Map.of("flow", "rotate", "input", Map.of("service", 7)))
            .send()
            .problem(422, "input.invalid");

    assertThat(problem.at("/detail").asString()).contains("service");
  }

  @Test
  void aFlowFileWithErrorsIs422AndListsThem() {
    JsonNode problem =
        server
            .as("bob", "PUT", "/flows/rotate/draft?file=my.yaml")
            .body("text/yaml", "flow: rotate\nsteps:\n  - id: a\n    sett: {}\n")
            .send()
            .problem(422, "flow.invalid");

    assertThat(problem.at("/problems/0/line").asInt()).isPositive();
    assertThat(problem.at("/problems/0/text").asString()).startsWith("my.yaml:");
  }

  @Test
  void checkingAFlowFileAlwaysAnswers200() {
    JsonNode bad =
        server.as("bob", "POST", "/flows/check").body("text/yaml", "nonsense").send().ok(200);
    JsonNode good =
        server
            .as("bob", "POST", "/flows/check")
            .body("text/yaml", TestServer.resource("rotate.yaml"))
            .send()
            .ok(200);

    assertThat(bad.at("/ok").asBoolean()).isFalse();
    assertThat(bad.at("/problems")).isNotEmpty();
    assertThat(good.at("/ok").asBoolean()).isTrue();
    assertThat(good.at("/flow").asString()).isEqualTo("rotate");
  }

  @Test
  void aDraftUnderAnotherNameIs422() {
    server
        .as("bob", "PUT", "/flows/other/draft")
        .body("text/yaml", TestServer.resource("rotate.yaml"))
        .send()
        .problem(422, "flow.name");
  }

  @Test
  void aReleaseInUseIs409() {
    server.as("bob", "DELETE", "/flows/rotate/releases/1").send().problem(409, "release.in_use");
  }

  @Test
  void aDecisionWithoutIfMatchIs428() {
    String request = openRequest();

    server
        .as("bob", "POST", "/requests/" + request + "/decisions")
        .json(Map.of("verdict", "approve"))
        .send()
        .problem(428, "precondition.missing");
    server
        .as("bob", "POST", "/requests/" + request + "/decisions")
        .header("If-Match", "*")
        .json(Map.of("verdict", "approve"))
        .send()
        .problem(428, "precondition.missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha256:12", "\"sha256:12\"", "W/\"x\"", "\"", "\"a\", \"b\""})
  void anIfMatchThatIsNotOneDigestIs400(String ifMatch) {
    server
        .as("bob", "POST", "/requests/" + openRequest() + "/decisions")
        .header("If-Match", ifMatch)
        .json(Map.of("verdict", "approve"))
        .send()
        .problem(400, "request.malformed");
  }

  @Test
  void aDecisionAboutSomethingElseThanShownIs412() {
    String request = openRequest();

    JsonNode problem =
        server
            .decision("bob", request, "approve", Digest.of("something else").text())
            .send()
            .problem(412, "subject.stale");

    assertThat(TestServer.text(problem)).contains(server.subjectOf(request));
  }

  @Test
  void theSameDecisionTwiceIs409() {
    String request = openRequest();
    server.decision("bob", request, "approve").send().ok(200);

    server.decision("bob", request, "approve").send().problem(409, "decision.repeated");
  }

  @Test
  void aDecisionAfterTheOutcomeIs409AndNamesTheOutcome() {
    String request = openRequest();
    String subject = server.subjectOf(request);
    server.decision("bob", request, "approve").send().ok(200);
    server.decision("carol", request, "approve").send().ok(200);

    JsonNode problem =
        server.decision("dora", request, "approve", subject).send().problem(409, "request.closed");

    assertThat(problem.at("/outcome").asString()).isEqualTo("approved");
    server
        .as("bob", "DELETE", "/requests/" + request + "/decisions/mine")
        .send()
        .problem(409, "request.closed");
  }

  @Test
  void nothingToWithdrawIs409() {
    server
        .as("bob", "DELETE", "/requests/" + openRequest() + "/decisions/mine")
        .send()
        .problem(409, "decision.absent");
  }

  @Test
  void theRequesterAndStrangersAre403() {
    String request = openRequest();

    server.decision("alice", request, "approve").send().problem(403, "decider.excluded");
    server.decision("erin", request, "approve").send().problem(403, "decider.not_eligible");
  }

  private String openStaged(Map<String, String> input) {
    return server
            .as("alice", "POST", "/runs")
            .json(Map.of("flow", "staged", "input", input))
            .send()
            .ok(201)
            .at("/id")
            .asString()
        + ".review";
  }

  @Test
  void whoeverBelongsToALaterStageIs403UntilItOpens() {
    String request = openStaged(Map.of("log", "all is well"));

    server.decision("sam", request, "approve").send().problem(403, "stage.not_open");
    server.decision("bob", request, "approve").send().ok(200);
    server.decision("sam", request, "approve").send().ok(200);
  }

  @Test
  void anApprovalWithoutTheRequiredEvidenceIs409() {
    String request = openStaged(Map.of());

    server.decision("bob", request, "approve").send().problem(409, "evidence.missing");
  }

  @Test
  void aRejectionWithoutTheNeededCommentIs422() {
    server.decision("bob", openRequest(), "reject").send().problem(422, "comment.missing");
  }

  @Test
  void formValuesThatDoNotFitAre422() {
    String request = openRequest();

    server
        .as("bob", "POST", "/requests/" + request + "/decisions")
        .header("If-Match", "\"" + server.subjectOf(request) + "\"")
        .json(Map.of("verdict", "approve", "form", Map.of("window", 7)))
        .send()
        .problem(422, "form.invalid");
  }

  @Test
  void cancellingAnEndedRunIs409() {
    String run = server.startRotate("alice");
    server.as("bob", "POST", "/runs/" + run + "/cancel").json(Map.of("reason", "x")).send().ok(200);

    server
        .as("bob", "POST", "/runs/" + run + "/cancel")
        .json(Map.of("reason", "x"))
        .send()
        .problem(409, "run.ended");
  }

  @Test
  void anUnknownPropertyIsNamedWithTheNearestKnownOne() {
    JsonNode problem =
        server
            .as("bob", "POST", "/runs")
            .json(Map.of("flow", "rotate", "inputs", Map.of()))
            .send()
            .problem(400, "request.malformed");

    assertThat(problem.at("/detail").asString())
        .contains("'inputs'")
        .contains("Did you mean 'input'?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "\"text\"",
        "{\"flow\":\"rotate\",\"flow\":\"other\"}",
        "{\"flow\":\"rotate\"} more",
        "{\"flow\":[]}",
        "{\"flow\":7}",
        "{\"flow\":\"rotate\",\"release\":\"1\"}",
        "{\"flow\":\"rotate\",\"release\":1.5}",
        "{\"flow\":\"rotate\",\"release\":0}",
        "{\"flow\":\"rotate\",\"release\":1,\"draft\":true}",
        "{\"flow\":\"rotate\",\"input\":{\"service\":123456789012345678901234567890}}",
        "{\"input\":{}}",
        "null"
      })
  void aBodyOfAnotherShapeIs400(String body) {
    JsonNode problem =
        server
            .as("bob", "POST", "/runs")
            .body("application/json", body)
            .send()
            .problem(400, "request.malformed");

    assertThat(TestServer.text(problem)).doesNotContain("dev.gatehold.server", "java.");
  }

  @Test
  void aBodyThatNestsTooDeepIs400() {
    String deep = "{\"a\":".repeat(600) + "1" + "}".repeat(600);

    server
        .as("bob", "POST", "/runs")
        .body("application/json", "{\"flow\":\"rotate\",\"input\":" + deep + "}")
        .send()
        .problem(400, "request.malformed");
    String lessDeep = "{\"a\":".repeat(100) + "1" + "}".repeat(100);
    server
        .as("bob", "POST", "/runs")
        .body("application/json", "{\"flow\":\"rotate\",\"input\":" + lessDeep + "}")
        .send()
        .problem(400, "request.malformed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/runs?limit=0",
        "/runs?limit=201",
        "/runs?limit=many",
        "/runs?status=sleeping",
        "/runs?cursor=%25%25",
        "/requests?state=ajar",
        "/requests?mine=perhaps",
        "/runs/run_x?wait=61s",
        "/runs/run_x?wait=long",
        "/runs/run_x?seen=x"
      })
  void aParameterOfAnotherShapeIs400(String path) {
    server.as("bob", "GET", path).send().problem(400, "request.malformed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"with space", "one, two"})
  void anIdempotencyKeyThatIsNotOneIs400(String key) {
    server
        .as("bob", "POST", "/runs")
        .header("Idempotency-Key", key)
        .json(Map.of("flow", "rotate"))
        .send()
        .problem(400, "request.malformed");
    server
        .as("bob", "POST", "/runs")
        .header("Idempotency-Key", "k".repeat(256))
        .json(Map.of("flow", "rotate"))
        .send()
        .problem(400, "request.malformed");
  }

  @Test
  void anotherMethodOrMediaTypeIsSaid() {
    server.as("bob", "PATCH", "/runs").send().problem(405, "method.not_allowed");
    server
        .as("bob", "POST", "/runs")
        .body("text/plain", "x")
        .send()
        .problem(415, "media_type.unsupported");
  }

  @Test
  void aBodyThatIsTooLargeIs413WhetherItsLengthIsAnnouncedOrNot() {
    String large = "{\"flow\":\"" + "x".repeat(BODY_LIMIT) + "\"}";

    server
        .as("bob", "POST", "/runs")
        .body("application/json", large)
        .send()
        .problem(413, "body.too_large");
    server.as("bob", "POST", "/runs").stream("application/json", large)
        .send()
        .problem(413, "body.too_large");
    server.as("bob", "PUT", "/flows/rotate/draft").stream("text/yaml", large)
        .send()
        .problem(413, "body.too_large");
    server.as("bob", "POST", "/resources?name=big").stream("text/plain", large + large)
        .send()
        .problem(413, "body.too_large");
  }

  @Test
  void theSameKeyWithAnotherBodyIs422() {
    start("one-key", "billing").ok(201);

    start("one-key", "mail").problem(422, "key.reused");
  }

  @Test
  void theSameKeyWithTheSameBodyGivesTheSameRun() {
    String first = start("again", "billing").ok(201).at("/id").asString();

    assertThat(start("again", "billing").ok(201).at("/id").asString()).isEqualTo(first);
    assertThat(
            server
                .as("carol", "POST", "/runs")
                .header("Idempotency-Key", "again")
                .json(Map.of("flow", "rotate", "input", Map.of("service", "billing")))
                .send()
                .ok(201)
                .at("/id")
                .asString())
        .isNotEqualTo(first);
  }

  private Answer start(String key, String service) {
    return server
        .as("bob", "POST", "/runs")
        .header("Idempotency-Key", key)
        .json(Map.of("flow", "rotate", "input", Map.of("service", service)))
        .send();
  }
}
