package dev.gatehold.engine.store;

import java.util.Set;

/**
 * What another node says to have written. It may be late, wrong or made up: look, do not believe.
 */
public sealed interface Hint {
  /**
   * The journals of these runs have grown.
   *
   * @param runs their ids
   */
  record RunsGrown(Set<String> runs) implements Hint {
    public RunsGrown {
      runs = Set.copyOf(runs);
    }
  }

  /**
   * Tasks can be claimed.
   *
   * @param count of them, at least 1
   */
  record TasksWaiting(String queue, int count) implements Hint {}

  /** A node has stopped and left effects behind. */
  record EffectsLeft() implements Hint {}
}
