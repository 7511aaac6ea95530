package dev.gatehold.testkit;

import dev.gatehold.engine.store.AppliedKey;
import dev.gatehold.engine.store.EventStore;
import dev.gatehold.engine.store.KeyConflict;
import dev.gatehold.engine.store.RequestQuery;
import dev.gatehold.engine.store.RequestRow;
import dev.gatehold.engine.store.RunQuery;
import dev.gatehold.engine.store.RunRow;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.RunWrite;
import dev.gatehold.engine.store.StoreException;
import dev.gatehold.engine.store.StoredEffect;
import dev.gatehold.engine.store.StoredEntry;
import dev.gatehold.engine.store.StoredRun;
import dev.gatehold.engine.store.StoredSnapshot;
import dev.gatehold.engine.store.TaskStore;
import dev.gatehold.engine.store.TriggerStore;
import dev.gatehold.engine.store.VersionConflict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A run store that forgets everything with its process. */
public final class MemoryRunStore implements RunStore {
  private static final Comparator<RequestRow> OLDEST_FIRST =
      Comparator.comparing(RequestRow::openedAt).thenComparing(RequestRow::id);

  private final Map<String, StoredRun> runs = new TreeMap<>();
  private final Map<String, List<StoredEntry>> journals = new HashMap<>();
  private final Map<String, RunRow> rows = new TreeMap<>();
  private final Map<String, RequestRow> requests = new HashMap<>();
  private final Map<String, AppliedKey> keys = new HashMap<>();
  private final Map<String, Long> turns = new TreeMap<>();
  private final MemoryEffects effects = new MemoryEffects();
  private final MemoryTasks tasks = new MemoryTasks(this);
  private final MemoryEvents events = new MemoryEvents(this);
  private final MemoryTriggers triggers = new MemoryTriggers(this);
  private final Map<String, Instant> claims = new HashMap<>();
  private final boolean shared;

  /** A store that one engine writes to. */
  public MemoryRunStore() {
    this(false);
  }

  /** A store with the promises of one that several engines write to, or of one that has one. */
  public MemoryRunStore(boolean shared) {
    this.shared = shared;
  }

  @Override
  public boolean isShared() {
    return shared;
  }

  @Override
  public synchronized void commit(List<RunWrite> writes) {
    checkVersions(writes);
    checkKeys(writes);
    effects.checkNew(writes.stream().flatMap(write -> write.effects().stream()).toList());
    writes.forEach(this::apply);
  }

  private void checkVersions(List<RunWrite> writes) {
    Map<String, Long> ends = new HashMap<>();
    List<String> conflicts = new ArrayList<>();
    for (RunWrite write : writes) {
      String run = write.row().run();
      long end = ends.computeIfAbsent(run, this::end);
      if (end != write.expected() && !conflicts.contains(run)) {
        conflicts.add(run);
      }
      ends.put(run, end + write.entries().size());
    }
    if (!conflicts.isEmpty()) {
      throw new VersionConflict(conflicts);
    }
  }

  private long end(String run) {
    return journals.getOrDefault(run, List.of()).size();
  }

  private void checkKeys(List<RunWrite> writes) {
    Set<String> seen = new HashSet<>(keys.keySet());
    List<String> conflicts =
        writes.stream()
            .flatMap(write -> write.keys().stream())
            .map(AppliedKey::key)
            .filter(key -> !seen.add(key))
            .toList();
    if (!conflicts.isEmpty()) {
      throw new KeyConflict(conflicts);
    }
  }

  private void apply(RunWrite write) {
    RunRow row = write.row();
    String run = row.run();
    journals.computeIfAbsent(run, _ -> new ArrayList<>()).addAll(write.entries());
    rows.put(run, row);
    claims.remove(run);
    StoredRun before = runs.get(run);
    StoredSnapshot kept = before == null ? null : before.snapshot();
    StoredSnapshot snapshot = write.snapshot() == null ? kept : write.snapshot();
    runs.put(run, new StoredRun(run, row.seq(), row.headHash(), parked(run), snapshot, List.of()));
    write.requests().forEach(request -> requests.put(request.id(), request));
    effects.add(write.effects());
    write.finishedEffects().forEach(effects::finish);
    write.finishedEffects().forEach(tasks::remove);
    write.keys().forEach(key -> keys.put(key.key(), key));
    write.turns().forEach(rotation -> turns.merge(rotation, 1L, Long::sum));
  }

