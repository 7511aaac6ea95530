package dev.gatehold.server.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.server.connection.WebhookConnection;
import dev.gatehold.server.connection.WebhookConnection.FromEnvironment;
import dev.gatehold.server.connection.WebhookConnection.Scheme;
import dev.gatehold.server.connection.WebhookConnection.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a refusal costs tells nobody which triggers there are. */
class SignaturesTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final Map<String, String> STANDARD =
      Map.of(
          "webhook-id", "msg_1",
          "webhook-timestamp", String.valueOf(NOW.getEpochSecond()),
          "webhook-signature", "v1,no");
  private static final Map<String, String> GITHUB = Map.of("x-hub-signature-256", "sha256=no");
  private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

  /** The bytes that were signed, one after the other. */
  private final List<Integer> signed = new ArrayList<>();

  private final Signatures signatures =
      new Signatures(
          variable -> variable.startsWith("GONE") ? null : "whsec_c2VjcmV0LW9mLXRoaXMtdGVzdA==",
          (_, start, body) -> {
            signed.add(start.length + body.length);
            return new byte[32];
          });

  private static WebhookConnection connection(Scheme scheme, String... variables) {
    List<Secret> secrets = Stream.of(variables).<Secret>map(FromEnvironment::new).toList();
    return new WebhookConnection("shop", scheme, secrets);
  }

  private List<Integer> workFor(
      @Nullable WebhookConnection connection, Map<String, String> headers) {
    signed.clear();
    assertThat(signatures.idOf(connection, new Signatures.Call(headers::get, BODY), NOW)).isNull();
    return List.copyOf(signed);
  }

  @Test
  void a_refusal_takes_the_same_work_whatever_there_is() {
    for (Map<String, String> headers : List.of(STANDARD, GITHUB, Map.<String, String>of())) {
      List<Integer> forNone = workFor(null, headers);
      assertThat(forNone).hasSize(headers.isEmpty() ? 0 : WebhookConnection.MOST_SECRETS);
      for (Scheme scheme : Scheme.values()) {
        assertThat(workFor(connection(scheme, "A"), headers)).isEqualTo(forNone);
        assertThat(workFor(connection(scheme, "A", "B", "C"), headers)).isEqualTo(forNone);
        assertThat(workFor(connection(scheme, "GONE"), headers)).isEqualTo(forNone);
      }
    }
  }

  @Test
  void a_signature_of_another_scheme_does_not_count() {
    Map<String, String> right =
        Map.of("x-hub-signature-256", "sha256=" + "00".repeat(32), "webhook-id", "msg_1");
    Signatures.Call call = new Signatures.Call(right::get, BODY);

    assertThat(signatures.idOf(connection(Scheme.GITHUB, "A"), call, NOW)).isNotNull();
    assertThat(signatures.idOf(connection(Scheme.STANDARD, "A"), call, NOW)).isNull();
    assertThat(signatures.idOf(null, call, NOW)).isNull();
  }
}
