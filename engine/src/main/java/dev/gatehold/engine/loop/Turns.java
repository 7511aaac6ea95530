package dev.gatehold.engine.loop;

import dev.gatehold.core.approval.Request;
import dev.gatehold.core.approval.Source;
import dev.gatehold.engine.store.RunStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many turns of each round robin were taken. Read from the store when first asked for, and
 * again whenever a commit failed. Only the commit loop uses it.
 */
final class Turns {
  private static final String PREFIX = "rotation:";

  private final RunStore store;
  private @Nullable Map<String, Long> taken;

  Turns(RunStore store) {
    this.store = store;
  }

  /** The names of the round robins whose turn a request took. */
  static List<String> takenBy(Request request) {
    return request
        .leaves()
        .flatMap(leaf -> leaf.from().stream())
        .filter(source -> source instanceof Source.Found(var by, _) && by.startsWith(PREFIX))
        .map(source -> ((Source.Found) source).by().substring(PREFIX.length()))
        .distinct()
        .toList();
  }

  Map<String, Long> now() {
    Map<String, Long> known = taken;
    if (known == null) {
      known = new HashMap<>(store.turns());
      taken = known;
    }
    return known;
  }

  void add(List<String> rotations) {
    rotations.forEach(each -> now().merge(each, 1L, Long::sum));
  }

  /** What was added may not have become durable. */
  void forget() {
    taken = null;
  }
}
