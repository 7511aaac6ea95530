package dev.gatehold.store.sqlite;

import dev.gatehold.engine.store.EventStore;
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
import org.jspecify.annotations.Nullable;

/** The run store in SQLite: one writer, readers beside it. */
final class SqliteRunStore implements RunStore {
  private final Database database;
  private final RunWriter writer;
  private final RunReader runs;
  private final RequestReader requests;
  private final EffectTable effects;
  private final TaskStore tasks;
  private final EventStore events;
  private final TriggerStore triggers;

  SqliteRunStore(Database database) {
    this.database = database;
    this.writer = database.write(RunWriter::new);
    this.effects = database.write(connection -> new EffectTable(database, connection));
    this.tasks = new SqliteTaskStore(database);
    this.events = new SqlEventStore(database, "delivered = 0");
    this.triggers = new SqlTriggerStore(database);
    this.runs = new RunReader(database);
    this.requests = new RequestReader(database);
  }

  @Override
  public void commit(List<RunWrite> writes) {
    database.write(_ -> {
      writer.write(writes);
      return writes.size();
    });
  }

  @Override
  public Optional<StoredRun> load(String run) {
    return runs.load(run);
  }

  @Override
  public List<StoredEntry> journal(String run, long after, int limit) {
    return runs.journal(run, after, limit);
  }

  /** The folder's lock keeps every other process away. */
  @Override
  public boolean isShared() {
    return false;
  }

  @Override
  public News news(Collection<String> keys, Map<String, Long> expected) {
    return new News(runs.appliedKeys(keys), runs.grown(expected));
  }

  @Override
  public List<String> due(Instant now, Instant until, int limit) {
    return runs.due(now, limit);
  }

  @Override
  public @Nullable Instant nextDeadline(Instant after) {
    return runs.nextDeadline(after).orElse(null);
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
  public void park(String run, String reason) {
    database.writeWith(client ->
        client.sql("UPDATE run SET parked = ? WHERE run = ?").params(reason, run).update());
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
  public void releaseLeasesOfOthers(String node) {
    effects.releaseOthers(node);
  }

  @Override
  public void releaseLeases(String node) {
    effects.releaseAll(node);
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
  public void finishEffect(String effect) {
    effects.finish(effect);
  }

  @Override
  public TaskStore tasks() {
    return tasks;
  }

  @Override
  public EventStore events() {
    return events;
  }

  @Override
  public TriggerStore triggers() {
    return triggers;
  }

  @Override
  public List<String> incidents(String run) {
    return runs.incidents(run);
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
  public Optional<RequestRow> request(String request) {
    return requests.request(request);
  }

  @Override
  public List<RequestRow> requests(RequestQuery query) {
    return requests.requests(query);
  }
}