  @Nullable String parked(String run) {
    StoredRun stored = runs.get(run);
    return stored == null ? null : stored.parked();
  }

  @Override
  public synchronized Optional<StoredRun> load(String run) {
    return Optional.ofNullable(runs.get(run))
        .map(stored -> {
          StoredSnapshot snapshot = stored.snapshot();
          long after = snapshot == null ? 0 : snapshot.seq();
          List<StoredEntry> entries = journal(run, after, Integer.MAX_VALUE);
          return new StoredRun(
              run, stored.seq(), stored.headHash(), stored.parked(), snapshot, entries);
        });
  }

  @Override
  public synchronized List<StoredEntry> journal(String run, long after, int limit) {
    return journals.getOrDefault(run, List.of()).stream().skip(after).limit(limit).toList();
  }

  @Override
  public synchronized News news(Collection<String> asked, Map<String, Long> expected) {
    return new News(
        asked.stream().map(keys::get).filter(Objects::nonNull).toList(),
        expected.entrySet().stream()
            .filter(each -> end(each.getKey()) != each.getValue())
            .flatMap(each -> load(each.getKey()).stream())
            .toList());
  }

  @Override
  public synchronized List<String> due(Instant now, Instant until, int limit) {
    List<String> due =
        deadlines()
            .filter(row -> !Objects.requireNonNull(row.nextDeadline()).isAfter(now))
            .map(RunRow::run)
            .filter(run -> !claims.getOrDefault(run, Instant.MIN).isAfter(now))
            .limit(limit)
            .toList();
    if (shared) {
      due.forEach(run -> claims.put(run, until));
    }
    return due;
  }

  @Override
  public synchronized @Nullable Instant nextDeadline(Instant after) {
    return deadlines()
        .map(row -> Objects.requireNonNull(row.nextDeadline()))
        .filter(deadline -> deadline.isAfter(after))
        .findFirst()
        .orElse(null);
  }

  private Stream<RunRow> deadlines() {
    return rows.values().stream()
        .filter(row -> row.nextDeadline() != null && parked(row.run()) == null)
        .sorted(Comparator.comparing(row -> Objects.requireNonNull(row.nextDeadline())));
  }

  @Override
  public synchronized Map<String, Long> turns() {
    return Map.copyOf(turns);
  }

  @Override
  public synchronized List<String> activeRuns(String flow, String key) {
    return rows.values().stream()
        .filter(row -> row.flow().equals(flow) && key.equals(row.key()))
        .filter(row -> row.status().equals("active"))
        .sorted(Comparator.comparing(RunRow::startedAt).thenComparing(RunRow::run))
        .map(RunRow::run)
        .toList();
  }

  @Override
  public synchronized Set<String> active(Collection<String> asked) {
    return asked.stream()
        .filter(run -> rows.containsKey(run) && rows.get(run).status().equals("active"))
        .collect(Collectors.toSet());
  }

  @Override
  public synchronized boolean pins(String flow, int release) {
    return rows.values().stream()
        .anyMatch(row ->
            row.flow().equals(flow) && row.release() == release && row.status().equals("active"));
  }

  @Override
  public synchronized void park(String run, String reason) {
    runs.computeIfPresent(
        run,
        (_, stored) ->
            new StoredRun(
                run, stored.seq(), stored.headHash(), reason, stored.snapshot(), List.of()));
  }

  @Override
  public synchronized List<StoredEffect> leaseEffects(
      String node, Instant now, Instant until, int limit) {
    return effects.lease(node, now, until, limit, run -> parked(run) == null);
  }

  @Override
  public synchronized List<String> renewLeases(String node, List<String> ids, Instant until) {
    return effects.renew(node, ids, until);
  }

