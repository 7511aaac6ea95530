package dev.gatehold.store.spread;

import static java.util.Comparator.comparing;

import dev.gatehold.core.run.Home;
import dev.gatehold.engine.store.AppliedKey;
import dev.gatehold.engine.store.EventStore;
import dev.gatehold.engine.store.RequestQuery;
import dev.gatehold.engine.store.RequestRow;
import dev.gatehold.engine.store.RunQuery;
import dev.gatehold.engine.store.RunRow;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.RunWrite;
import dev.gatehold.engine.store.Spread;
import dev.gatehold.engine.store.StoredEffect;
import dev.gatehold.engine.store.StoredEntry;
import dev.gatehold.engine.store.StoredRun;
import dev.gatehold.engine.store.TaskStore;
import dev.gatehold.engine.store.TriggerStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Several run stores as one. */
public final class SpreadRunStore implements Spread {
  private static final Comparator<RequestRow> OLDEST_FIRST =
      comparing(RequestRow::openedAt).thenComparing(RequestRow::id);

  private final List<Watched> watched;
  private final List<Instant> since;
  private final Homes<RunStore> homes;
  private final TaskStore tasks;
  private final EventStore events;
  private final TriggerStore triggers;

  /**
   * A store that takes part.
   *
   * @param since from when on new runs may begin in it
   */
  public record Part(RunStore store, Instant since) {}

  public SpreadRunStore(List<Part> parts) {
    this(parts, System::nanoTime);
  }

  SpreadRunStore(List<Part> parts, LongSupplier ticks) {
    this.watched = parts.stream().map(part -> new Watched(part.store(), ticks)).toList();
    this.since = parts.stream().map(Part::since).toList();
    this.homes = new Homes<>(watched.stream().map(Watched::store).toList());
    this.tasks = new SpreadTasks(stores().map(RunStore::tasks).toList());
    this.events = new SpreadEvents(stores().map(RunStore::events).toList());
    this.triggers = new SpreadTriggers(homes);
  }

  private Stream<RunStore> stores() {
    return homes.all().stream();
  }

  @Override
  public List<RunStore> homes() {
    return homes.all();
  }

  @Override
  public boolean answers(Home home) {
    return watched.get(home.number() - 1).answers();
  }

  @Override
  public int taking(Instant now) {
    int taking = 1;
    while (taking < since.size() && !since.get(taking).isAfter(now)) {
      taking++;
    }
    return taking;
  }

  @Override
  public void commit(List<RunWrite> writes) {
    List<String> runs = writes.stream().map(write -> write.row().run()).toList();
    Set<RunStore> touched = homes.byHome(runs).keySet();
    if (touched.size() > 1) {
      throw new IllegalArgumentException(
          "Expected runs of one database in a commit, but found " + runs + ".");
    }
    touched.forEach(home -> home.commit(writes));
  }

  @Override
  public Optional<StoredRun> load(String run) {
    return homes.of(run).load(run);
  }

  @Override
  public List<StoredEntry> journal(String run, long after, int limit) {
    return homes.of(run).journal(run, after, limit);
  }

  @Override
  public boolean isShared() {
    return homes.first().isShared();
  }

  @Override
  public News news(Collection<String> keys, Map<String, Long> runs) {
    Map<RunStore, List<String>> byHome = homes.byHome(runs.keySet());
    List<News> all =
        homes.ask(home -> {
          Map<String, Long> its = new HashMap<>();
          byHome.getOrDefault(home, List.of()).forEach(run -> its.put(run, ends(runs, run)));
          return home.news(keys, its);
        });
    List<AppliedKey> applied = new ArrayList<>();
    List<StoredRun> moved = new ArrayList<>();
    for (News news : all) {
      applied.addAll(news.keys());
      moved.addAll(news.runs());
    }
    return new News(applied, moved);
  }

  private static Long ends(Map<String, Long> runs, String run) {
    return Objects.requireNonNull(runs.get(run));
  }

