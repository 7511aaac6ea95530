package dev.gatehold.store.postgres;

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
import dev.gatehold.testkit.SharedStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** PostgreSQL passes the whole storage contract. */
@TestInstance(Lifecycle.PER_CLASS)
class PostgresContractTest
    implements RunStoreContract,
        SharedStoreContract,
        FlowStoreContract,
        PeopleStoreContract,
        MemoryStoreContract,
        SecretStoreContract {
  private final TestDatabase database = TestDatabase.fresh();
  private final PostgresStores stores = PostgresStores.open(database.place());

  @BeforeEach
  void empty() {
    database.empty();
  }

  @AfterAll
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
