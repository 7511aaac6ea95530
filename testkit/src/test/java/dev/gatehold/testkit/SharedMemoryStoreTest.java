package dev.gatehold.testkit;

import dev.gatehold.engine.store.RunStore;

/** The memory store for several engines keeps the promises of a shared one. */
class SharedMemoryStoreTest implements RunStoreContract, SharedStoreContract {
  private final RunStore runs = new MemoryRunStore(true);

  @Override
  public RunStore store() {
    return runs;
  }
}
