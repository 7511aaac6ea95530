package dev.gatehold.store.postgres;

import static dev.gatehold.store.postgres.Column.number;
import static dev.gatehold.store.postgres.Column.text;
import static dev.gatehold.store.postgres.Column.truth;
import static dev.gatehold.store.postgres.Column.whole;
import static dev.gatehold.store.postgres.Texts.array;
import static dev.gatehold.store.postgres.Texts.shown;
import static dev.gatehold.store.postgres.Texts.shownOrNull;
import static dev.gatehold.store.sql.Columns.millis;
import static dev.gatehold.store.sql.Columns.millisNotBefore;
import static dev.gatehold.store.sql.Columns.millisOrNull;

import dev.gatehold.engine.store.AppliedKey;
import dev.gatehold.engine.store.KeyConflict;
import dev.gatehold.engine.store.RunRow;
import dev.gatehold.engine.store.RunWrite;
import dev.gatehold.engine.store.StoreException;
import dev.gatehold.engine.store.StoredEffect;
import dev.gatehold.engine.store.StoredEntry;
import dev.gatehold.engine.store.StoredSnapshot;
import dev.gatehold.engine.store.VersionConflict;
import dev.gatehold.store.postgres.Batch.Part;
import dev.gatehold.store.postgres.Fold.Grown;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes what runs add: the hot path. A transaction takes two round trips, whatever its size: all
 * statements, each over arrays, and then COMMIT. No statement fails because of what another node
 * wrote; it changes fewer rows than it was given, and the transaction is undone.
 */
final class RunWriter {
  static final String FINISHED = "DELETE FROM %s WHERE id = ANY (?::text[])";

  static final String GROWN =
      """
      UPDATE run SET status = u.status, waiting_for = u.waiting_for, ended_at = u.ended_at,
        seq = u.seq, head_hash = u.head_hash, next_deadline = u.next_deadline,
        claimed_until = NULL
      FROM unnest(?::text[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[],
        ?::text[], ?::bigint[])
        AS u (run, expected, status, waiting_for, ended_at, seq, head_hash, next_deadline)
      WHERE run.run = u.run AND run.seq = u.expected\
      """;

  private final Database database;

  RunWriter(Database database) {
    this.database = database;
  }

  /** Writes all of these or none. */
  void write(List<RunWrite> writes) {
    Fold fold = new Fold(writes);
    Missed missed =
        database.write(connection -> {
          Missed found = send(connection, fold);
          if (found != Missed.NOTHING) {
            connection.rollback();
          }
          return found;
        });
    switch (missed) {
      case NOTHING -> {}
      case RUNS -> throw new VersionConflict(moved(fold));
      case KEYS -> throw new KeyConflict(known(fold));
      case EFFECTS ->
          throw new StoreException(
              "Expected new effects, but one of "
                  + fold.all(RunWrite::effects, StoredEffect::id).stream()
                      .map(StoredEffect::id)
                      .toList()
                  + " is stored already. Give each its own id.");
      case ENTRIES ->
          throw new StoreException(
              "Expected the journals to end where their runs' rows say, but one of "
                  + fold.runs().stream().map(run -> run.row().run()).toList()
                  + " goes on. Restore a backup.");
    }
  }

  /** Which rows were there already, or were others by then; what is named first was seen first. */
  private enum Missed {
    NOTHING,
    RUNS,
    KEYS,
    EFFECTS,
    ENTRIES
  }

  private static Missed send(Connection connection, Fold fold) throws SQLException {
    Batch batch = new Batch();
    Part<RunRow> started = addStarted(batch, fold.started());
    Part<Grown> grown = addGrown(batch, fold.grown());
    Part<AppliedKey> keys = addKeys(batch, fold.all(RunWrite::keys, AppliedKey::key));
    Part<StoredEntry> entries = addEntries(batch, fold.all(RunWrite::entries, StoredEntry::run));
    addSnapshots(batch, fold.snapshots());
    RequestWriter.add(batch, fold);
    Part<StoredEffect> effects = addEffects(batch, fold.all(RunWrite::effects, StoredEffect::id));
    addFinished(batch, fold.all(RunWrite::finishedEffects, id -> id));
    addTurns(batch, fold.all(RunWrite::turns, name -> name));
    batch.send(connection);
    if (started.missedSome() || grown.missedSome()) {
      return Missed.RUNS;
    }
    if (keys.missedSome()) {
      return Missed.KEYS;
    }
    if (effects.missedSome()) {
      return Missed.EFFECTS;
    }
    return entries.missedSome() ? Missed.ENTRIES : Missed.NOTHING;
  }

  private static Part<RunRow> addStarted(Batch batch, List<RunRow> rows) {
    return batch.add(
        """
        INSERT INTO run (run, flow, release, release_digest, status, waiting_for, requester,
          started_at, ended_at, seq, head_hash, next_deadline, key, draft, parent)
        SELECT * FROM unnest(?::text[], ?::text[], ?::integer[], ?::text[], ?::text[], ?::text[],
          ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::bigint[], ?::text[],
          ?::boolean[], ?::text[])
        ON CONFLICT DO NOTHING\
        """,
        rows,
        text(RunRow::run),
        text(RunRow::flow),
        whole(RunRow::release),
        text(RunRow::releaseDigest),
        text(RunRow::status),
        text(row -> shown(row.waitingFor())),
        text(row -> shown(row.requester())),
        number(row -> millis(row.startedAt())),
        number(row -> millisOrNull(row.endedAt())),
        number(RunRow::seq),
        text(RunRow::headHash),
        number(RunWriter::deadline),
        text(row -> shownOrNull(row.key())),
        truth(RunRow::draft),
        text(RunRow::parent));
  }

