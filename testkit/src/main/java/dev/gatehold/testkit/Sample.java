package dev.gatehold.testkit;

import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.store.AppliedKey;
import dev.gatehold.engine.store.RequestRow;
import dev.gatehold.engine.store.RunRow;
import dev.gatehold.engine.store.RunWrite;
import dev.gatehold.engine.store.StoredEffect;
import dev.gatehold.engine.store.StoredEntry;
import dev.gatehold.engine.store.StoredSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Made-up rows for the storage contract: everything about a run follows from its id. */
final class Sample {
  static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private Sample() {}

  /** The first write of a run: one entry. */
  static Write start(String run) {
    return new Write(run, 0).entries(1);
  }

  /** A write of one entry for a run whose journal has {@code expected} entries. */
  static Write next(String run, long expected) {
    return new Write(run, expected).entries(1);
  }

  static StoredEntry entry(String run, long seq) {
    return new StoredEntry(run, seq, "{\"n\":" + seq + "}", hash(run, seq));
  }

  static String hash(String run, long seq) {
    return Digest.of(run + "/" + seq).hex();
  }

  static StoredEffect effect(String run, String id, String node, Instant until) {
    return new StoredEffect(id, run, "{\"effect\":\"" + id + "\"}", 0, node, until);
  }

  static AppliedKey key(String run, String key, long seq) {
    return new AppliedKey(key, Digest.of(key), run, seq);
  }

  /** An open request of a run's only gate. */
  static RequestRow request(String run, Instant openedAt, List<String> sources) {
    return request(run, openedAt, sources, List.of("requester"));
  }

  static RequestRow request(
      String run, Instant openedAt, List<String> sources, List<String> notAsked) {
    return new RequestRow(
        run + ".review",
        run,
        "review",
        1,
        "deploy",
        "Deploy " + run,
        RequestRow.OPEN,
        null,
        "requester",
        "waits for 1 of " + sources,
        "sha256:" + hash(run, 1),
        sources,
        notAsked,
        openedAt,
        openedAt.plusSeconds(1800),
        openedAt.plusSeconds(3600),
        null);
  }

  /** This request after its gate ended; it keeps its sources. */
  static RequestRow closed(RequestRow open, String outcome) {
    return standing(
        open, RequestRow.CLOSED, outcome, outcome + " by alice", open.openedAt().plusSeconds(60));
  }

  /** This request with another status, and not closed. */
  static RequestRow unclosed(RequestRow open, String status) {
    return standing(open, status, null, status, null);
  }

  /** The next round of this request: another content, asked of others, at another time. */
  static RequestRow nextRound(RequestRow before, Instant openedAt, List<String> sources) {
    return new RequestRow(
        before.id(),
        before.run(),
        before.step(),
        before.round() + 1,
        before.flow(),
        before.title() + ", again",
        RequestRow.OPEN,
        null,
        before.requester(),
        "waits for 1 of " + sources,
        "sha256:" + hash(before.run(), before.round() + 1),
        sources,
        List.of(),
        openedAt,
        null,
        openedAt.plusSeconds(60),
        null);
  }

  private static RequestRow standing(
      RequestRow open,
      String status,
      @Nullable String outcome,
      String progress,
      @Nullable Instant decidedAt) {
    return new RequestRow(
        open.id(),
        open.run(),
        open.step(),
        open.round(),
        open.flow(),
        open.title(),
        status,
        outcome,
        open.requester(),
        progress,
        open.subject(),
        open.sources(),
        open.notAsked(),
        open.openedAt(),
        open.dueAt(),
        open.expiresAt(),
        decidedAt);
  }

  /** Collects one run's write. */
  static final class Write {
    private final String run;
    private final List<String> turns = new ArrayList<>();
    private @Nullable String superseding;
    private final long expected;
    private final List<StoredEntry> entries = new ArrayList<>();
    private final List<RequestRow> requests = new ArrayList<>();
    private final List<StoredEffect> effects = new ArrayList<>();
    private final List<String> finished = new ArrayList<>();
    private final List<AppliedKey> keys = new ArrayList<>();
    private String flow = "deploy";
    private int release = 1;
    private String status = "active";
    private @Nullable Instant deadline;
    private @Nullable StoredSnapshot snapshot;

    private Write(String run, long expected) {
      this.run = run;
      this.expected = expected;
    }

    Write entries(int count) {
      entries.clear();
      for (int i = 1; i <= count; i++) {
        entries.add(entry(run, expected + i));
      }
      return this;
    }

    Write body(String body) {
      entries.clear();
      entries.add(new StoredEntry(run, expected + 1, body, hash(run, expected + 1)));
      return this;
    }

    Write flow(String name, int number) {
      flow = name;
      release = number;
      return this;
    }

    Write status(String word) {
      status = word;
      return this;
    }

    Write deadline(@Nullable Instant at) {
      deadline = at;
      return this;
    }

    Write snapshot(String body) {
      snapshot = new StoredSnapshot(run, expected + entries.size(), body);
      return this;
    }

    Write request(RequestRow row) {
      requests.add(row);
      return this;
    }

    Write effect(String id, String node, Instant until) {
      effects.add(Sample.effect(run, id, node, until));
      return this;
    }

    Write finish(String effect) {
      finished.add(effect);
      return this;
    }

    Write superseding(String key) {
      superseding = key;
      return this;
    }

    Write turn(String rotation) {
      turns.add(rotation);
      return this;
    }

    Write key(String key) {
      keys.add(Sample.key(run, key, expected + entries.size()));
      return this;
    }

    RunRow row() {
      long last = expected + entries.size();
      return new RunRow(
          run,
          flow,
          release,
          hash(flow, release),
          status,
          status + " since entry " + last,
          "requester",
          NOON,
          status.equals("active") ? null : NOON.plusSeconds(last),
          last,
          hash(run, last),
          deadline,
          superseding,
          release % 2 == 0,
          superseding == null ? null : "run_" + superseding);
    }

    RunWrite done() {
      return new RunWrite(
          expected, entries, row(), snapshot, requests, effects, finished, keys, turns);
    }
  }
}
