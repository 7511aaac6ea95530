package dev.gatehold.engine.secret;

import dev.gatehold.engine.Environment;

/** Opens secrets for work that is about to begin. */
@FunctionalInterface
public interface SecretSource {
  /** Has none. */
  SecretSource NONE =
      (name, environment) -> {
        throw Vault.missing(name, environment);
      };

  /**
   * The value of a secret as it is now.
   *
   * @throws SecretUnavailable {@code secret.missing} or {@code secrets.locked}; both may be
   *     repeated
   */
  String open(String name, Environment environment) throws SecretUnavailable;
}
