package dev.gatehold.simulation.law;

import dev.gatehold.core.run.RunState;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.RunWrite;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one commit did to one run.
 *
 * @param run with the commit in it
 * @param seqBefore the number of its last entry before that
 * @param headBefore that entry's hash
 * @param moments the new events
 * @param store what can be read now
 */
public record Change(
    Chronicle run,
    long seqBefore,
    String headBefore,
    RunWrite write,
    List<Moment> moments,
    RunStore store) {
  RunState state() {
    return run.state();
  }

  /** The first fault that this finds in any of the new events of a kind. */
  <E> @Nullable String each(Class<E> kind, Function<Found<E>, @Nullable String> check) {
    for (Moment moment : moments) {
      if (kind.isInstance(moment.event())) {
        String fault = check.apply(new Found<>(kind.cast(moment.event()), moment));
        if (fault != null) {
          return fault;
        }
      }
    }
    return null;
  }

  /** An event of a kind. */
  record Found<E>(E event, Moment at) {}
}
