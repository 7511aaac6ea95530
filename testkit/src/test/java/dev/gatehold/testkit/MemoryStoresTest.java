package dev.gatehold.testkit;

import dev.gatehold.engine.resource.ResourceStore;
import dev.gatehold.engine.store.FlowStore;
import dev.gatehold.engine.store.MemoryStore;
import dev.gatehold.engine.store.PeopleStore;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.SecretStore;

/** Memory passes the whole storage contract. */
class MemoryStoresTest
    implements RunStoreContract,
        FlowStoreContract,
        PeopleStoreContract,
        MemoryStoreContract,
        SecretStoreContract,
        ResourceStoreContract {
  private final MemoryRunStore runs = new MemoryRunStore();
  private final FlowStore flows = new MemoryFlowStore(runs);
  private final PeopleStore people = new MemoryPeopleStore();
  private final MemoryStore memory = new MemoryKeys();
  private final SecretStore secrets = new MemorySecretStore();
  private final ResourceStore resources = new MemoryResourceStore();

  @Override
  public RunStore store() {
    return runs;
  }

  @Override
  public RunStore runs() {
    return runs;
  }

  @Override
  public FlowStore flows() {
    return flows;
  }

  @Override
  public PeopleStore people() {
    return people;
  }

  @Override
  public MemoryStore memory() {
    return memory;
  }

  @Override
  public SecretStore secretStore() {
    return secrets;
  }

  @Override
  public ResourceStore resources() {
    return resources;
  }
}
