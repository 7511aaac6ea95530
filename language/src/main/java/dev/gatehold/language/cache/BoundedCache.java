package dev.gatehold.language.cache;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was made of a key; the one that was not asked for longest goes first. Thread-safe.
 * Two threads may make the same value at the same time: values must be equal in use. Nothing is
 * made while the lock is held.
 */
public final class BoundedCache<K, V> {
  private final ReentrantLock lock = new ReentrantLock();
  private final LinkedHashMap<K, V> kept;

  /** A cache for at most that many values. */
  public BoundedCache(int size) {
    this.kept =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > size;
          }
        };
  }

  /** The remembered value, or the one made now; what {@code make} throws is not remembered. */
  public V get(K key, Function<K, V> make) {
    V known = known(key);
    if (known != null) {
      return known;
    }
    V made = make.apply(key);
    lock.lock();
    try {
      kept.put(key, made);
    } finally {
      lock.unlock();
    }
    return made;
  }

  private @Nullable V known(K key) {
    lock.lock();
    try {
      return kept.get(key);
    } finally {
      lock.unlock();
    }
  }
}
