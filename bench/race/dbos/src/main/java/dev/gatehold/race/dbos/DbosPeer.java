package dev.gatehold.race.dbos;

import dev.dbos.transact.DBOS;
import dev.dbos.transact.StartWorkflowOptions;
import dev.dbos.transact.config.DBOSConfig;
import dev.dbos.transact.workflow.WorkflowHandle;
import dev.dbos.transact.workflow.WorkflowState;
import dev.gatehold.bench.race.Peer;
import dev.gatehold.bench.race.Place;
import java.util.UUID;

/** DBOS Transact as a library: the workflow receives, the decision is sent to it. */
public final class DbosPeer implements Peer {
  private final DBOS dbos;
  private final Payment payment;

  public DbosPeer(Place place) {
    dbos =
        new DBOS(
            DBOSConfig.defaults("race")
                .withDatabaseUrl(place.database())
                .withDbUser("postgres")
                .withDbPassword("")
                .withAppVersion("race"));
    payment = dbos.registerProxy(Payment.class, new PaymentWorkflow(dbos));
    dbos.launch();
  }

  @Override
  public Facts facts() {
    return new Facts(
        "DBOS Transact",
        DBOS.version(),
        Keeps.POSTGRESQL,
        "In the callers' process; decide is send with an idempotency key, then getResult. It has no"
            + " approver of its own: who decided is in the message.");
  }

  @Override
  public Pending start() {
    String id = UUID.randomUUID().toString();
    WorkflowHandle<Decision, RuntimeException> run =
        dbos.startWorkflow(() -> payment.review(REQUESTER, AMOUNT), new StartWorkflowOptions(id));
    return new Pending() {
      @Override
      public void approve() {
        dbos.send(id, new Decision("approve", APPROVER, COMMENT), PaymentWorkflow.TOPIC, id);
        run.getResult();
      }

      @Override
      public Recorded recorded() {
        var status = dbos.getWorkflowStatus(id).orElseThrow();
        Decision decision = (Decision) status.output();
        return new Recorded(
            status.status() == WorkflowState.SUCCESS, decision.by(), decision.comment());
      }
    };
  }

  @Override
  public void close() {
    dbos.shutdown();
  }
}
