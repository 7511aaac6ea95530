package dev.gatehold.testkit;

import dev.gatehold.engine.store.EventStore;
import dev.gatehold.engine.store.StoredEvent;
import dev.gatehold.engine.store.StoredEvent.Topic;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The events of a {@link MemoryRunStore}, under its lock. */
final class MemoryEvents implements EventStore {
  private static final Comparator<StoredEvent> OLDEST_FIRST =
      Comparator.comparing(StoredEvent::at).thenComparing(StoredEvent::id);
  private static final Comparator<Subscription> IN_ORDER =
      Comparator.comparing(Subscription::run)
          .thenComparing(Subscription::step)
          .thenComparingInt(Subscription::attempt);

  private final MemoryRunStore runs;
  private final Map<String, StoredEvent> events = new HashMap<>();
  private final Set<String> delivered = new HashSet<>();
  private final Set<Subscription> subscriptions = new TreeSet<>(IN_ORDER);

  MemoryEvents(MemoryRunStore runs) {
    this.runs = runs;
  }

  @Override
  public boolean keep(StoredEvent event) {
    synchronized (runs) {
      return events.putIfAbsent(event.id(), event) == null;
    }
  }

  @Override
  public Optional<StoredEvent> event(String id) {
    synchronized (runs) {
      return Optional.ofNullable(events.get(id));
    }
  }

  @Override
  public List<StoredEvent> events(EventQuery query) {
    synchronized (runs) {
      Seen before = query.before();
      return events.values().stream()
          .filter(each -> query.name() == null || query.name().equals(each.topic().name()))
          .filter(each -> query.key() == null || query.key().equals(each.topic().key()))
          .filter(each -> before == null || compare(each, before) < 0)
          .sorted(OLDEST_FIRST.reversed())
          .limit(query.limit())
          .toList();
    }
  }

  private static int compare(StoredEvent event, Seen seen) {
    int later = event.at().compareTo(seen.at());
    return later == 0 ? event.id().compareTo(seen.id()) : later;
  }

  @Override
  public List<StoredEvent> matching(Topic topic, Instant since, @Nullable Seen after, int limit) {
    synchronized (runs) {
      return oldestFirst()
          .filter(each -> each.topic().equals(topic) && !each.at().isBefore(since))
          .filter(each -> after == null || compare(each, after) > 0)
          .limit(limit)
          .toList();
    }
  }

  @Override
  public List<StoredEvent> undelivered(Instant before, int limit) {
    synchronized (runs) {
      return oldestFirst()
          .filter(each -> !delivered.contains(each.id()) && each.at().isBefore(before))
          .limit(limit)
          .toList();
    }
  }

  private Stream<StoredEvent> oldestFirst() {
    return events.values().stream().sorted(OLDEST_FIRST);
  }

  @Override
  public void delivered(String id) {
    synchronized (runs) {
      delivered.add(id);
    }
  }

  @Override
  public void subscribe(Subscription subscription) {
    synchronized (runs) {
      subscriptions.add(subscription);
    }
  }

  @Override
  public List<Subscription> subscriptions(Topic topic, @Nullable Subscription after, int limit) {
    synchronized (runs) {
      return subscriptions.stream()
          .filter(each -> each.topic().equals(topic))
          .filter(each -> after == null || IN_ORDER.compare(each, after) > 0)
          .limit(limit)
          .toList();
    }
  }

  @Override
  public void unsubscribe(Subscription subscription) {
    synchronized (runs) {
      subscriptions.remove(subscription);
    }
  }

  @Override
  public void forget(Instant before) {
    synchronized (runs) {
      events.values().removeIf(each -> delivered.contains(each.id()) && each.at().isBefore(before));
      delivered.retainAll(events.keySet());
      subscriptions.removeIf(
          each -> runs.run(each.run()).filter(row -> row.status().equals("active")).isEmpty());
    }
  }
}
