package dev.gatehold.engine.effect;

import dev.gatehold.core.run.Effect.Callee;

/** Makes the addresses at which work, or what it started, calls back. */
@FunctionalInterface
public interface CallbackLinks {
  /**
   * The address at which one attempt at work calls back to a wait; the same for the same arguments,
   * always. Whoever has it can end that wait and do nothing else.
   */
  String of(String run, Callee callee);
}
