package dev.gatehold.store.sqlite;

import static dev.gatehold.store.sql.Columns.millis;
import static dev.gatehold.store.sql.Columns.millisNotBefore;
import static dev.gatehold.store.sql.Columns.millisOrNull;
import static dev.gatehold.store.sql.Columns.texts;
import static dev.gatehold.store.sqlite.Batch.bound;

import dev.gatehold.engine.store.AppliedKey;
import dev.gatehold.engine.store.KeyConflict;
import dev.gatehold.engine.store.RequestRow;
import dev.gatehold.engine.store.RunRow;
import dev.gatehold.engine.store.RunWrite;
import dev.gatehold.engine.store.StoreException;
import dev.gatehold.engine.store.StoredEffect;
import dev.gatehold.engine.store.StoredSnapshot;
import dev.gatehold.engine.store.VersionConflict;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes what runs add: the hot path. Each statement is prepared once and run for all rows of a
 * transaction, table by table.
 */
final class RunWriter {
  private final Batch newRun;
  private final Batch grownRun;
  private final Batch key;
  private final Batch entry;
  private final Batch snapshot;
  private final Batch oldSources;
  private final Batch request;
  private final Batch sameRound;
  private final Batch source;
  private final Batch effect;
  private final Batch finishedEffect;
  private final Batch finishedTask;
  private final Batch turn;

  RunWriter(Connection connection) throws SQLException {
    newRun =
        new Batch(
            connection,
            """
            INSERT INTO run (status, waiting_for, ended_at, seq, head_hash, next_deadline, run,
              flow, release, release_digest, requester, started_at, key, draft, parent)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """);
    grownRun =
        new Batch(
            connection,
            """
            UPDATE run SET status = ?, waiting_for = ?, ended_at = ?, seq = ?, head_hash = ?,
              next_deadline = ?
            WHERE run = ? AND seq = ?
            """);
    key =
        new Batch(
            connection,
            """
            INSERT INTO applied_key (key, command, run, seq) VALUES (?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """);
    entry = new Batch(connection, "INSERT INTO journal (run, seq, body, hash) VALUES (?, ?, ?, ?)");
    snapshot =
        new Batch(
            connection,
            """
            INSERT INTO snapshot (run, seq, body) VALUES (?, ?, ?)
            ON CONFLICT DO UPDATE SET seq = excluded.seq, body = excluded.body
            """);
    oldSources =
        new Batch(
            connection,
            """
            DELETE FROM request_source WHERE (source, opened_at, request) IN (
              SELECT asked.value, r.opened_at, r.id FROM request r, json_each(r.sources) asked
              WHERE r.id = ?)
            """);
    request =
        new Batch(
            connection,
            """
            INSERT INTO request (id, run, step, round, flow, title, status, outcome, requester,
              progress, subject, sources, not_asked, opened_at, due_at, expires_at, decided_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET step = excluded.step, round = excluded.round,
              flow = excluded.flow, title = excluded.title, status = excluded.status,
              outcome = excluded.outcome,
              requester = excluded.requester, progress = excluded.progress,
              subject = excluded.subject, sources = excluded.sources,
              not_asked = excluded.not_asked, opened_at = excluded.opened_at,
              due_at = excluded.due_at, expires_at = excluded.expires_at, decided_at = excluded.decided_at
            """);
    sameRound =
        new Batch(
            connection,
            """
            UPDATE request SET status = ?, outcome = ?, progress = ?, sources = ?, not_asked = ?,
              due_at = ?, expires_at = ?, decided_at = ?
            WHERE id = ? AND round = ?
            """);
    source =
        new Batch(
            connection,
            """
            INSERT INTO request_source (source, opened_at, request) VALUES (?, ?, ?)
            ON CONFLICT DO NOTHING
            """);
    effect =
        new Batch(
            connection,
            """
            INSERT INTO effect (id, run, body, tries, node, at) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """);
    finishedEffect = new Batch(connection, "DELETE FROM effect WHERE id = ?");
    finishedTask = new Batch(connection, "DELETE FROM task WHERE id = ?");
    turn =
        new Batch(
            connection,
            """
            INSERT INTO rotation (name, turns) VALUES (?, 1)
            ON CONFLICT DO UPDATE SET turns = turns + 1
            """);
  }

  /** Writes all of these, or throws for a transaction to be undone. */
  void write(List<RunWrite> writes) throws SQLException {
    writeRuns(writes);
    writeKeys(writes);
    entry.run(all(writes, RunWrite::entries), e -> bound(e.run(), e.seq(), e.body(), e.hash()));
    writeSnapshots(writes);
    writeRequests(writes);
    writeEffects(writes);
    turn.run(all(writes, RunWrite::turns), name -> bound(name));
  }

