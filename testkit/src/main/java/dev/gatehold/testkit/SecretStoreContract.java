package dev.gatehold.testkit;

import static dev.gatehold.testkit.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehold.engine.Environment;
import dev.gatehold.engine.store.SecretStore;
import dev.gatehold.engine.store.SecretStore.StoredSecret;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every secret store must do, as tests: implement it in a test class and give the store. No
 * test of it skips, and none passes on a store that does nothing.
 */
public interface SecretStoreContract {
  /** The store under test; the same one during a test, empty at its beginning. */
  SecretStore secretStore();

  private static StoredSecret secret(
      String name, Environment environment, int version, String sealed) {
    return new StoredSecret(name, environment, version, sealed, "alice", NOON.plusSeconds(version));
  }

  @Test
  default void a_secret_comes_back_as_it_was_saved_in_its_environment_only() {
    StoredSecret live = secret("token", Environment.LIVE, 1, "AP8KDSc+/w==");
    secretStore().saveSecrets(List.of(live));

    assertThat(secretStore().secret("token", Environment.LIVE))
        .as("a sealed secret must come back whole")
        .contains(live);
    assertThat(secretStore().secret("token", Environment.STAGING)).isEmpty();
    assertThat(secretStore().secret("toke", Environment.LIVE)).isEmpty();
  }

  @Test
  default void a_new_version_takes_the_place_of_the_one_before() {
    secretStore().saveSecrets(List.of(secret("token", Environment.LIVE, 1, "1")));
    StoredSecret second = secret("token", Environment.LIVE, 2, "2");
    secretStore().saveSecrets(List.of(second));

    assertThat(secretStore().secrets()).containsExactly(second);
  }

  @Test
  default void secrets_are_listed_by_name_live_before_staging() {
    StoredSecret staging = secret("b", Environment.STAGING, 1, "3");
    StoredSecret live = secret("b", Environment.LIVE, 4, "4");
    StoredSecret first = secret("a", Environment.STAGING, 1, "5");
    secretStore().saveSecrets(List.of(staging, live, first));

    assertThat(secretStore().secrets()).containsExactly(first, live, staging);
  }

  @Test
  default void a_deleted_secret_is_gone_from_its_environment() {
    StoredSecret staging = secret("token", Environment.STAGING, 1, "7");
    secretStore().saveSecrets(List.of(secret("token", Environment.LIVE, 1, "6"), staging));

    assertThat(secretStore().deleteSecret("token", Environment.LIVE)).isTrue();
    assertThat(secretStore().deleteSecret("token", Environment.LIVE)).isFalse();
    assertThat(secretStore().secrets()).containsExactly(staging);
  }
}
