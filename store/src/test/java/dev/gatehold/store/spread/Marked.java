package dev.gatehold.store.spread;

import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.store.AppliedKey;
import dev.gatehold.engine.store.RequestRow;
import dev.gatehold.engine.store.RunRow;
import dev.gatehold.engine.store.RunWrite;
import dev.gatehold.engine.store.StoredEffect;
import dev.gatehold.engine.store.StoredEntry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes of made-up runs whose ids say where they are kept. */
final class Marked {
  static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private Marked() {}

  /** A run, told by what lists look at. */
  record Told(
      String id,
      String flow,
      String status,
      Instant at,
      @Nullable String outcome,
      @Nullable String superseding,
      List<String> sources) {
    static Told of(String id) {
      return new Told(id, "deploy", "active", NOON, null, null, List.of("group:sre"));
    }

    Told at(Instant time) {
      return new Told(id, flow, status, time, outcome, superseding, sources);
    }

    Told in(String word) {
      return new Told(id, flow, word, at, outcome, superseding, sources);
    }

    /** The write that starts it, with a request, an effect, a key, a turn and a deadline. */
    RunWrite start() {
      return write(0);
    }

    RunWrite write(long expected) {
      Digest digest = Digest.of(id);
      return new RunWrite(
          expected,
          List.of(new StoredEntry(id, expected + 1, "{}", digest.hex())),
          new RunRow(
              id,
              flow,
              1,
              digest.text(),
              status,
              "waits",
              "alice",
              at,
              status.equals("active") ? null : at,
              expected + 1,
              digest.hex(),
              status.equals("active") ? at.plusSeconds(60) : null,
              superseding,
              false,
              null),
          null,
          List.of(request()),
          expected > 0 ? List.of() : List.of(new StoredEffect(id + ".do.1", id, "{}", 0, "n1", at)),
          List.of(),
          expected > 0 ? List.of() : List.of(new AppliedKey("alice\n" + id, digest, id, 1)),
          List.of("rotation"));
    }

    private RequestRow request() {
      return new RequestRow(
          id + ".review",
          id,
          "review",
          1,
          flow,
          "Deploy",
          outcome == null ? RequestRow.OPEN : RequestRow.CLOSED,
          outcome,
          "alice",
          "waits",
          Digest.of(id).text(),
          sources,
          List.of("alice"),
          at,
          at.plusSeconds(30),
          null,
          outcome == null ? null : at);
    }
  }
}
