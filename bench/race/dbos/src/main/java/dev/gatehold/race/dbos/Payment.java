package dev.gatehold.race.dbos;

/** The workflow: wait for the decision, end with it. */
public interface Payment {
  /**
   * Ends when somebody has decided.
   *
   * @return what was decided
   */
  Decision review(String requester, long amount);
}
