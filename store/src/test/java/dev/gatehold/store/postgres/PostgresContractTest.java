package dev.gatehold.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.resource.ResourceStore;
import dev.gatehold.engine.store.FlowStore;
import dev.gatehold.engine.store.MemoryStore;
import dev.gatehold.engine.store.PeopleStore;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.SecretStore;
import dev.gatehold.testkit.FlowStoreContract;
import dev.gatehold.testkit.HintContract;
import dev.gatehold.testkit.MemoryStoreContract;
import dev.gatehold.testkit.PeopleStoreContract;
import dev.gatehold.testkit.ResourceStoreContract;
import dev.gatehold.testkit.RunStoreContract;
import dev.gatehold.testkit.SecretStoreContract;
import dev.gatehold.testkit.SharedStoreContract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL passes the whole storage contract. */
@TestInstance(Lifecycle.PER_CLASS)
class PostgresContractTest
    implements RunStoreContract,
        SharedStoreContract,
        HintContract,
        FlowStoreContract,
        PeopleStoreContract,
        MemoryStoreContract,
        SecretStoreContract,
        ResourceStoreContract {
  private final TestDatabase database = TestDatabase.fresh();
  private final PostgresStores stores = PostgresStores.open(database.place());
  private final PostgresStores others = PostgresStores.open(database.place());
  private @Nullable ResourceStore resources;
  @TempDir static Path spool;

  @BeforeEach
  void empty() {
    database.empty();
  }

  @AfterAll
  void close() {
    others.close();
    stores.close();
  }

  @Override
  public RunStore store() {
    return stores.runs();
  }

  @Override
  public RunStore other() {
    return others.runs();
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

  @Override
  public ResourceStore resources() {
    try {
      if (resources == null) {
        resources = stores.resources(spool);
      }
      return resources;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void what_is_kept_is_what_the_first_one_brought() {
    byte[] first = {1, 2, 3};
    assertThat(stores.kept("key", first)).isEqualTo(first);
    assertThat(stores.kept("key", new byte[] {4})).isEqualTo(first);
    assertThat(stores.kept("other", new byte[] {4})).containsExactly(4);
  }

  @Test
  void a_resource_that_was_changed_outside_is_not_given() throws IOException {
    byte[] content = "approved".getBytes(StandardCharsets.UTF_8);
    resources().put(new ByteArrayInputStream(content), "plan", "text/plain", 100);
    database.execute("UPDATE resource_part SET bytes = 'tampered'");

    assertThatThrownBy(() -> resources().open(Digest.of(content)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Restore it from a backup");
  }
}
