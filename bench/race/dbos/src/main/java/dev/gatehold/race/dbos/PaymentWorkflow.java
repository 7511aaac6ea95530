package dev.gatehold.race.dbos;

import dev.dbos.transact.DBOS;
import dev.dbos.transact.workflow.Workflow;
import java.time.Duration;

/** Waits for a message, for which it has a month. */
final class PaymentWorkflow implements Payment {
  static final String TOPIC = "decision";
  private static final Duration PATIENCE = Duration.ofDays(30);

  private final DBOS dbos;

  PaymentWorkflow(DBOS dbos) {
    this.dbos = dbos;
  }

  @Workflow(name = "payment")
  @Override
  public Decision review(String requester, long amount) {
    return dbos.<Decision>recv(TOPIC, PATIENCE).orElseThrow();
  }
}
