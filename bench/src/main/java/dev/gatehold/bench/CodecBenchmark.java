package dev.gatehold.bench;

import dev.gatehold.core.approval.Headline;
import dev.gatehold.core.people.Principal;
import dev.gatehold.core.run.RunState;
import dev.gatehold.core.run.Transition;
import dev.gatehold.engine.journal.Entry;
import dev.gatehold.engine.journal.JournalCodec;
import dev.gatehold.engine.store.StoredEntry;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What it costs to write down what a run came to, and to read it again. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CodecBenchmark {
  private static final String RUN = "run_01jd8x5z7n3k4m6p8q9r0s1t2v";
  private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

  private final CoreBenchmark core = new CoreBenchmark();
  private final RunState atGate;
  private final Entry decision;
  private final List<StoredEntry> journal;
  private final String snapshot;

  /** Walks one run to its end. */
  public CodecBenchmark() {
    Transition.Applied started = applied(core.handleStart());
    Entry start = new Entry(NOW, PaymentFlow.ALICE, started.events());
    atGate = started.state();
    decision = entry(PaymentFlow.BOB, applied(core.handleDecision()));
    StoredEntry first = JournalCodec.encode(RUN, 1, JournalCodec.GENESIS, start);
    journal = List.of(first, JournalCodec.encode(RUN, 2, first.hash(), decision));
    snapshot = JournalCodec.encodeState(atGate);
  }

  private static Transition.Applied applied(Transition transition) {
    if (transition instanceof Transition.Applied applied) {
      return applied;
    }
    throw new IllegalStateException("Expected a command that applies, but got " + transition);
  }

  private static Entry entry(Principal by, Transition.Applied applied) {
    return new Entry(NOW, by, applied.events());
  }

  /** The entry of the decision that ends the run, with its place in the hash chain. */
  @Benchmark
  public StoredEntry encodeDecision() {
    return JournalCodec.encode(RUN, 2, journal.getFirst().hash(), decision);
  }

  /** The hash of an entry that is written already. */
  @Benchmark
  public String chainHash() {
    return JournalCodec.hash(JournalCodec.GENESIS, journal.getFirst().body());
  }

  /** Whether the entries of a run hang together, as it is asked when a run is loaded. */
  @Benchmark
  public List<StoredEntry> verifyChain() {
    JournalCodec.verifyChain(JournalCodec.GENESIS, journal);
    return journal;
  }

  /** A snapshot of a run at its gate. */
  @Benchmark
  public String encodeState() {
    return JournalCodec.encodeState(atGate);
  }

  /** The same snapshot read again. */
  @Benchmark
  public RunState decodeState() {
    return JournalCodec.decodeState(snapshot);
  }

  /** The sentence that the rows of a run and of its request show: an evaluation, in words. */
  @Benchmark
  public String headline() {
    return Headline.ofOpen(core.evaluate());
  }
}
