package dev.gatehold.engine;

import dev.gatehold.engine.effect.EffectDispatcher;
import dev.gatehold.engine.loop.CommitLoop;
import dev.gatehold.engine.loop.DirectoryWatch;
import dev.gatehold.engine.loop.Runs;
import dev.gatehold.engine.loop.Timers;
import dev.gatehold.engine.store.Hints;

/**
 * What works on the runs of one database. Where runs are spread over several, each has a household
 * of its own: one that does not answer keeps nobody waiting but its own runs.
 */
record Household(
    Runs runs,
    CommitLoop loop,
    Timers timers,
    DirectoryWatch watch,
    EffectDispatcher effects,
    Hints hints) {
  void start() {
    loop.start();
    timers.start();
    watch.start();
    effects.start();
  }

  /** Looks at the clock again. */
  void wake() {
    timers.wake();
    watch.wake();
  }

  /** Stops giving commands of its own. */
  void rest() {
    watch.close();
    timers.close();
  }

  void finishEffects() {
    effects.close();
  }

  /** Takes no commands any more; after nobody works on effects, wherever they are kept. */
  void close() {
    loop.close();
  }
}
