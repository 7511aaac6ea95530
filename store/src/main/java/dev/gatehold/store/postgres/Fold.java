package dev.gatehold.store.postgres;

import dev.gatehold.engine.store.RequestRow;
import dev.gatehold.engine.store.RunRow;
import dev.gatehold.engine.store.RunWrite;
import dev.gatehold.engine.store.StoredSnapshot;
import dev.gatehold.engine.store.VersionConflict;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The writes of a transaction as rows of tables. A statement over arrays meets each row once, so
 * that of several writes of one run the first says what is expected and the last what stands.
 * Everything is in the order of its key, so that no two transactions wait for each other.
 */
final class Fold {
  /** What becomes of a run. */
  record Grown(long expected, RunRow row) {}

  private final List<RunWrite> writes;
  private final Map<String, Grown> runs = new TreeMap<>();

  /**
   * Folds.
   *
   * @throws VersionConflict when a run's writes do not follow one another
   */
  Fold(List<RunWrite> writes) {
    this.writes = writes;
    TreeSet<String> torn = new TreeSet<>();
    for (RunWrite write : writes) {
      Grown before = runs.get(write.row().run());
      if (before != null && before.row().seq() != write.expected()) {
        torn.add(write.row().run());
      }
      long expected = before == null ? write.expected() : before.expected();
      runs.put(write.row().run(), new Grown(expected, write.row()));
    }
    if (!torn.isEmpty()) {
      throw new VersionConflict(List.copyOf(torn));
    }
  }

  List<Grown> runs() {
    return List.copyOf(runs.values());
  }

  /** Runs that begin here. */
  List<RunRow> started() {
    return runs.values().stream().filter(run -> run.expected() == 0).map(Grown::row).toList();
  }

  /** Runs that go on here. */
  List<Grown> grown() {
    return runs.values().stream().filter(run -> run.expected() > 0).toList();
  }

  List<StoredSnapshot> snapshots() {
    return last(write -> Stream.ofNullable(write.snapshot()).toList(), StoredSnapshot::run);
  }

  List<RequestRow> requests() {
    return last(RunWrite::requests, RequestRow::id);
  }

  /** The requests of runs that were there before. */
  List<RequestRow> knownRequests() {
    return requests().stream()
        .filter(row -> {
          Grown run = runs.get(row.run());
          return run == null || run.expected() > 0;
        })
        .toList();
  }

  private <T> List<T> last(Function<RunWrite, List<T>> part, Function<T, String> id) {
    Map<String, T> last = new TreeMap<>();
    writes.forEach(write -> part.apply(write).forEach(row -> last.put(id.apply(row), row)));
    return List.copyOf(last.values());
  }

  /** All rows of a kind, by id. */
  <T> List<T> all(Function<RunWrite, ? extends Collection<T>> part, Function<T, String> id) {
    return writes.stream()
        .flatMap(write -> part.apply(write).stream())
        .sorted(Comparator.comparing(id))
        .toList();
  }
}
