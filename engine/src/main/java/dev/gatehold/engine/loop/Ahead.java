package dev.gatehold.engine.loop;

import dev.gatehold.engine.store.AppliedKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a batch that is on its way to the store will have changed, if it gets there. Who builds on
 * it must not be answered before that is known.
 *
 * @param runs as they will be
 * @param keys what will have been applied under them
 * @param unfit why runs are going to be set aside
 */
record Ahead(
    Map<String, LoadedRun> runs,
    Map<String, AppliedKey> keys,
    Map<String, RuntimeException> unfit) {
  static final Ahead NOTHING = new Ahead(Map.of(), Map.of(), Map.of());

  boolean knows(String run) {
    return runs.containsKey(run) || unfit.containsKey(run);
  }

  /**
   * A run as it will be; null when nothing of it changes.
   *
   * @throws RuntimeException when it is going to be set aside
   */
  @Nullable LoadedRun run(String run) {
    RuntimeException why = unfit.get(run);
    if (why != null) {
      throw why;
    }
    return runs.get(run);
  }

  @Nullable AppliedKey key(String key) {
    return keys.get(key);
  }
}
