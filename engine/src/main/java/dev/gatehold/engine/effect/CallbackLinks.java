package dev.gatehold.engine.effect;

/** Makes the addresses at which work, or what it started, calls back. */
@FunctionalInterface
public interface CallbackLinks {
  /**
   * The address for one attempt of a wait; the same for the same arguments, always. Whoever has it
   * can end that wait and do nothing else.
   */
  String of(String run, String step, int attempt);
}
