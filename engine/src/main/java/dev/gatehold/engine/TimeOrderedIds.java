package dev.gatehold.engine;

import com.github.f4b6a3.ulid.UlidCreator;

/** Ids that sort by the time of their making: ULIDs in lower case. */
public final class TimeOrderedIds implements Ids {
  @Override
  public String nextRun() {
    return "run_" + UlidCreator.getMonotonicUlid().toLowerCase();
  }
}
