package dev.gatehold.bench.waiting;

import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.run.Command.RecordDecision;
import dev.gatehold.core.run.RunState.Active;
import dev.gatehold.core.run.RunState.Ended;
import dev.gatehold.core.run.StepState.AwaitingApproval;
import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.DurableEngine;
import dev.gatehold.engine.EngineParts;
import dev.gatehold.engine.Reply;
import dev.gatehold.engine.Submission;
import dev.gatehold.engine.TimeOrderedIds;
import dev.gatehold.engine.flow.StoredFlowCatalog;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.language.FlowReader;
import dev.gatehold.language.expression.CelExpressions;
import dev.gatehold.language.schema.JsonSchemas;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The real engine over a place, on a clock that can be turned. */
final class Desk implements AutoCloseable {
  private final Place.Opened stores;
  private final TurnedClock clock;
  private final StoredFlowCatalog catalog;
  private final DurableEngine engine;

  private Desk(Place.Opened stores) {
    this.stores = stores;
    this.clock = new TurnedClock(stores.clock());
    this.catalog =
        new StoredFlowCatalog(
            stores.flows(),
            new StoredFlowCatalog.Compiler(
                new FlowReader()::read, new CelExpressions(), new JsonSchemas()),
            () -> Crowd.PEOPLE,
            Set.of(),
            clock);
    this.engine =
        new DurableEngine(
            new EngineParts(
                "bench",
                stores.runs(),
                catalog,
                () -> Crowd.PEOPLE,
                clock,
                new TimeOrderedIds(),
                List.of()));
  }

  static Desk open(Place place) {
    Desk desk = new Desk(place.open());
    desk.engine.start();
    return desk;
  }

  /** Releases the flows, which new runs then take. */
  void release() {
    for (String flow : List.of(Crowd.PATIENT, Crowd.HURRIED, Crowd.RARE)) {
      catalog.push(flow, flow + ".yaml", Crowd.source(flow), Crowd.ALICE);
      catalog.promote(flow, catalog.release(flow, "", Crowd.ALICE).number(), Crowd.ALICE);
    }
  }

  /** A run that waits, and what a decision on it must name. */
  record Paused(String run, Digest subject) {}

  /** Starts a run; when this returns, it durably stands at its gate. */
  Paused start(Sizes.Kind kind) {
    Map<String, Object> input = Map.of("amount", 1200L, "group", kind.group());
    Reply reply = engine.startRun(kind.flow(), null, Map.copyOf(input), Crowd.ALICE, null);
    if (reply instanceof Reply.Applied applied
        && applied.state() instanceof Active active
        && active.steps().get(Crowd.GATE) instanceof AwaitingApproval open) {
      return new Paused(applied.run(), open.request().subject().digest());
    }
    throw new IllegalStateException("Expected a run at its gate, but got " + reply);
  }

  /** Approves for bob; when this returns, the run has durably completed. */
  void decide(Paused paused) {
    Reply reply =
        engine.submit(
            new Submission(
                paused.run(),
                new RecordDecision(
                    Crowd.GATE, Verdict.APPROVE.word(), paused.subject(), "Fits.", Map.of()),
                Crowd.BOB,
                null));
    if (!(reply instanceof Reply.Applied applied && applied.state() instanceof Ended)) {
      throw new IllegalStateException("Expected a completed run, but got " + reply);
    }
  }

  /** Makes due what is due so much later. */
  void turn(Duration further) {
    clock.turn(further);
    engine.wake();
  }

  /** Whether nothing is due any more. */
  boolean isUpToDate() {
    var next = stores.runs().nextDeadline(java.time.Instant.EPOCH);
    return next == null || next.isAfter(clock.instant());
  }

  RunStore store() {
    return stores.runs();
  }

  @Override
  public void close() {
    engine.close();
    stores.close();
  }
}