  private void writeRuns(List<RunWrite> writes) throws SQLException {
    List<RunWrite> started = writes.stream().filter(write -> write.expected() == 0).toList();
    List<RunWrite> grown = writes.stream().filter(write -> write.expected() > 0).toList();
    List<RunWrite> early = newRun.run(started, write -> newRow(write.row()));
    List<RunWrite> late = grownRun.run(grown, RunWriter::grownRow);
    if (!early.isEmpty() || !late.isEmpty()) {
      throw new VersionConflict(
          Stream.concat(early.stream(), late.stream())
              .map(write -> write.row().run())
              .distinct()
              .toList());
    }
  }

  private static @Nullable Object[] newRow(RunRow row) {
    return bound(
        row.status(),
        row.waitingFor(),
        millisOrNull(row.endedAt()),
        row.seq(),
        row.headHash(),
        deadline(row),
        row.run(),
        row.flow(),
        row.release(),
        row.releaseDigest(),
        row.requester(),
        millis(row.startedAt()),
        row.key(),
        row.draft(),
        row.parent());
  }

  // Flow, release, requester and start are pinned for a run's whole life.
  private static @Nullable Object[] grownRow(RunWrite write) {
    RunRow row = write.row();
    return bound(
        row.status(),
        row.waitingFor(),
        millisOrNull(row.endedAt()),
        row.seq(),
        row.headHash(),
        deadline(row),
        row.run(),
        write.expected());
  }

  private static @Nullable Long deadline(RunRow row) {
    Instant deadline = row.nextDeadline();
    return deadline == null ? null : millisNotBefore(deadline);
  }

  private void writeKeys(List<RunWrite> writes) throws SQLException {
    List<AppliedKey> conflicts =
        key.run(
            all(writes, RunWrite::keys), k -> bound(k.key(), k.command().text(), k.run(), k.seq()));
    if (!conflicts.isEmpty()) {
      throw new KeyConflict(conflicts.stream().map(AppliedKey::key).toList());
    }
  }

  private void writeSnapshots(List<RunWrite> writes) throws SQLException {
    List<StoredSnapshot> snapshots =
        writes.stream().map(RunWrite::snapshot).filter(Objects::nonNull).toList();
    snapshot.run(snapshots, s -> bound(s.run(), s.seq(), s.body()));
  }

  private void writeRequests(List<RunWrite> writes) throws SQLException {
    Map<String, RequestRow> last = new LinkedHashMap<>();
    all(writes, RunWrite::requests).forEach(row -> last.put(row.id(), row));
    List<RequestRow> rows = List.copyOf(last.values());
    Set<String> begun =
        writes.stream()
            .filter(write -> write.expected() == 0)
            .map(write -> write.row().run())
            .collect(Collectors.toSet());
    List<RequestRow> known = rows.stream().filter(row -> !begun.contains(row.run())).toList();
    List<RequestRow> fresh = rows.stream().filter(row -> begun.contains(row.run())).toList();
    oldSources.run(known, row -> bound(row.id()));
    // Within a round most of a request stays, and with it its place in most indexes.
    request.run(sameRound.run(known, RunWriter::movingPart), RunWriter::requestRow);
    request.run(fresh, RunWriter::requestRow);
    List<Asked> asked =
        rows.stream()
            .filter(row -> row.outcome() == null)
            .flatMap(row -> row.sources().stream().map(from -> new Asked(from, row)))
            .toList();
    source.run(asked, a -> bound(a.source(), millis(a.row().openedAt()), a.row().id()));
  }

  private record Asked(String source, RequestRow row) {}

  private static @Nullable Object[] movingPart(RequestRow row) {
    return bound(
        row.status(),
        row.outcome(),
        row.progress(),
        texts(row.sources()),
        texts(row.notAsked()),
        millisOrNull(row.dueAt()),
        millisOrNull(row.expiresAt()),
        millisOrNull(row.decidedAt()),
        row.id(),
        row.round());
  }

  private static @Nullable Object[] requestRow(RequestRow row) {
    return bound(
        row.id(),
        row.run(),
        row.step(),
        row.round(),
        row.flow(),
        row.title(),
        row.status(),
        row.outcome(),
        row.requester(),
        row.progress(),
        row.subject(),
        texts(row.sources()),
        texts(row.notAsked()),
        millis(row.openedAt()),
        millisOrNull(row.dueAt()),
        millisOrNull(row.expiresAt()),
        millisOrNull(row.decidedAt()));
  }

  private void writeEffects(List<RunWrite> writes) throws SQLException {
    List<StoredEffect> stored =
        effect.run(
            all(writes, RunWrite::effects),
            e ->
                bound(
                    e.id(),
                    e.run(),
                    e.body(),
                    e.tries(),
                    e.node(),
                    millisNotBefore(e.leasedUntil())));
    if (!stored.isEmpty()) {
      throw new StoreException(
          "Expected new effects, but '"
              + stored.getFirst().id()
              + "' is stored already. Give each its own id.");
    }
    finishedTask.run(
        finishedEffect.run(all(writes, RunWrite::finishedEffects), id -> bound(id)),
        id -> bound(id));
  }

  private static <T> List<T> all(
      List<RunWrite> writes, Function<RunWrite, ? extends Collection<T>> part) {
    return writes.stream().flatMap(write -> part.apply(write).stream()).toList();
  }
}
