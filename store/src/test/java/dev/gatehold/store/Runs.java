package dev.gatehold.store;

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
public final class Runs {
  public static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private Runs() {}

  /** The write that starts this run, with a request, an effect and a key. */
  public static RunWrite start(String run) {
    Digest digest = Digest.of(run);
    RunRow row = row(run, 1);
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

  /** A write of one entry for a run whose journal ends at {@code expected}. */
  public static RunWrite next(String run, long expected) {
    return new RunWrite(
        expected,
        List.of(new StoredEntry(run, expected + 1, "{}", Digest.of(run).hex())),
        row(run, expected + 1),
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static RunRow row(String run, long seq) {
    Digest digest = Digest.of(run);
    return new RunRow(
        run,
        "deploy",
        1,
        digest.text(),
        "active",
        "waits for review",
        "alice",
        NOON,
        null,
        seq,
        digest.hex(),
        NOON.plusSeconds(60),
        null,
        false,
        null);
  }
}
