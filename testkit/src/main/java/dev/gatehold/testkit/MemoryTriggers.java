package dev.gatehold.testkit;

import dev.gatehold.engine.store.TriggerStore;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The triggers of a {@link MemoryRunStore}, under its lock. */
final class MemoryTriggers implements TriggerStore {
  private static final Comparator<TriggerId> BY_NAME =
      Comparator.comparing(TriggerId::flow).thenComparing(TriggerId::trigger);
  private static final Comparator<Firing> OLDEST_FIRST =
      Comparator.comparing(Firing::at).thenComparing(Firing::cause);

  /** What tells a firing from others. */
  private record Key(TriggerId trigger, String cause) {}

  private final MemoryRunStore runs;
  private final Map<TriggerId, StoredTrigger> triggers = new HashMap<>();
  private final Map<Key, Firing> firings = new LinkedHashMap<>();

  MemoryTriggers(MemoryRunStore runs) {
    this.runs = runs;
  }

  @Override
  public void replace(String flow, List<StoredTrigger> fresh) {
    synchronized (runs) {
      Map<TriggerId, StoredTrigger> before = new HashMap<>(triggers);
      triggers.keySet().removeIf(id -> id.flow().equals(flow));
      for (StoredTrigger each : fresh) {
        StoredTrigger was = before.get(each.id());
        triggers.put(each.id(), paused(each, was == null ? null : was.pause()));
      }
    }
  }

  private static StoredTrigger paused(StoredTrigger trigger, @Nullable Paused pause) {
    return new StoredTrigger(trigger.id(), trigger.source(), trigger.event(), trigger.due(), pause);
  }

  @Override
  public List<StoredTrigger> triggers(@Nullable String flow) {
    synchronized (runs) {
      return byName().filter(each -> flow == null || each.id().flow().equals(flow)).toList();
    }
  }

  private Stream<StoredTrigger> byName() {
    return triggers.values().stream().sorted(Comparator.comparing(StoredTrigger::id, BY_NAME));
  }

  @Override
  public Optional<StoredTrigger> trigger(TriggerId id) {
    synchronized (runs) {
      return Optional.ofNullable(triggers.get(id));
    }
  }

  @Override
  public List<StoredTrigger> onEvent(String name) {
    synchronized (runs) {
      return byName().filter(each -> name.equals(each.event())).toList();
    }
  }

  @Override
  public List<StoredTrigger> due(Instant now) {
    synchronized (runs) {
      return byName()
          .filter(each -> each.due() != null && !each.due().isAfter(now))
          .sorted(Comparator.comparing(each -> Objects.requireNonNull(each.due())))
          .toList();
    }
  }

  @Override
  public boolean pause(TriggerId id, @Nullable Paused pause) {
    synchronized (runs) {
      return triggers.computeIfPresent(id, (_, trigger) -> paused(trigger, pause)) != null;
    }
  }

  @Override
  public boolean add(Firing firing) {
    synchronized (runs) {
      return firings.putIfAbsent(new Key(firing.trigger(), firing.cause()), firing) == null;
    }
  }

  @Override
  public boolean passed(StoredTrigger trigger, @Nullable Instant next, List<Firing> added) {
    synchronized (runs) {
      StoredTrigger now = triggers.get(trigger.id());
      if (now == null || !Objects.equals(now.due(), trigger.due())) {
        return false;
      }
      triggers.put(
          now.id(), new StoredTrigger(now.id(), now.source(), now.event(), next, now.pause()));
      added.forEach(this::add);
      return true;
    }
  }

  @Override
  public void settle(Firing firing) {
    synchronized (runs) {
      firings.replace(new Key(firing.trigger(), firing.cause()), firing);
    }
  }

  @Override
  public List<TriggerId> waiting() {
    synchronized (runs) {
      return firings.values().stream()
          .filter(each -> each.state() == State.WAITING)
          .map(Firing::trigger)
          .distinct()
          .sorted(BY_NAME)
          .toList();
    }
  }

  @Override
  public List<Firing> waiting(TriggerId trigger, int limit) {
    synchronized (runs) {
      return of(trigger, State.WAITING).sorted(OLDEST_FIRST).limit(limit).toList();
    }
  }

  @Override
  public Optional<Firing> last(TriggerId trigger, State state) {
    synchronized (runs) {
      return of(trigger, state).max(OLDEST_FIRST);
    }
  }

  private Stream<Firing> of(TriggerId trigger, State state) {
    return firings.values().stream()
        .filter(each -> each.trigger().equals(trigger) && each.state() == state);
  }

  @Override
  public List<String> activeRuns(TriggerId trigger) {
    synchronized (runs) {
      return of(trigger, State.STARTED)
          .sorted(OLDEST_FIRST)
          .filter(this::isActive)
          .map(each -> Objects.requireNonNull(each.run()))
          .toList();
    }
  }

  private boolean isActive(Firing firing) {
    String run = firing.run();
    return run != null && runs.run(run).filter(row -> row.status().equals("active")).isPresent();
  }

  @Override
  public List<String> started(@Nullable TriggerId trigger, @Nullable Instant before) {
    synchronized (runs) {
      return firings.values().stream()
          .filter(each -> each.state() == State.STARTED)
          .filter(each -> trigger == null || each.trigger().equals(trigger))
          .filter(each -> before == null || each.at().isBefore(before))
          .sorted(OLDEST_FIRST)
          .map(each -> Objects.requireNonNull(each.run()))
          .toList();
    }
  }

  @Override
  public void forget(Instant before, Collection<String> alsoActive) {
    synchronized (runs) {
      List<Firing> old =
          firings.values().stream()
              .filter(each -> each.at().isBefore(before) && each.state() != State.WAITING)
              .filter(each ->
                  !isActive(each) && (each.run() == null || !alsoActive.contains(each.run())))
              .filter(each -> !last(each.trigger(), each.state()).equals(Optional.of(each)))
              .toList();
      firings.values().removeAll(old);
    }
  }
}
