package dev.gatehold.engine.store;

import dev.gatehold.engine.store.StoredEvent.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Events from outside, and the waits of runs that are for them. An implementation must honour:
 *
 * <ul>
 *   <li>Whoever keeps an event and then looks for subscriptions, and whoever subscribes and then
 *       looks for events: at least one of the two sees what the other wrote. Reads that see every
 *       write which returned before they began are enough.
 *   <li>What {@link RunStore} says of durability, reads, threads, instants and errors holds here.
 * </ul>
 */
public interface EventStore {
  /** Keeps an event, not delivered yet, unless there is one with its id; says whether it did. */
  boolean keep(StoredEvent event);

  Optional<StoredEvent> event(String id);

  /** A place in the order of events: by time, then by id. */
  record Seen(Instant at, String id) {}

  /**
   * Which events to list; null means any.
   *
   * @param before the last one that was seen; null to begin
   */
  record EventQuery(
      @Nullable String name, @Nullable String key, @Nullable Seen before, int limit) {}

  /** Events, newest first. */
  List<StoredEvent> events(EventQuery query);

  /**
   * Events of a topic, delivered or not, oldest first.
   *
   * @param since the earliest that is wanted, itself included
   * @param after the last one that was seen; null to begin
   */
  List<StoredEvent> matching(Topic topic, Instant since, @Nullable Seen after, int limit);

  /** Events that are not delivered and came before {@code before}, oldest first. */
  List<StoredEvent> undelivered(Instant before, int limit);

  /** Notes that an event was handed to everybody who had subscribed. */
  void delivered(String id);

  /** A wait of a run for events of a topic. */
  record Subscription(String run, String step, int attempt, Topic topic) {}

  /** Keeps a subscription; one that is there already stays as it is. */
  void subscribe(Subscription subscription);

  /**
   * Subscriptions to a topic, by run, step and attempt.
   *
   * @param after the last one that was seen; null to begin
   */
  List<Subscription> subscriptions(Topic topic, @Nullable Subscription after, int limit);

  /** Removes a subscription; one that is gone already is no error. */
  void unsubscribe(Subscription subscription);

  /**
   * Removes the delivered events that came before this time, and the subscriptions of runs that
   * have ended.
   */
  void forget(Instant before);
}
