package dev.gatehold.engine.memory;

import dev.gatehold.core.value.Json;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.store.MemoryStore;
import dev.gatehold.engine.store.MemoryStore.Change;
import dev.gatehold.engine.store.MemoryStore.Reply;
import dev.gatehold.engine.store.MemoryStore.Space;
import dev.gatehold.engine.store.MemoryStore.Version;
import dev.gatehold.engine.store.MemoryStore.Writer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What flows remember, with its rules: for steps of runs and for people.
 *
 * <p>Every method throws {@link GateholdException} {@code memory.key} for a key that cannot be one.
 */
public final class FlowMemory {
  /** The longest value, as compact JSON. */
  public static final int VALUE_LIMIT = 64 * 1024;

  private final MemoryStore store;
  private final InstantSource clock;

  public FlowMemory(MemoryStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** A key of a flow's memory. */
  public record Place(Space space, String key) {}

  /**
   * Who writes, and under which condition.
   *
   * @param expected the version that the key has to have, 0 for none; null for any
   * @param id the same for every time that the same write is said; null when it is said once
   */
  public record Saying(Writer by, @Nullable Long expected, @Nullable String id) {}

  /** The newest version of a key; empty when there is no such key. */
  public Optional<Version> get(Place place) {
    return store.newest(place.space(), MemoryKey.checked(place.key()));
  }

  /** The newest versions of the keys that begin so, by key; all with an empty prefix. */
  public List<Version> list(Space space, String prefix) {
    return store.list(space, MemoryKey.prefix(prefix));
  }

  /** The last {@value MemoryStore#KEPT_VERSIONS} versions of a key, newest first. */
  public List<Version> history(Place place) {
    return store.history(place.space(), MemoryKey.checked(place.key()));
  }

  /**
   * Gives a key a value; says its version.
   *
   * @throws GateholdException {@code memory.too_large}, {@code memory.full}, {@code
   *     memory.conflict}, {@code key.reused}
   */
  public long put(Place place, @Nullable Object value, Saying saying) {
    String json = Json.canonical(value);
    int bytes = json.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > VALUE_LIMIT) {
      throw new GateholdException(
          "memory.too_large",
          "Expected a value of at most %d bytes of JSON for key '%s', but it has %d."
              .formatted(VALUE_LIMIT, place.key(), bytes),
          "Store what is large as a resource, and remember the reference to it.");
    }
    return write(place, json, saying);
  }

  /**
   * Takes a key away; says the version with which it went, 0 when it was not there. Its history
   * stays.
   *
   * @throws GateholdException {@code memory.conflict}, {@code key.reused}
   */
  public long delete(Place place, Saying saying) {
    return write(place, null, saying);
  }

  private long write(Place place, @Nullable String json, Saying saying) {
    String key = MemoryKey.checked(place.key());
    Change change =
        new Change(
            place.space(), key, json, saying.expected(), saying.by(), saying.id(), clock.instant());
    return switch (store.write(change)) {
      case Reply.Written(long version) -> version;
      case Reply.Conflict(Version found) -> throw conflict(key, change.expected(), found);
      case Reply.Full() ->
          throw new GateholdException(
              "memory.full",
              "Expected at most %d keys in the memory of flow '%s', but '%s' would be one more."
                  .formatted(MemoryStore.MOST_KEYS, place.space().flow(), key),
              "Delete keys that are not needed, put several values under one key, or keep what is"
                  + " large or many as a resource.");
      case Reply.Reused() ->
          throw new GateholdException(
              "key.reused",
              "Expected the same call under the same idempotency key, but it was used for another"
                  + " one.",
              "Take a new key for a new call.");
    };
  }

  private static GateholdException conflict(
      String key, @Nullable Long expected, @Nullable Version found) {
    String wanted =
        expected == null || expected == 0
            ? "no key '%s' yet".formatted(key)
            : "key '%s' to have version %d".formatted(key, expected);
    Map<String, @Nullable Object> details = new HashMap<>();
    details.put("expected_version", expected);
    details.put("version", found == null || found.value() == null ? 0L : found.number());
    return new GateholdException(
        "memory.conflict",
        "Expected " + wanted + ", but " + fact(found) + ".",
        "Read it again, and decide by what it has now.",
        details);
  }

  private static String fact(@Nullable Version found) {
    if (found == null) {
      return "there is none";
    }
    return (found.value() == null ? "it was deleted" : "it has version " + found.number() + ",")
        + (found.value() == null ? "" : " written")
        + " by "
        + (found.by().run() == null
            ? found.by().person()
            : "step '" + found.by().step() + "' of run " + found.by().run())
        + " at "
        + found.at();
  }
}
