package dev.gatehold.store.sqlite;

import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.store.AppliedKey;
import dev.gatehold.engine.store.RequestRow;
import dev.gatehold.engine.store.RunRow;
import dev.gatehold.engine.store.RunWrite;
import dev.gatehold.engine.store.StoredEffect;
import dev.gatehold.engine.store.StoredEntry;
import java.time.Instant;
import java.util.List;

/** Writes of made-up runs that touch every table. */
final class Runs {
  static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private Runs() {}

  /** The write that starts this run, with a request, an effect and a key. */
  static RunWrite start(String run) {
    Digest digest = Digest.of(run);
    RunRow row =
        new RunRow(
            run,
            "deploy",
            1,
            digest.text(),
            "active",
            "waits for review",
            "alice",
            NOON,
            null,
            1,
            digest.hex(),
            NOON.plusSeconds(60),
            null,
            false,
            null);
    RequestRow request =
        new RequestRow(
            run + ".review",
            run,
            "review",
            1,
            "deploy",
            "Deploy",
            RequestRow.OPEN,
            null,
            "alice",
            "waits for 1 of sre",
            digest.text(),
            List.of("group:sre"),
            List.of("alice"),
            NOON,
            null,
            NOON.plusSeconds(60),
            null);
    return new RunWrite(
        0,
        List.of(new StoredEntry(run, 1, "{\"run\":\"" + run + "\"}", digest.hex())),
        row,
        null,
        List.of(request),
        List.of(new StoredEffect(run + ".notify", run, "{}", 0, "n1", NOON)),
        List.of(),
        List.of(new AppliedKey("alice/" + run, digest, run, 1)),
        List.of());
  }
}
