package dev.gatehold.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.testkit.VirtualClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Signed calls from outside start runs; whatever else comes learns nothing. */
class HooksTest {
  private static final byte[] KEY = "k".repeat(32).getBytes(StandardCharsets.UTF_8);
  private static final byte[] OLD_KEY = "o".repeat(32).getBytes(StandardCharsets.UTF_8);
  private static final byte[] WRONG_KEY = "w".repeat(32).getBytes(StandardCharsets.UTF_8);
  private static final byte[] GITHUB_KEY = "it's a secret".getBytes(StandardCharsets.UTF_8);
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final String BODY = "{\"type\": \"invoice.paid\",  \"total\": 120}";
  private static final String PAID = "/api/v1/hooks/invoice/paid";
  private static final String PUSHED = "/api/v1/hooks/invoice/pushed";

  private static final String FLOW =
      """
      flow: invoice
      title: Book an invoice
      input: { type: object, properties: { type: { type: string } }, required: [type] }
      triggers:
        - { id: paid, webhook: { connection: billing }, input: { type: "${{ event.data.type }}" } }
        - { id: pushed, webhook: { connection: github }, input: { type: "${{ event.headers['x-github-event'] }}" } }
        - { id: nowhere, webhook: { connection: other }, input: { type: x } }
        - { id: nightly, schedule: { cron: "0 6 * * *", zone: UTC }, input: { type: x } }
      steps:
        - { id: note, set: { type: "${{ input.type }}" } }
      """;