  @Override
  public List<String> due(Instant now, Instant until, int limit) {
    return homes.gathered((home, left) -> home.due(now, until, left), limit);
  }

  @Override
  public @Nullable Instant nextDeadline(Instant after) {
    return homes.ask(home -> Optional.ofNullable(home.nextDeadline(after))).stream()
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  @Override
  public Map<String, Long> turns() {
    Map<String, Long> sum = new HashMap<>();
    homes
        .ask(RunStore::turns)
        .forEach(turns -> turns.forEach((name, taken) -> sum.merge(name, taken, Long::sum)));
    return sum;
  }

  /** The ids do not tell the order exactly: they are made before the start that they name. */
  @Override
  public List<String> activeRuns(String flow, String key) {
    return homes
        .merged(
            home ->
                home.activeRuns(flow, key).stream().flatMap(run -> home.run(run).stream()).toList(),
            comparing(RunRow::startedAt).thenComparing(RunRow::run),
            Integer.MAX_VALUE)
        .stream()
        .map(RunRow::run)
        .toList();
  }

  @Override
  public Set<String> active(Collection<String> runs) {
    Map<RunStore, List<String>> byHome = homes.byHome(runs);
    Set<String> active = new HashSet<>();
    Homes.ask(byHome.entrySet(), each -> each.getKey().active(each.getValue()))
        .forEach(active::addAll);
    return active;
  }

  @Override
  public boolean pins(String flow, int release) {
    return homes.ask(home -> home.pins(flow, release)).contains(true);
  }

  @Override
  public void park(String run, String reason) {
    homes.of(run).park(run, reason);
  }

  @Override
  public List<StoredEffect> leaseEffects(String node, Instant now, Instant until, int limit) {
    return homes.gathered((home, left) -> home.leaseEffects(node, now, until, left), limit);
  }

  @Override
  public List<String> renewLeases(String node, List<String> effects, Instant until) {
    Set<String> kept = new HashSet<>();
    Homes.ask(
            homes.byHome(effects).entrySet(),
            each -> each.getKey().renewLeases(node, each.getValue(), until))
        .forEach(kept::addAll);
    return effects.stream().filter(kept::contains).toList();
  }

  @Override
  public void releaseLeasesOfOthers(String node) {
    homes.all().forEach(home -> home.releaseLeasesOfOthers(node));
  }

  @Override
  public void releaseLeases(String node) {
    homes.all().forEach(home -> home.releaseLeases(node));
  }

  @Override
  public void postponeEffect(String node, String effect, int tries, Instant at) {
    homes.of(effect).postponeEffect(node, effect, tries, at);
  }

  @Override
  public void setAsideEffect(String node, String effect, String reason) {
    homes.of(effect).setAsideEffect(node, effect, reason);
  }

  @Override
  public void finishEffect(String effect) {
    homes.of(effect).finishEffect(effect);
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
    return homes.of(run).incidents(run);
  }

  @Override
  public Optional<RunRow> run(String run) {
    return homes.of(run).run(run);
  }

  @Override
  public List<RunRow> runs(RunQuery query) {
    return homes.merged(home -> home.runs(query), comparing(RunRow::run).reversed(), query.limit());
  }

  @Override
  public Optional<RequestRow> request(String request) {
    return homes.of(request).request(request);
  }

  @Override
  public List<RequestRow> requests(RequestQuery query) {
    if (query.run() != null) {
      return homes.of(query.run()).requests(query);
    }
    RequestQuery from = query;
    if (query.after() != null && query.openedAt() == null) {
      Optional<RequestRow> last = request(query.after());
      if (last.isEmpty()) {
        return List.of();
      }
      from = query.goingOnFrom(last.get().openedAt());
    }
    RequestQuery page = from;
    return homes.merged(
        home -> home.requests(page),
        "closed".equals(query.state()) ? OLDEST_FIRST.reversed() : OLDEST_FIRST,
        query.limit());
  }
}
