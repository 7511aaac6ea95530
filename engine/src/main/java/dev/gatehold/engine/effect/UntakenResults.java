package dev.gatehold.engine.effect;

import dev.gatehold.core.run.Command;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What work came to that the storage did not take, so that it can be offered again without doing
 * the work again. Of very many the oldest are forgotten, as all of them are when the process ends;
 * then the work is done again.
 */
final class UntakenResults {
  private static final int MOST = 1_000;

  private final Map<String, Command> byEffect =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Command> eldest) {
          return size() > MOST;
        }
      };

  synchronized void keep(String effect, Command result) {
    byEffect.put(effect, result);
  }

  /** The result of an effect's work, which is forgotten here; null for one that has none. */
  synchronized @Nullable Command take(String effect) {
    return byEffect.remove(effect);
  }
}
