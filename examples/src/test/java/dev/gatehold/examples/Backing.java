package dev.gatehold.examples;

import dev.gatehold.engine.resource.ResourceStore;
import dev.gatehold.engine.store.FlowStore;
import dev.gatehold.engine.store.MemoryStore;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.store.file.FileResourceStore;
import dev.gatehold.store.sqlite.SqliteStores;
import dev.gatehold.testkit.MemoryFlowStore;
import dev.gatehold.testkit.MemoryKeys;
import dev.gatehold.testkit.MemoryResourceStore;
import dev.gatehold.testkit.MemoryRunStore;
import java.io.IOException;
import java.nio.file.Path;

/** Where a stage keeps everything. */
record Backing(
    RunStore runs, FlowStore flows, MemoryStore memory, ResourceStore resources, Runnable release)
    implements AutoCloseable {

  static Backing inMemory() {
    MemoryRunStore runs = new MemoryRunStore();
    return new Backing(
        runs, new MemoryFlowStore(runs), new MemoryKeys(), new MemoryResourceStore(), () -> {});
  }

  /** SQLite and files, as a server has them. */
  static Backing in(Path folder) throws IOException {
    SqliteStores stores = SqliteStores.open(folder);
    return new Backing(
        stores.runs(),
        stores.flows(),
        stores.memory(),
        new FileResourceStore(folder),
        stores::close);
  }

  @Override
  public void close() {
    release.run();
  }
}
