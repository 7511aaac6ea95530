package dev.gatehold.store.spread;

import dev.gatehold.engine.store.FlowStore;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.store.spread.SpreadRunStore.Part;
import dev.gatehold.testkit.FlowStoreContract;
import dev.gatehold.testkit.MemoryFlowStore;
import dev.gatehold.testkit.MemoryRunStore;
import dev.gatehold.testkit.RunStoreContract;
import dev.gatehold.testkit.SharedStoreContract;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * Several stores keep the promises of one; ids without a mark are of the first, and the others must
 * add nothing.
 */
class SpreadContractTest implements RunStoreContract, SharedStoreContract, FlowStoreContract {
  private final MemoryRunStore first = new MemoryRunStore(true);
  private final RunStore runs =
      new SpreadRunStore(
          Stream.of(first, new MemoryRunStore(true), new MemoryRunStore(true))
              .map(store -> new Part(store, Instant.EPOCH))
              .toList());

  @Override
  public RunStore store() {
    return runs;
  }

  @Override
  public RunStore runs() {
    return runs;
  }

  private final FlowStore flows = new SpreadFlowStore(new MemoryFlowStore(first), runs);

  @Override
  public FlowStore flows() {
    return flows;
  }
}
