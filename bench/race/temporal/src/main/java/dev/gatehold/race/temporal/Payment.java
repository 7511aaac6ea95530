package dev.gatehold.race.temporal;

import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** The workflow: wait for the decision, end with it. */
@WorkflowInterface
public interface Payment {
  /**
   * Ends when somebody has decided.
   *
   * @return what was decided
   */
  @WorkflowMethod
  Decision review(String requester, long amount);

  /** Decides. */
  @UpdateMethod
  void decide(Decision decision);
}
