package dev.gatehold.server.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehold.engine.Environment;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.secret.SecretUnavailable;
import dev.gatehold.engine.secret.Vault;
import dev.gatehold.engine.store.SecretStore.StoredSecret;
import dev.gatehold.testkit.MemorySecretStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sealed opens only with its key, as what it was sealed as. */
class TinkSealTest {
  private static final byte[] PLAIN = "a secret value".getBytes(StandardCharsets.UTF_8);
  private static final byte[] CONTEXT = {1, 2, 3};

  @TempDir Path folder;

  private TinkSeal seal() {
    return TinkSeal.of(folder.resolve("secret.key"), _ -> null);
  }

  @Test
  void what_was_changed_or_belongs_elsewhere_does_not_open() {
    TinkSeal seal = seal();
    seal.prepare();
    byte[] sealed = seal.seal(PLAIN, CONTEXT);
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("secret");
    assertThat(seal().open(sealed, CONTEXT)).isEqualTo(PLAIN);
    assertThatThrownBy(() -> seal.open(sealed, new byte[] {1, 2})).satisfies(this::locked);
    sealed[sealed.length - 1] ^= 1;
    assertThatThrownBy(() -> seal.open(sealed, CONTEXT)).satisfies(this::locked);
  }

  private void locked(Throwable e) {
    assertThat(e).isInstanceOf(GateholdException.class);
    assertThat(((GateholdException) e).code()).isEqualTo("secrets.locked");
  }

  @Test
  void keys_of_the_environment_are_used_and_never_changed() throws Exception {
    seal().prepare();
    String json = Files.readString(folder.resolve("secret.key"));
    TinkSeal given = TinkSeal.of(folder.resolve("none.key"), _ -> json);
    given.prepare();
    given.renew();
    assertThat(seal().open(given.seal(PLAIN, CONTEXT), CONTEXT)).isEqualTo(PLAIN);
    assertThat(folder.resolve("none.key")).doesNotExist();
    assertThat(new KeysetVariable("X", json).toString()).isEqualTo("X");
  }

  @Test
  void a_sealed_value_under_another_name_environment_or_version_does_not_open() throws Exception {
    MemorySecretStore store = new MemorySecretStore();
    Vault vault = new Vault(store, seal(), InstantSource.system());
    StoredSecret token = vault.set("token", Environment.LIVE, "a secret value", "root");
    assertThat(vault.open("token", Environment.LIVE)).isEqualTo("a secret value");
    for (StoredSecret moved :
        List.of(
            new StoredSecret("other", Environment.LIVE, 1, token.sealed(), "root", token.setAt()),
            new StoredSecret(
                "token", Environment.STAGING, 1, token.sealed(), "root", token.setAt()),
            new StoredSecret(
                "token", Environment.LIVE, 2, token.sealed(), "root", token.setAt()))) {
      store.saveSecrets(List.of(moved));
      assertThatThrownBy(() -> vault.open(moved.name(), moved.environment()))
          .isInstanceOfSatisfying(
              SecretUnavailable.class,
              failure -> {
                assertThat(failure.failure().code()).isEqualTo("secrets.locked");
                assertThat(failure.failure().retryable()).isTrue();
              });
    }
  }
}
