package dev.gatehold.core.flow;

/** How a run can end. */
public enum Ending {
  COMPLETED,
  REJECTED,
  FAILED,
  CANCELLED
}
