package dev.gatehold.bench;

import dev.gatehold.core.approval.Decision;
import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.flow.Ending;
import dev.gatehold.core.run.Command.RecordDecision;
import dev.gatehold.core.run.RunState.Active;
import dev.gatehold.core.run.RunState.Ended;
import dev.gatehold.core.run.StepState.AwaitingApproval;
import dev.gatehold.core.run.StepState.Decided;
import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.DurableEngine;
import dev.gatehold.engine.Engine;
import dev.gatehold.engine.EngineParts;
import dev.gatehold.engine.Reply;
import dev.gatehold.engine.RunView;
import dev.gatehold.engine.Submission;
import dev.gatehold.engine.TimeOrderedIds;
import dev.gatehold.engine.flow.StoredFlowCatalog;
import dev.gatehold.engine.store.FlowStore;
import dev.gatehold.engine.store.Hints;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.language.FlowReader;
import dev.gatehold.language.expression.CelExpressions;
import dev.gatehold.language.schema.JsonSchemas;
import dev.gatehold.store.postgres.PostgresPlace;
import dev.gatehold.store.postgres.PostgresStores;
import dev.gatehold.store.sqlite.SqliteStores;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The real engine on a real store, with one flow whose runs stop at a gate. */
public final class ApprovalDesk implements AutoCloseable {
  private final Engine engine;
  private final Runnable closeStores;

  /** On SQLite, in a folder. */
  public static ApprovalDesk onSqlite(Path folder) {
    SqliteStores stores = SqliteStores.open(folder);
    return new ApprovalDesk(stores.runs(), stores.flows(), InstantSource.system(), stores::close);
  }

  /** On PostgreSQL, in the database of this URL. */
  public static ApprovalDesk onPostgres(String url) {
    PostgresStores stores = PostgresStores.open(PostgresPlace.of(url));
    return new ApprovalDesk(stores.runs(), stores.flows(), stores.clock(), stores::close);
  }

  /** On PostgreSQL like {@link #onPostgres}, but what other nodes tell is not heard. */
  static ApprovalDesk deafOnPostgres(String url) {
    PostgresStores stores = PostgresStores.open(PostgresPlace.of(url));
    RunStore deaf =
        (RunStore)
            Proxy.newProxyInstance(
                ApprovalDesk.class.getClassLoader(),
                new Class<?>[] {RunStore.class},
                (_, method, arguments) ->
                    method.getName().equals("hints")
                        ? Hints.NONE
                        : method.invoke(stores.runs(), arguments));
    return new ApprovalDesk(deaf, stores.flows(), stores.clock(), stores::close);
  }

  private ApprovalDesk(RunStore runs, FlowStore flows, InstantSource clock, Runnable closeStores) {
    this.closeStores = closeStores;
    StoredFlowCatalog catalog =
        new StoredFlowCatalog(
            flows,
            new StoredFlowCatalog.Compiler(
                new FlowReader()::read, new CelExpressions(), new JsonSchemas()),
            () -> PaymentFlow.DIRECTORY,
            Set.of(),
            clock);
    catalog.push(PaymentFlow.NAME, "payment.yaml", PaymentFlow.SOURCE, PaymentFlow.ALICE);
    catalog.promote(
        PaymentFlow.NAME,
        catalog.release(PaymentFlow.NAME, "", PaymentFlow.ALICE).number(),
        PaymentFlow.ALICE);
    engine =
        new DurableEngine(
            new EngineParts(
                "bench",
                runs,
                catalog,
                () -> PaymentFlow.DIRECTORY,
                clock,
                new TimeOrderedIds(),
                List.of()));
    engine.start();
  }

  /** A run that waits for its decision. */
  public record Paused(String run, Digest subject) {}

  /** Starts a run; when this returns, it durably stands at its gate. */
  public Paused start() {
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
  public void decide(Paused paused) {
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

  /** Waits, as whoever follows a run does, until it has ended; gives when it was known. */
  long awaitEnd(Paused paused, Duration patience) throws InterruptedException {
    RunView view = engine.view(paused.run()).orElseThrow();
    while (!(view.state() instanceof Ended)) {
      if (!engine.awaitChange(paused.run(), view.seq(), patience)) {
        throw new IllegalStateException("Expected a run that ends, but it stands at " + view);
      }
      view = engine.view(paused.run()).orElseThrow();
    }
    return System.nanoTime();
  }

  /**
   * Whose approval the journal of a run that has completed holds, and with which comment.
   *
   * @throws IllegalStateException when it has not completed, or holds none
   */
  public Decision decision(String run) {
    if (engine.view(run).orElseThrow().state() instanceof Ended ended
        && ended.ending() == Ending.COMPLETED
        && ended.last().steps().get(PaymentFlow.GATE) instanceof Decided decided) {
      return decided.decisions().getLast();
    }
    throw new IllegalStateException("Expected a completed run with a decided gate, but it is not.");
  }

  @Override
  public void close() {
    engine.close();
    closeStores.run();
  }
}
