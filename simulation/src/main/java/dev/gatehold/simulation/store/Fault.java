package dev.gatehold.simulation.store;

/** What goes wrong. */
public enum Fault {
  /** The store does not answer and has done nothing. */
  NO_ANSWER,
  /** The store has done what it was asked for, but the answer is lost. */
  LOST_ANSWER,
  /** Nothing can be written. */
  FULL_DISK,
  /**
   * The node dies before the store has done anything, or in the middle of it, which is the same.
   */
  CRASH_BEFORE,
  /** The node dies when the store has done it, and never hears. */
  CRASH_AFTER,
  /** The node dies at any other moment. */
  CRASH,
  /** The node is stopped in order, and started again. */
  RESTART,
  /** Nobody does anything for a while. */
  LEAP,
  /** A clock steps. */
  CLOCK_STEP,
  /** A caller never hears what became of a call. */
  LOST_CALL,
  /** A call arrives twice. */
  DOUBLED_CALL,
  /** A connector breaks, or does not stop when it should. */
  WORK_FAILS,
  /** The directory of people does not answer, or has lost somebody. */
  DIRECTORY
}
