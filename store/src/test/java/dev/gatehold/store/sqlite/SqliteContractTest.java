package dev.gatehold.store.sqlite;

import dev.gatehold.engine.store.FlowStore;
import dev.gatehold.engine.store.MemoryStore;
import dev.gatehold.engine.store.PeopleStore;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.SecretStore;
import dev.gatehold.testkit.FlowStoreContract;
import dev.gatehold.testkit.MemoryStoreContract;
import dev.gatehold.testkit.PeopleStoreContract;
import dev.gatehold.testkit.RunStoreContract;
import dev.gatehold.testkit.SecretStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** SQLite passes the whole storage contract. */
class SqliteContractTest
    implements RunStoreContract,
        FlowStoreContract,
        PeopleStoreContract,
        MemoryStoreContract,
        SecretStoreContract {
  @TempDir Path folder;
  private SqliteStores stores;

  @BeforeEach
  void open() {
    stores = SqliteStores.open(folder);
  }

  @AfterEach
  void close() {
    stores.close();
  }

  @Override
  public RunStore store() {
    return stores.runs();
  }

  @Override
  public RunStore runs() {
    return stores.runs();
  }

  @Override
  public FlowStore flows() {
    return stores.flows();
  }

  @Override
  public PeopleStore people() {
    return stores.people();
  }

  @Override
  public MemoryStore memory() {
    return stores.memory();
  }

  @Override
  public SecretStore secretStore() {
    return stores.secrets();
  }
}
