package dev.gatehold.race.restate;

import dev.gatehold.bench.race.Peer;
import dev.gatehold.bench.race.Place;
import dev.restate.client.Client;
import dev.restate.common.Target;
import dev.restate.serde.Serde;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** Restate's server beside this process, which serves the workflow and calls the server. */
public final class RestatePeer implements Peer {
  private final RestateServer server;
  private final PaymentService service;
  private final Client client;

  public RestatePeer(Place place) {
    server =
        new RestateServer(
            Path.of(
                System.getProperty("gatehold.race.modules"),
                "restate",
                "target",
                "server-" + RestateServer.VERSION,
                "package",
                "bin",
                "restate-server"),
            place.folder());
    service = new PaymentService();
    server.register(service.port());
    client = Client.connect(server.ingress().toString());
  }

  @Override
  public Facts facts() {
    return new Facts(
        "Restate",
        RestateServer.VERSION,
        Keeps.FILES,
        "A server of its own, over HTTP; decide is the call of a handler that resolves a durable"
            + " promise, then attach: two requests. Handlers on virtual threads, inactivity"
            + " time-out 200 ms. It keeps finished runs for a day and compacts, so its disk per"
            + " cycle is a snapshot. It has no approver of its own: who decided is in the"
            + " promise.");
  }

  @Override
  public Pending start() {
    String id = UUID.randomUUID().toString();
    client.send(
        dev.restate.common.Request.of(
                target(id, PaymentService.RUN),
                PaymentService.REQUEST,
                PaymentService.DECISION,
                new Request(REQUESTER, AMOUNT))
            .build());
    var run = client.workflowHandle(PaymentService.NAME, id, PaymentService.DECISION);
    return new Pending() {
      @Override
      public void approve() {
        client.call(
            dev.restate.common.Request.of(
                    target(id, PaymentService.DECIDE),
                    PaymentService.DECISION,
                    Serde.VOID,
                    new Decision("approve", APPROVER, COMMENT))
                .build());
        run.attach();
      }

      @Override
      public Recorded recorded() {
        var output = run.getOutput().response();
        Decision decision = output.getValue();
        return new Recorded(output.isReady(), decision.by(), decision.comment());
      }
    };
  }

  @Override
  public List<Long> processes() {
    return List.of(server.pid());
  }

  @Override
  public void close() {
    service.close();
    server.close();
  }

  private static Target target(String id, String handler) {
    return Target.workflow(PaymentService.NAME, id, handler);
  }
}
