package dev.gatehold.race.temporal;

import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** Waits for an update. */
public final class PaymentWorkflow implements Payment {
  private @Nullable Decision decision;

  @Override
  public Decision review(String requester, long amount) {
    while (decision == null) {
      Workflow.await(() -> decision != null);
    }
    return decision;
  }

  @Override
  public void decide(Decision given) {
    decision = given;
  }
}
