package dev.gatehold.bench;

import dev.gatehold.core.approval.Evaluation;
import dev.gatehold.core.approval.Verdict;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.Command;
import dev.gatehold.core.run.Context;
import dev.gatehold.core.run.ReleaseRef;
import dev.gatehold.core.run.RunMachine;
import dev.gatehold.core.run.RunState;
import dev.gatehold.core.run.RunState.Active;
import dev.gatehold.core.run.StepState.AwaitingApproval;
import dev.gatehold.core.run.Transition;
import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.journal.Entry;
import dev.gatehold.engine.journal.JournalCodec;
import dev.gatehold.engine.store.StoredEntry;
import dev.gatehold.language.FlowReader;
import dev.gatehold.language.Names;
import dev.gatehold.language.Reading;
import dev.gatehold.language.expression.CelExpressions;
import dev.gatehold.language.schema.JsonSchemas;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the parts of an approval cycle cost without any disk. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CoreBenchmark {
  private static final String RUN = "run_01jd8x5z7n3k4m6p8q9r0s1t2v";
  private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

  private final Command start;
  private final Command decision;
  private final RunMachine machine;
  private final AwaitingApproval gate;
  private final RunState atGate;
  private final Entry entry;
  private final StoredEntry stored;

  /** Walks one run to its gate, so that every part has real input. */
  public CoreBenchmark() {
    Reading reading = new FlowReader().read("payment.yaml", PaymentFlow.SOURCE, Names.UNKNOWN);
    if (reading.flow() == null) {
      throw new IllegalStateException("Expected a flow, but found " + reading.problems());
    }
    machine = new RunMachine(reading.flow(), new CelExpressions(), new JsonSchemas());
    start =
        new Command.StartRun(
            RUN,
            new ReleaseRef(PaymentFlow.NAME, 1, Digest.of(PaymentFlow.SOURCE)),
            Map.copyOf(PaymentFlow.INPUT));
    if (!(handle(new RunState.Unstarted(), start, PaymentFlow.ALICE)
            instanceof Transition.Applied started
        && started.state() instanceof Active active
        && active.steps().get(PaymentFlow.GATE) instanceof AwaitingApproval open)) {
      throw new IllegalStateException("Expected a run at its gate, but it is not there.");
    }
    atGate = active;
    gate = open;
    decision =
        new Command.RecordDecision(
            PaymentFlow.GATE,
            Verdict.APPROVE.word(),
            open.request().subject().digest(),
            PaymentFlow.COMMENT,
            Map.of());
    entry = new Entry(NOW, PaymentFlow.ALICE, started.events());
    stored = JournalCodec.encode(RUN, 1, JournalCodec.GENESIS, entry);
  }

  private Transition handle(RunState state, Command command, Principal actor) {
    return machine.handle(state, command, new Context(NOW, actor, PaymentFlow.DIRECTORY));
  }

  /** The run machine on a start: input checked, gate rendered, subject digested. */
  @Benchmark
  public Transition handleStart() {
    return handle(new RunState.Unstarted(), start, PaymentFlow.ALICE);
  }

  /** The run machine on the decision that completes the run. */
  @Benchmark
  public Transition handleDecision() {
    return handle(atGate, decision, PaymentFlow.BOB);
  }

  /** Why the open gate stands where it stands. */
  @Benchmark
  public Evaluation evaluate() {
    return gate.evaluator(PaymentFlow.DIRECTORY, NOW).evaluate();
  }

  /** A journal entry with its place in the hash chain. */
  @Benchmark
  public StoredEntry encode() {
    return JournalCodec.encode(RUN, 1, JournalCodec.GENESIS, entry);
  }

  /** The same entry read again. */
  @Benchmark
  public Entry decode() {
    return JournalCodec.decode(stored);
  }

  /** The digest of everything that is agreed to. */
  @Benchmark
  public Digest subjectDigest() {
    return Digest.ofJson(gate.request().subject().content());
  }
}
