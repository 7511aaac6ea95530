package dev.gatehold.engine.store;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets those who ask for the same thing at the same time share one read. Whoever comes while
 * somebody reads shares the next read: nobody is given what was read before the question, so that
 * this is as fresh as reading alone, and nothing has to be forgotten when it changes.
 *
 * @param <K> what is asked for
 * @param <V> what is read
 */
public final class SharedReads<K, V> {
  private final Function<K, Optional<V>> reader;

  /** By what is asked for and exists. */
  private final Map<K, Line<V>> lines = new ConcurrentHashMap<>();

  /** Those of a reader, which is told what is asked for. */
  public SharedReads(Function<K, Optional<V>> reader) {
    this.reader = reader;
  }

  private static final class Line<V> {
    /** Held by whoever reads. */
    final ReentrantLock turn = new ReentrantLock();

    /** How many reads have begun. */
    final AtomicLong begun = new AtomicLong();

    /** What the last read gave. Guarded by {@link #turn}. */
    Outcome<V> last = new Outcome<>(0, Optional.empty(), null);
  }

  private record Outcome<V>(long read, Optional<V> found, @Nullable RuntimeException failure) {}

  /**
   * Reads, alone or with others.
   *
   * @throws RuntimeException what the reader threw, for all who shared the read
   */
  public Optional<V> read(K key) {
    Line<V> line = lines.computeIfAbsent(key, _ -> new Line<>());
    long before = line.begun.get();
    Outcome<V> outcome;
    line.turn.lock();
    try {
      if (line.last.read() <= before) {
        line.last = begin(key, line.begun.incrementAndGet());
      }
      outcome = line.last;
    } finally {
      line.turn.unlock();
    }
    if (outcome.found().isEmpty()) {
      lines.remove(key, line);
    }
    if (outcome.failure() != null) {
      throw outcome.failure();
    }
    return outcome.found();
  }

  private Outcome<V> begin(K key, long number) {
    try {
      return new Outcome<>(number, reader.apply(key), null);
    } catch (RuntimeException e) {
      return new Outcome<>(number, Optional.empty(), e);
    }
  }
}
