package dev.gatehold.store.postgres;

import static dev.gatehold.store.postgres.Texts.shown;
import static dev.gatehold.store.sql.Columns.millis;
import static dev.gatehold.store.sql.Columns.millisNotBefore;

import dev.gatehold.engine.store.EventStore;
import dev.gatehold.engine.store.Hint;
import dev.gatehold.engine.store.Hints;
import dev.gatehold.engine.store.RequestQuery;
import dev.gatehold.engine.store.RequestRow;
import dev.gatehold.engine.store.RunQuery;
import dev.gatehold.engine.store.RunRow;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.RunWrite;
import dev.gatehold.engine.store.StoredEffect;
import dev.gatehold.engine.store.StoredEntry;
import dev.gatehold.engine.store.StoredRun;
import dev.gatehold.engine.store.TaskStore;
import dev.gatehold.engine.store.TriggerStore;
import dev.gatehold.store.sql.SqlEventStore;
import dev.gatehold.store.sql.SqlTriggerStore;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The run store in PostgreSQL. Every transaction is READ COMMITTED: what matters is guarded by row
 * versions and row locks, and no rule is decided on what another transaction might be changing.
 */
final class PostgresRunStore implements RunStore {
  private final Database database;
  private final RunWriter writer;
  private final RunReader runs;
  private final RequestReader requests;
  private final EffectTable effects;
  private final TaskStore tasks;
  private final EventStore events;
  private final TriggerStore triggers;
  private final PostgresHints hints;

  PostgresRunStore(Database database, PostgresHints hints) {
    this.database = database;
    this.writer = new RunWriter(database);
    this.runs = new RunReader(database);
    this.requests = new RequestReader(database);
    this.effects = new EffectTable(database);
    this.tasks = new PostgresTaskStore(database, hints);
    this.events = new SqlEventStore(database, "NOT delivered");
    this.triggers = new SqlTriggerStore(database);
    this.hints = hints;
  }

  /**
   * {@inheritDoc}
   *
   * <p>When the connection breaks while the transaction is committed, nobody knows whether it was.
   * This then throws and does not try again: who loads the runs anew learns what became of it, and
   * a command that is said again is known by its key.
   */
  @Override
  public void commit(List<RunWrite> writes) {
    writer.write(writes);
    hints.tell(
        new Hint.RunsGrown(
            writes.stream().map(write -> write.row().run()).collect(Collectors.toSet())));
  }

  @Override
  public Hints hints() {
    return hints;
  }

  @Override
  public TaskStore tasks() {
    return tasks;
  }

  @Override
  public List<String> incidents(String run) {
    return runs.incidents(run);
  }

  @Override
  public Optional<StoredRun> load(String run) {
    return news(List.of(), Map.of(run, 0L)).runs().stream().findFirst();
  }

  @Override
  public List<StoredEntry> journal(String run, long after, int limit) {
    return runs.journal(run, after, limit);
  }

  @Override
  public boolean isShared() {
    return true;
  }

  /** Asks with a connection that writes: readers must not keep a writer waiting. */
  @Override
  public News news(Collection<String> keys, Map<String, Long> expected) {
    return keys.isEmpty() && expected.isEmpty()
        ? new News(List.of(), List.of())
        : database.with(connection -> NewsReader.news(connection, keys, expected));
  }

  @Override
  public List<String> due(Instant now, Instant until, int limit) {
    return database.update(client ->
        client
            .sql(
                """
                WITH due AS MATERIALIZED (
                  SELECT run, next_deadline FROM run
                  WHERE next_deadline <= :now AND parked IS NULL
                    AND (claimed_until IS NULL OR claimed_until <= :now)
                  ORDER BY next_deadline, run LIMIT :limit FOR UPDATE SKIP LOCKED),
                claimed AS (
                  UPDATE run SET claimed_until = :until FROM due WHERE run.run = due.run
                  RETURNING due.run, due.next_deadline)
                SELECT run FROM claimed ORDER BY next_deadline, run
                """)
            .param("now", millis(now))
            .param("until", millisNotBefore(until))
            .param("limit", limit)
            .query(String.class)
            .list());
  }

  @Override
  public TriggerStore triggers() {
    return triggers;
  }

  @Override
  public void finishEffect(String effect) {
    effects.finish(effect);
  }

  @Override
  public @Nullable Instant nextDeadline(Instant after) {
    return runs.nextDeadline(after).orElse(null);
  }

  @Override
  public Optional<RequestRow> request(String request) {
    return requests.request(request);
  }

  @Override
  public EventStore events() {
    return events;
  }

  @Override
  public Map<String, Long> turns() {
    return runs.turns();
  }

  @Override
  public List<String> activeRuns(String flow, String key) {
    return runs.active(flow, key);
  }

  @Override
  public Set<String> active(Collection<String> asked) {
    return runs.active(asked);
  }

  @Override
  public boolean pins(String flow, int release) {
    return runs.pins(flow, release);
  }

  @Override
  public void releaseLeasesOfOthers(String node) {
    effects.releaseOthers(node);
  }

  @Override
  public void park(String run, String reason) {
    database.update(client ->
        client.sql("UPDATE run SET parked = ? WHERE run = ?").params(shown(reason), run).update());
  }

  @Override
  public List<StoredEffect> leaseEffects(String node, Instant now, Instant until, int limit) {
    return effects.lease(node, now, until, limit);
  }

  @Override
  public List<String> renewLeases(String node, List<String> ids, Instant until) {
    return effects.renew(node, ids, until);
  }

  @Override
  public void releaseLeases(String node) {
    if (effects.releaseAll(node) > 0) {
      hints.tell(new Hint.EffectsLeft());
    }
  }

  @Override
  public void postponeEffect(String node, String effect, int tries, Instant at) {
    effects.postpone(node, effect, tries, at);
  }

  @Override
  public void setAsideEffect(String node, String effect, String reason) {
    effects.setAside(node, effect, reason);
  }

  @Override
  public Optional<RunRow> run(String run) {
    return runs.run(run);
  }

  @Override
  public List<RunRow> runs(RunQuery query) {
    return runs.runs(query);
  }

  @Override
  public List<RequestRow> requests(RequestQuery query) {
    return requests.requests(query);
  }
}