  // Flow, release, requester and start are pinned for a run's whole life.
  private static Part<Grown> addGrown(Batch batch, List<Grown> rows) {
    return batch.add(
        GROWN,
        rows,
        text(grown -> grown.row().run()),
        number(Grown::expected),
        text(grown -> grown.row().status()),
        text(grown -> shown(grown.row().waitingFor())),
        number(grown -> millisOrNull(grown.row().endedAt())),
        number(grown -> grown.row().seq()),
        text(grown -> grown.row().headHash()),
        number(grown -> deadline(grown.row())));
  }

  private static @Nullable Long deadline(RunRow row) {
    Instant deadline = row.nextDeadline();
    return deadline == null ? null : millisNotBefore(deadline);
  }

  private static Part<AppliedKey> addKeys(Batch batch, List<AppliedKey> rows) {
    return batch.add(
        """
        INSERT INTO applied_key (key, command, run, seq)
        SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::bigint[])
        ON CONFLICT DO NOTHING\
        """,
        rows,
        text(AppliedKey::key),
        text(key -> key.command().text()),
        text(AppliedKey::run),
        number(AppliedKey::seq));
  }

  private static Part<StoredEntry> addEntries(Batch batch, List<StoredEntry> rows) {
    return batch.add(
        """
        INSERT INTO journal (run, seq, body, hash)
        SELECT * FROM unnest(?::text[], ?::bigint[], ?::text[], ?::text[])
        ON CONFLICT DO NOTHING\
        """,
        rows,
        text(StoredEntry::run),
        number(StoredEntry::seq),
        text(StoredEntry::body),
        text(StoredEntry::hash));
  }

  private static void addSnapshots(Batch batch, List<StoredSnapshot> rows) {
    batch.add(
        """
        INSERT INTO snapshot (run, seq, body)
        SELECT * FROM unnest(?::text[], ?::bigint[], ?::text[])
        ON CONFLICT (run) DO UPDATE SET seq = excluded.seq, body = excluded.body\
        """,
        rows,
        text(StoredSnapshot::run),
        number(StoredSnapshot::seq),
        text(StoredSnapshot::body));
  }

  private static Part<StoredEffect> addEffects(Batch batch, List<StoredEffect> rows) {
    return batch.add(
        """
        INSERT INTO effect (id, run, body, tries, node, at)
        SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::integer[], ?::text[], ?::bigint[])
        ON CONFLICT DO NOTHING\
        """,
        rows,
        text(StoredEffect::id),
        text(StoredEffect::run),
        text(StoredEffect::body),
        whole(StoredEffect::tries),
        text(StoredEffect::node),
        number(effect -> millisNotBefore(effect.leasedUntil())));
  }

  // An effect becomes a task in a transaction that holds the effect's row: whoever finishes it sees
  // one of the two.
  private static void addFinished(Batch batch, List<String> ids) {
    for (String table : List.of("effect", "task")) {
      batch.add(FINISHED.formatted(table), ids, text(Function.identity()));
    }
  }

  private static void addTurns(Batch batch, List<String> names) {
    Map<String, Long> turns = new TreeMap<>();
    names.forEach(name -> turns.merge(name, 1L, Long::sum));
    batch.add(
        """
        INSERT INTO rotation (name, turns) SELECT * FROM unnest(?::text[], ?::bigint[])
        ON CONFLICT (name) DO UPDATE SET turns = rotation.turns + excluded.turns\
        """,
        List.copyOf(turns.entrySet()),
        text(Map.Entry::getKey),
        number(Map.Entry::getValue));
  }

  /** Runs whose journals end elsewhere than expected; a run that is not there ends at 0. */
  private List<String> moved(Fold fold) {
    List<String> ids = fold.runs().stream().map(run -> run.row().run()).toList();
    List<String> ends = fold.runs().stream().map(run -> Long.toString(run.expected())).toList();
    return database.update(client ->
        client
            .sql(
                """
                SELECT u.run FROM unnest(?::text[], ?::bigint[]) AS u (run, expected)
                LEFT JOIN run ON run.run = u.run WHERE coalesce(run.seq, 0) <> u.expected
                """)
            .params(array(ids), array(ends))
            .query(String.class)
            .list());
  }

  /** Keys that are stored, or that occur more than once. */
  private List<String> known(Fold fold) {
    List<String> keys =
        fold.all(RunWrite::keys, AppliedKey::key).stream().map(AppliedKey::key).toList();
    Set<String> known = new TreeSet<>();
    Set<String> once = new HashSet<>();
    keys.stream().filter(key -> !once.add(key)).forEach(known::add);
    database
        .with(connection -> NewsReader.applied(connection, keys))
        .forEach(applied -> known.add(applied.key()));
    return List.copyOf(known);
  }
}
