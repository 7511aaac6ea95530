package dev.gatehold.race.restate;

import dev.restate.sdk.HandlerRunner;
import dev.restate.sdk.SharedWorkflowContext;
import dev.restate.sdk.WorkflowContext;
import dev.restate.sdk.common.DurablePromiseKey;
import dev.restate.sdk.endpoint.Endpoint;
import dev.restate.sdk.endpoint.definition.HandlerDefinition;
import dev.restate.sdk.endpoint.definition.HandlerType;
import dev.restate.sdk.endpoint.definition.ServiceDefinition;
import dev.restate.sdk.endpoint.definition.ServiceType;
import dev.restate.sdk.http.vertx.RestateHttpServer;
import dev.restate.serde.Serde;
import dev.restate.serde.jackson.JacksonSerdeFactory;
import io.vertx.core.http.HttpServer;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The workflow, served where Restate's server calls it: wait for a promise, end with it. */
final class PaymentService implements AutoCloseable {
  static final String NAME = "Payment";
  static final String RUN = "run";
  static final String DECIDE = "decide";
  static final Serde<Request> REQUEST = JacksonSerdeFactory.DEFAULT.create(Request.class);
  static final Serde<Decision> DECISION = JacksonSerdeFactory.DEFAULT.create(Decision.class);

  private static final DurablePromiseKey<Decision> DECIDED =
      DurablePromiseKey.of("decided", DECISION);

  // The SDK's own pool has been seen to grow until the machine had no threads left.
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  PaymentService() {
    HandlerRunner.Options options = HandlerRunner.Options.withExecutor(threads);
    HandlerDefinition<Request, Decision> run =
        HandlerDefinition.of(
            RUN,
            HandlerType.WORKFLOW,
            REQUEST,
            DECISION,
            HandlerRunner.of(
                (WorkflowContext context, Request _) -> context.promise(DECIDED).future().await(),
                JacksonSerdeFactory.DEFAULT,
                options));
    HandlerDefinition<Decision, Void> decide =
        HandlerDefinition.of(
            DECIDE,
            HandlerType.SHARED,
            DECISION,
            Serde.VOID,
            HandlerRunner.of(
                (SharedWorkflowContext context, Decision given) ->
                    context.promiseHandle(DECIDED).resolve(given),
                JacksonSerdeFactory.DEFAULT,
                options));
    server =
        RestateHttpServer.fromEndpoint(
            Endpoint.bind(ServiceDefinition.of(NAME, ServiceType.WORKFLOW, List.of(run, decide))));
    server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
  }

  int port() {
    return server.actualPort();
  }

  @Override
  public void close() {
    server.close().toCompletionStage().toCompletableFuture().join();
    threads.shutdownNow();
  }
}