  @TempDir Path folder;
  private final VirtualClock clock = new VirtualClock(NOW);
  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(data.resolve("new"), secret(KEY) + "\n");
    Files.writeString(data.resolve("old"), secret(OLD_KEY));
    Files.write(data.resolve("hub"), GITHUB_KEY);
    Files.writeString(
        data.resolve("connections.yaml"),
        """
        webhook:
          billing: { scheme: standard, secrets: [{ file: new }, { file: old }, { file: gone }] }
          github: { scheme: github, secrets: [{ file: hub }] }
        """);
    server = TestServer.inMemory(TestServer.settings(folder), clock);
    server.publish("alice", "invoice", FLOW);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String secret(byte[] key) {
    return "whsec_" + Base64.getEncoder().encodeToString(key);
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String signature(byte[] key, String id, Instant at, String body) {
    String signed = id + "." + at.getEpochSecond() + "." + body;
    return "v1," + Base64.getEncoder().encodeToString(hmac(key, signed));
  }

  private TestServer.Call call(String path, String id, Instant at, String signature) {
    return server
        .call("POST", path)
        .header("Webhook-Id", id)
        .header("webhook-timestamp", String.valueOf(at.getEpochSecond()))
        .header("webhook-signature", signature)
        .body("application/json", BODY);
  }

  private TestServer.Call signed(String id) {
    return call(PAID, id, NOW, signature(KEY, id, NOW, BODY));
  }

  private JsonNode runs() {
    return server.as("alice", "GET", "/runs?flow=invoice").send().ok(200).at("/items");
  }

  private JsonNode awaitRuns(int count) {
    long end = System.nanoTime() + 20_000_000_000L;
    while (runs().size() < count) {
      assertThat(System.nanoTime()).as("%s", runs()).isLessThan(end);
    }
    return runs();
  }

  @Test
  void aSignedCallStartsARunAndAThousandRepetitionsStartNoOther() {
    signed("msg_1").send().ok(202);
    JsonNode run = awaitRuns(1).get(0);
    JsonNode detail = server.as("alice", "GET", "/runs/" + run.at("/id").asString()).send().ok(200);
    assertThat(detail.at("/input/type").asString()).isEqualTo("invoice.paid");
    assertThat(detail.at("/requester").toString()).contains("trigger:invoice/paid");
    for (int i = 0; i < 1_000; i++) {
      signed("msg_1").send().ok(202);
    }
    signed("msg_2").send().ok(202);
    assertThat(awaitRuns(2)).hasSize(2);
  }

  @Test
  void eachOfSeveralSignaturesAndSecretsIsEnough() {
    String old = signature(OLD_KEY, "msg_1", NOW, BODY);
    String wrong = signature(WRONG_KEY, "msg_1", NOW, BODY);
    call(PAID, "msg_1", NOW, "v1a,xyz " + wrong + " " + old).send().ok(202);
    assertThat(awaitRuns(1)).hasSize(1);
  }

  @Test
  void whateverIsNotSignedForThisTriggerNowIsUnknownAndAllOfItLooksTheSame() {
    String good = signature(KEY, "msg_1", NOW, BODY);
    Instant early = NOW.minusSeconds(301);
    Instant late = NOW.plusSeconds(301);
    List<TestServer.Call> calls =
        List.of(
            call(PAID, "msg_1", NOW, signature(WRONG_KEY, "msg_1", NOW, BODY)),
            call(PAID, "msg_2", NOW, good),
            call(PAID, "msg_1", NOW.plusSeconds(1), good),
            call(PAID, "msg_1", NOW, good.substring(3)),
            call(PAID, "msg_1", NOW, good.substring(0, good.length() - 2)),
            call(PAID, "msg_1", NOW, "v1a" + good.substring(2)),
            call(PAID, "msg_1", NOW, signature(KEY, "msg_1", NOW, BODY.replace("  ", " "))),
            call(PAID, "msg_1", early, signature(KEY, "msg_1", early, BODY)),
            call(PAID, "msg_1", late, signature(KEY, "msg_1", late, BODY)),
            call("/api/v1/hooks/invoice/nowhere", "msg_1", NOW, good),
            call("/api/v1/hooks/invoice/nightly", "msg_1", NOW, good),
            call("/api/v1/hooks/invoice/none", "msg_1", NOW, good),
            call("/api/v1/hooks/none/paid", "msg_1", NOW, good),
            call(PUSHED, "msg_1", NOW, good),
            server.call("POST", PAID).body("application/json", BODY),
            server.call("POST", PAID));
    String first = calls.getFirst().send().problem(404, "hook.unknown").toString();
    for (TestServer.Call each : calls) {
      Answer answer = each.send();
      assertThat(answer.problem(404, "hook.unknown").at("/detail")).isNotNull();
      assertThat(answer.json().toString().replaceAll("/api/v1/hooks/[a-z/]+", "…"))
          .isEqualTo(first.replaceAll("/api/v1/hooks/[a-z/]+", "…"));
    }
    assertThat(runs()).isEmpty();
  }

  @Test
  void theClocksMayDifferByFiveMinutes() {
    Instant early = NOW.minusSeconds(300);
    Instant late = NOW.plusSeconds(300);
    call(PAID, "msg_1", early, signature(KEY, "msg_1", early, BODY)).send().ok(202);
    call(PAID, "msg_2", late, signature(KEY, "msg_2", late, BODY)).send().ok(202);
    assertThat(awaitRuns(2)).hasSize(2);
  }

  @Test
  void gitHubSignsTheBodyAloneSoTheSameBodyIsTheSameCall() {
    String good = "sha256=" + HexFormat.of().formatHex(hmac(GITHUB_KEY, BODY));
    for (int i = 0; i < 10; i++) {
      server
          .call("POST", PUSHED)
          .header("X-Hub-Signature-256", good)
          .header("X-GitHub-Delivery", "delivery-" + i)
          .header("X-GitHub-Event", "push")
          .body("application/json", BODY)
          .send()
          .ok(202);
    }
    JsonNode run = awaitRuns(1).get(0);
    assertThat(
            server
                .as("alice", "GET", "/runs/" + run.at("/id").asString())
                .send()
                .ok(200)
                .at("/input/type")
                .asString())
        .isEqualTo("push");
    String other = "sha256=" + HexFormat.of().formatHex(hmac(WRONG_KEY, BODY));
    for (String wrong : List.of(other, good.substring(7), "sha1=" + good.substring(7))) {
      server
          .call("POST", PUSHED)
          .header("X-Hub-Signature-256", wrong)
          .body("application/json", BODY)
          .send()
          .problem(404, "hook.unknown");
    }
    assertThat(runs()).hasSize(1);
  }

  @Test
  void whatIsSignedAndNoObjectOrTooLargeIsTold() {
    for (String body : List.of("[1]", "{\"half\":", "", "{\"a\":1,\"a\":2}")) {
      server
          .call("POST", PAID)
          .header("webhook-id", "msg_1")
          .header("webhook-timestamp", String.valueOf(NOW.getEpochSecond()))
          .header("webhook-signature", signature(KEY, "msg_1", NOW, body))
          .body("application/json", body)
          .send()
          .problem(400, "request.malformed");
    }
    server
        .call("POST", PAID)
        .body("application/json", "x".repeat(256 * 1024 + 1))
        .send()
        .problem(413, "body.too_large");
    assertThat(runs()).isEmpty();
  }
}
