package dev.gatehold.bench;

import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.run.Command.RecordDecision;
import dev.gatehold.core.run.RunState.Active;
import dev.gatehold.core.run.RunState.Ended;
import dev.gatehold.core.run.StepState.AwaitingApproval;
import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.DurableEngine;
import dev.gatehold.engine.Engine;
import dev.gatehold.engine.EngineParts;
import dev.gatehold.engine.Reply;
import dev.gatehold.engine.Submission;
import dev.gatehold.engine.TimeOrderedIds;
import dev.gatehold.engine.flow.StoredFlowCatalog;
import dev.gatehold.language.FlowReader;
import dev.gatehold.language.expression.CelExpressions;
import dev.gatehold.language.schema.JsonSchemas;
import dev.gatehold.store.sqlite.SqliteStores;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The real engine on SQLite, with one flow whose runs stop at a gate. */
final class ApprovalDesk implements AutoCloseable {
  private final SqliteStores stores;
  private final Engine engine;

  ApprovalDesk(Path folder) {
    stores = SqliteStores.open(folder);
    StoredFlowCatalog catalog =
        new StoredFlowCatalog(
            stores.flows(),
            new StoredFlowCatalog.Compiler(
                new FlowReader()::read, new CelExpressions(), new JsonSchemas()),
            () -> PaymentFlow.DIRECTORY,
            Set.of(),
            InstantSource.system());
    catalog.push(PaymentFlow.NAME, "payment.yaml", PaymentFlow.SOURCE, PaymentFlow.ALICE);
    catalog.promote(
        PaymentFlow.NAME,
        catalog.release(PaymentFlow.NAME, "", PaymentFlow.ALICE).number(),
        PaymentFlow.ALICE);
    engine =
        new DurableEngine(
            new EngineParts(
                "bench",
                stores.runs(),
                catalog,
                () -> PaymentFlow.DIRECTORY,
                InstantSource.system(),
                new TimeOrderedIds(),
                List.of()));
    engine.start();
  }

  /** A run that waits for its decision. */
  record Paused(String run, Digest subject) {}

  /** Starts a run; when this returns, it durably stands at its gate. */
  Paused start() {
    Reply reply =
        engine.startRun(
            PaymentFlow.NAME, null, Map.copyOf(PaymentFlow.INPUT), PaymentFlow.ALICE, null);
    if (reply instanceof Reply.Applied applied
        && applied.state() instanceof Active active
        && active.steps().get(PaymentFlow.GATE) instanceof AwaitingApproval open) {
      return new Paused(applied.run(), open.request().subject().digest());
    }
    throw new IllegalStateException("Expected a run at its gate, but got " + reply);
  }

  /** Approves; when this returns, the run has durably completed. */
  void decide(Paused paused) {
    Reply reply =
        engine.submit(
            new Submission(
                paused.run(),
                new RecordDecision(
                    PaymentFlow.GATE,
                    Verdict.APPROVE.word(),
                    paused.subject(),
                    PaymentFlow.COMMENT,
                    Map.of()),
                PaymentFlow.BOB,
                null));
    if (!(reply instanceof Reply.Applied applied && applied.state() instanceof Ended)) {
      throw new IllegalStateException("Expected a completed run, but got " + reply);
    }
  }

  @Override
  public void close() {
    engine.close();
    stores.close();
  }
}
