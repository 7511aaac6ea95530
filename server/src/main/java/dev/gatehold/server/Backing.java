package dev.gatehold.server;

import dev.gatehold.engine.resource.ResourceStore;
import dev.gatehold.engine.store.FlowStore;
import dev.gatehold.engine.store.PeopleStore;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.SecretStore;
import dev.gatehold.engine.store.StoreException;
import dev.gatehold.store.file.FileResourceStore;
import dev.gatehold.store.sqlite.SqliteStores;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where a server keeps everything.
 *
 * @param release gives up what the stores hold; called last
 */
public record Backing(
    RunStore runs,
    FlowStore flows,
    PeopleStore people,
    SecretStore secrets,
    ResourceStore resources,
    Runnable release) {

  /**
   * A data folder, with SQLite and files.
   *
   * @throws StoreException when it cannot be opened, for example because another process owns it
   */
  static Backing in(Path data) {
    SqliteStores stores = SqliteStores.open(data);
    try {
      return new Backing(
          stores.runs(),
          stores.flows(),
          stores.people(),
          stores.secrets(),
          new FileResourceStore(data),
          stores::close);
    } catch (IOException e) {
      stores.close();
      throw new StoreException(
          "Expected to keep resources in " + data + ", but it failed: " + e.getMessage(), e);
    }
  }
}
