package dev.gatehold.engine.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event from outside, as stored.
 *
 * @param id {@code evt_} and letters and digits
 * @param data canonical JSON, an object
 * @param sender the id of whoever sent it
 * @param at when it was stored first
 */
public record StoredEvent(String id, Topic topic, String data, String sender, Instant at) {
  /**
   * What waits match an event by, letter by letter.
   *
   * @param key null for events without a key, which are a topic of their own
   */
  public record Topic(String name, @Nullable String key) {}

  /** Whether another one says the same, whenever it came. */
  public boolean saysTheSame(StoredEvent other) {
    return topic.equals(other.topic) && data.equals(other.data) && sender.equals(other.sender);
  }
}
