package dev.gatehold.testkit;

import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.store.MemoryStore;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What flows remember, forgotten with its process. */
public final class MemoryKeys implements MemoryStore {
  private record Said(Digest change, long version) {}

  /** The versions of each key, newest first. */
  private final Map<Space, Map<String, Deque<Version>>> spaces = new HashMap<>();

  private final Map<String, Said> writes = new HashMap<>();

  private Map<String, Deque<Version>> keys(Space space) {
    return spaces.computeIfAbsent(space, _ -> new TreeMap<>());
  }

  private @Nullable Version last(Space space, String key) {
    Deque<Version> versions = keys(space).get(key);
    return versions == null ? null : versions.peekFirst();
  }

  @Override
  public synchronized Reply write(Change change) {
    Said said = change.id() == null ? null : writes.get(change.id());
    if (said != null) {
      return said.change().equals(change.digest())
          ? new Reply.Written(said.version())
          : new Reply.Reused();
    }
    Reply reply = writeFirst(change);
    if (change.id() != null && reply instanceof Reply.Written(long version)) {
      writes.put(change.id(), new Said(change.digest(), version));
    }
    return reply;
  }

  private Reply writeFirst(Change change) {
    Version newest = last(change.space(), change.key());
    long current = newest == null || newest.value() == null ? 0 : newest.number();
    if (change.expected() != null && change.expected() != current) {
      return new Reply.Conflict(newest);
    }
    if (change.value() == null && current == 0) {
      return new Reply.Written(0);
    }
    if (current == 0 && list(change.space(), "").size() >= MOST_KEYS) {
      return new Reply.Full();
    }
    long number = newest == null ? 1 : newest.number() + 1;
    Deque<Version> versions =
        keys(change.space()).computeIfAbsent(change.key(), _ -> new ArrayDeque<>());
    versions.addFirst(new Version(change.key(), number, change.value(), change.by(), change.at()));
    if (versions.size() > KEPT_VERSIONS) {
      versions.removeLast();
    }
    return new Reply.Written(number);
  }

  @Override
  public synchronized Optional<Version> newest(Space space, String key) {
    return Optional.ofNullable(last(space, key)).filter(version -> version.value() != null);
  }

  @Override
  public synchronized List<Version> list(Space space, String prefix) {
    return keys(space).values().stream()
        .map(Deque::getFirst)
        .filter(version -> version.value() != null && version.key().startsWith(prefix))
        .toList();
  }

  @Override
  public synchronized List<Version> history(Space space, String key) {
    Deque<Version> versions = keys(space).get(key);
    return versions == null ? List.of() : List.copyOf(versions);
  }
}
