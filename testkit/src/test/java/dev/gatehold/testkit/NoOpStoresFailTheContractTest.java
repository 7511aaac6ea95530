package dev.gatehold.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.gatehold.engine.resource.ResourceStore;
import dev.gatehold.engine.store.FlowStore;
import dev.gatehold.engine.store.MemoryStore;
import dev.gatehold.engine.store.PeopleStore;
import dev.gatehold.engine.store.RunStore;
import dev.gatehold.engine.store.SecretStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A contract test that passes on a store that does nothing would test nothing. */
class NoOpStoresFailTheContractTest {
  static final class NoOp
      implements RunStoreContract,
          FlowStoreContract,
          PeopleStoreContract,
          MemoryStoreContract,
          SecretStoreContract,
          ResourceStoreContract,
          HintContract {
    @Override
    public RunStore store() {
      return new NoOpStores.NoOpRunStore();
    }

    @Override
    public RunStore other() {
      return store();
    }

    @Override
    public Duration patience() {
      return Duration.ZERO;
    }

    @Override
    public RunStore runs() {
      return store();
    }

    @Override
    public FlowStore flows() {
      return new NoOpStores.NoOpFlowStore();
    }

    @Override
    public PeopleStore people() {
      return new NoOpStores.NoOpPeopleStore();
    }

    @Override
    public MemoryStore memory() {
      return new NoOpStores.NoOpMemoryStore();
    }

    @Override
    public SecretStore secretStore() {
      return new NoOpStores.NoOpSecretStore();
    }

    @Override
    public ResourceStore resources() {
      return new NoOpStores.NoOpResourceStore();
    }
  }

  private static final class Results implements TestExecutionListener {
    private final List<String> failed = new ArrayList<>();
    private final List<String> others = new ArrayList<>();

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (test.isTest()) {
        (result.getStatus() == Status.FAILED ? failed : others).add(test.getDisplayName());
      }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
      others.add(test.getDisplayName());
    }
  }

  @Test
  void every_contract_test_fails_on_stores_that_do_nothing() {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(NoOp.class)).build();
    Results results = new Results();
    LauncherFactory.create().execute(request, results);

    assertThat(results.others).as("contract tests that do not fail").isEmpty();
    assertThat(results.failed).as("contract tests that ran").hasSizeGreaterThan(60);
  }
}
