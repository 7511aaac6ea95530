package dev.gatehold.engine.loop;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** Who waits for a run to change. */
public final class Changes {
  private final Map<String, Set<CountDownLatch>> waiting = new HashMap<>();

  /** Opens at the next change of this run. */
  public synchronized CountDownLatch next(String run) {
    CountDownLatch change = new CountDownLatch(1);
    waiting.computeIfAbsent(run, _ -> new HashSet<>()).add(change);
    return change;
  }

  /** Stops waiting. */
  public synchronized void forget(String run, CountDownLatch change) {
    Set<CountDownLatch> others = waiting.get(run);
    if (others != null) {
      others.remove(change);
      if (others.isEmpty()) {
        waiting.remove(run);
      }
    }
  }

  /** Tells everybody who waits for this run. */
  public void signal(String run) {
    Set<CountDownLatch> told;
    synchronized (this) {
      told = waiting.remove(run);
    }
    if (told != null) {
      told.forEach(CountDownLatch::countDown);
    }
  }
}
