package dev.gatehold.engine.store;

import dev.gatehold.engine.effect.Environment;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
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
   * @param setBy the person who set this version
   */
  record StoredSecret(
      String name,
      Environment environment,
      int version,
      byte[] sealed,
      String setBy,
      Instant setAt) {
    public StoredSecret {
      sealed = sealed.clone();
    }

    @Override
    public byte[] sealed() {
      return sealed.clone();
    }

    /** The same with other sealed bytes. */
    public StoredSecret with(byte[] resealed) {
      return new StoredSecret(name, environment, version, resealed, setBy, setAt);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof StoredSecret that
          && name.equals(that.name)
          && environment == that.environment
          && version == that.version
          && Arrays.equals(sealed, that.sealed)
          && setBy.equals(that.setBy)
          && setAt.equals(that.setAt);
    }

    @Override
    public int hashCode() {
      return Objects.hash(name, environment, version, setAt);
    }

    @Override
    public String toString() {
      return "StoredSecret[" + name + ", " + environment + ", version " + version + "]";
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