  @Override
  public synchronized void releaseLeasesOfOthers(String node) {
    effects.releaseOthers(node);
  }

  @Override
  public synchronized void releaseLeases(String node) {
    effects.releaseAll(node);
  }

  @Override
  public synchronized void postponeEffect(String node, String effect, int tries, Instant at) {
    effects.postpone(node, effect, tries, at);
  }

  @Override
  public synchronized void setAsideEffect(String node, String effect, String reason) {
    effects.setAside(node, effect, reason);
  }

  @Override
  public synchronized void finishEffect(String effect) {
    effects.finish(effect);
  }

  /** Removes an effect to put something in its place; says whether there was one. */
  boolean take(String effect) {
    return effects.finish(effect);
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
  public TaskStore tasks() {
    return tasks;
  }

  @Override
  public synchronized List<String> incidents(String run) {
    String parked = parked(run);
    return Stream.concat(
            Stream.ofNullable(parked).map(reason -> "The run is parked: " + reason),
            effects.incidents(run))
        .toList();
  }

  @Override
  public synchronized Optional<RunRow> run(String run) {
    return Optional.ofNullable(rows.get(run));
  }

  @Override
  public synchronized List<RunRow> runs(RunQuery query) {
    return rows.values().stream()
        .filter(row -> query.flow() == null || query.flow().equals(row.flow()))
        .filter(row -> query.status() == null || query.status().equals(row.status()))
        .filter(row -> query.before() == null || row.run().compareTo(query.before()) < 0)
        .sorted(Comparator.comparing(RunRow::run).reversed())
        .limit(query.limit())
        .toList();
  }

  @Override
  public synchronized Optional<RequestRow> request(String request) {
    return Optional.ofNullable(requests.get(request));
  }

  @Override
  public synchronized List<RequestRow> requests(RequestQuery query) {
    RequestRow known = query.after() == null ? null : requests.get(query.after());
    Instant opened =
        query.openedAt() == null && known != null ? known.openedAt() : query.openedAt();
    if (query.after() != null && opened == null) {
      return List.of();
    }
    boolean newestFirst = "closed".equals(query.state());
    Comparator<RequestRow> order = newestFirst ? OLDEST_FIRST.reversed() : OLDEST_FIRST;
    return requests.values().stream()
        .filter(row -> query.state() == null || isIn(query.state(), row))
        .filter(row -> query.dueBy() == null || isDue(row, query.dueBy()))
        .filter(row -> query.run() == null || query.run().equals(row.run()))
        .filter(row -> query.forPerson() == null || asks(row, query.forPerson(), query.sources()))
        .filter(row -> opened == null || isAfter(row, opened, query.after(), newestFirst))
        .sorted(order)
        .limit(query.limit())
        .toList();
  }

  private static boolean isIn(String state, RequestRow row) {
    return switch (state) {
      case "open" -> row.outcome() == null;
      case "closed" -> row.outcome() != null;
      case "rework" -> row.status().equals(RequestRow.REWORK);
      default ->
          throw new IllegalArgumentException(
              "Expected open, rework or closed, but found '" + state + "'.");
    };
  }

  private static boolean isDue(RequestRow row, Instant by) {
    return row.dueAt() != null && !row.dueAt().isAfter(by);
  }

  private static boolean asks(RequestRow row, String person, List<String> sources) {
    return row.outcome() == null
        && !Collections.disjoint(row.sources(), sources)
        && !row.notAsked().contains(person);
  }

  private static boolean isAfter(
      RequestRow row, Instant opened, @Nullable String last, boolean newestFirst) {
    int byTime = row.openedAt().compareTo(opened);
    int order = byTime == 0 ? row.id().compareTo(Objects.requireNonNull(last)) : byTime;
    return newestFirst ? order < 0 : order > 0;
  }

  /** An effect id that is stored already: a bug of the writer, told like a broken constraint. */
  static StoreException duplicate(String effect) {
    return new StoreException(
        "Expected new effects, but '" + effect + "' is stored already. Give each its own id.");
  }
}
