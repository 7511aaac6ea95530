package dev.gatehold.bench.served;

import dev.gatehold.bench.Latencies;
import dev.gatehold.bench.PaymentFlow;
import java.io.IOException;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Somebody who starts runs as alice and decides them as bob, one after the other. A cycle is two
 * calls: the answer to the start says the digest that the decision names.
 */
final class Caller {
  private static final Map<String, ?> START =
      Map.of("flow", PaymentFlow.NAME, "input", PaymentFlow.INPUT);
  private static final Map<String, ?> DECISION =
      Map.of("choice", "approve", "comment", PaymentFlow.COMMENT);

  private final Api alice;
  private final Api bob;
  private final String name;
  private long next;

  /**
   * Makes one.
   *
   * @param name in its idempotency keys, different from all others'
   */
  Caller(Api alice, Api bob, String name) {
    this.alice = alice;
    this.bob = bob;
    this.name = name;
  }

  /**
   * Does a cycle.
   *
   * @param decisions gets how long the call that decides took
   * @throws IOException when a call fails, or an answer says something else than it should
   */
  void cycle(Latencies decisions) throws IOException {
    String key = name + "-" + next++;
    JsonNode gate = start(key);
    long asked = System.nanoTime();
    decide(gate.path("request").asString(), gate.path("subject").asString(), key);
    decisions.add(System.nanoTime() - asked);
  }

  /** The gate at which the run stands. */
  private JsonNode start(String key) throws IOException {
    JsonNode run = alice.post("/runs", Map.of("Idempotency-Key", key), START).body();
    JsonNode gate = run.path("steps").path(0);
    if (!gate.path("status").asString().equals("awaiting_approval")) {
      throw new IOException("Expected a run at its gate, but got " + run);
    }
    return gate;
  }

  private void decide(String request, String subject, String key) throws IOException {
    JsonNode decided =
        bob.post(
                "/requests/" + request + "/decisions",
                Map.of("If-Match", '"' + subject + '"', "Idempotency-Key", key),
                DECISION)
            .body();
    if (!decided.path("status").asString().equals("closed")
        || !decided.path("outcome").asString().equals("approved")) {
      throw new IOException("Expected a request that is approved, but got " + decided);
    }
  }
}
