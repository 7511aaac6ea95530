package dev.gatehold.engine.store;

import dev.gatehold.engine.Environment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps sealed secrets, of each name and environment the newest version only. It never sees a value
 * or a key. Everything is durable when a method returns.
 */
public interface SecretStore {
  /**
   * A secret as it is kept.
   *
   * @param version counted from 1, one more with each value
   * @param sealed the encrypted value, in Base64
   * @param setBy the person who set this version
   */
  record StoredSecret(
      String name,
      Environment environment,
      int version,
      String sealed,
      String setBy,
      Instant setAt) {
    /** The same, sealed anew. */
    public StoredSecret with(String resealed) {
      return new StoredSecret(name, environment, version, resealed, setBy, setAt);
    }
  }

  /** Keeps these in one transaction, each in place of what had its name and environment. */
  void saveSecrets(List<StoredSecret> secrets);

  /** The newest version. */
  Optional<StoredSecret> secret(String name, Environment environment);

  /** All of them, by name, live before staging. */
  List<StoredSecret> secrets();

  /** Whether there was one to delete. */
  boolean deleteSecret(String name, Environment environment);
}
