package dev.gatehold.engine;

/** Makes identifiers. */
public interface Ids {
  /**
   * A new run id, {@code run_} and 26 lower-case letters and digits; later ones sort after earlier
   * ones.
   */
  String nextRun();

  /** A new event id, {@code evt_} and what follows in a run's. */
  default String nextEvent() {
    return "evt_" + nextRun().substring("run_".length());
  }
}
