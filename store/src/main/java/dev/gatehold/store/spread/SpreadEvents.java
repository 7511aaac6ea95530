package dev.gatehold.store.spread;

import static java.util.Comparator.comparing;

import dev.gatehold.engine.store.EventStore;
import dev.gatehold.engine.store.StoredEvent;
import dev.gatehold.engine.store.StoredEvent.Topic;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Events are kept in the first home, and subscriptions where their runs are. Who writes in one and
 * then reads in the other misses nobody who did the same the other way round: both reads see all
 * that was written before they began.
 */
final class SpreadEvents implements EventStore {
  private static final Comparator<Subscription> ORDER =
      comparing(Subscription::run)
          .thenComparing(Subscription::step)
          .thenComparingInt(Subscription::attempt);

  private final Homes<EventStore> homes;

  SpreadEvents(List<EventStore> stores) {
    this.homes = new Homes<>(stores);
  }

  @Override
  public boolean keep(StoredEvent event) {
    return homes.first().keep(event);
  }

  @Override
  public Optional<StoredEvent> event(String id) {
    return homes.first().event(id);
  }

  @Override
  public List<StoredEvent> events(EventQuery query) {
    return homes.first().events(query);
  }

  @Override
  public List<StoredEvent> matching(Topic topic, Instant since, @Nullable Seen after, int limit) {
    return homes.first().matching(topic, since, after, limit);
  }

  @Override
  public List<StoredEvent> undelivered(Instant before, int limit) {
    return homes.first().undelivered(before, limit);
  }

  @Override
  public void delivered(String id) {
    homes.first().delivered(id);
  }

  @Override
  public void subscribe(Subscription subscription) {
    homes.of(subscription.run()).subscribe(subscription);
  }

  @Override
  public List<Subscription> subscriptions(Topic topic, @Nullable Subscription after, int limit) {
    return homes.merged(home -> home.subscriptions(topic, after, limit), ORDER, limit);
  }

  @Override
  public void unsubscribe(Subscription subscription) {
    homes.of(subscription.run()).unsubscribe(subscription);
  }

  @Override
  public void forget(Instant before) {
    homes.all().forEach(home -> home.forget(before));
  }
}
