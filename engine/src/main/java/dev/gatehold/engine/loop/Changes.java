package dev.gatehold.engine.loop;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Who waits for a run to change. */
public final class Changes {
  private final Map<String, Set<CompletableFuture<Void>>> waiting = new HashMap<>();

  /** Completes at the next change of this run. */
  public synchronized CompletableFuture<Void> next(String run) {
    CompletableFuture<Void> change = new CompletableFuture<>();
    waiting
        .computeIfAbsent(run, _ -> Collections.newSetFromMap(new IdentityHashMap<>()))
        .add(change);
    return change;
  }

  /** Stops waiting. */
  public synchronized void forget(String run, CompletableFuture<Void> change) {
    Set<CompletableFuture<Void>> others = waiting.get(run);
    if (others != null) {
      others.remove(change);
      if (others.isEmpty()) {
        waiting.remove(run);
      }
    }
  }

  /** Tells everybody who waits for this run. */
  public void signal(String run) {
    Set<CompletableFuture<Void>> told;
    synchronized (this) {
      told = waiting.remove(run);
    }
    if (told != null) {
      told.forEach(change -> change.complete(null));
    }
  }
}
