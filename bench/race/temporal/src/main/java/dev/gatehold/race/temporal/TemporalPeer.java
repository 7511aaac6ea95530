package dev.gatehold.race.temporal;

import dev.gatehold.bench.race.Peer;
import dev.gatehold.bench.race.Place;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;

/** Temporal's Java SDK with its test server, which keeps everything in memory. */
public final class TemporalPeer implements Peer {
  private static final String QUEUE = "payments";

  private final TestWorkflowEnvironment environment;
  private final WorkflowClient client;

  /** Uses nothing of its place. */
  public TemporalPeer(Place place) {
    environment =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build());
    Worker worker = environment.newWorker(QUEUE);
    worker.registerWorkflowImplementationTypes(PaymentWorkflow.class);
    environment.start();
    client = environment.getWorkflowClient();
  }

  @Override
  public Facts facts() {
    return new Facts(
        "Temporal's test server",
        io.temporal.serviceclient.Version.LIBRARY_VERSION,
        Keeps.MEMORY,
        "In the callers' process, over its own protocol; decide is an update, then getResult. Loses"
            + " everything with its process, and says nothing of a Temporal cluster.");
  }

  @Override
  public Pending start() {
    WorkflowStub run =
        client.newUntypedWorkflowStub(
            "Payment", WorkflowOptions.newBuilder().setTaskQueue(QUEUE).build());
    var execution = run.start(REQUESTER, AMOUNT);
    return new Pending() {
      @Override
      public void approve() {
        run.update("decide", Void.class, new Decision("approve", APPROVER, COMMENT));
        run.getResult(Decision.class);
      }

      @Override
      public Recorded recorded() {
        Decision decision =
            client.newUntypedWorkflowStub(execution.getWorkflowId()).getResult(Decision.class);
        return new Recorded(true, decision.by(), decision.comment());
      }
    };
  }

  @Override
  public void close() {
    environment.close();
  }
}
