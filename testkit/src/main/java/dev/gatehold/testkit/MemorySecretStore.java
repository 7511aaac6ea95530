package dev.gatehold.testkit;

import dev.gatehold.engine.Environment;
import dev.gatehold.engine.store.SecretStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A secret store that forgets everything with its process. */
public final class MemorySecretStore implements SecretStore {
  /** By name and environment, in the order of the list. */
  private final Map<String, StoredSecret> secrets = new TreeMap<>();

  private static String key(String name, Environment environment) {
    return name + "\0" + environment.word();
  }

  @Override
  public synchronized void saveSecrets(List<StoredSecret> more) {
    more.forEach(secret -> secrets.put(key(secret.name(), secret.environment()), secret));
  }

  @Override
  public synchronized Optional<StoredSecret> secret(String name, Environment environment) {
    return Optional.ofNullable(secrets.get(key(name, environment)));
  }

  @Override
  public synchronized List<StoredSecret> secrets() {
    return List.copyOf(secrets.values());
  }

  @Override
  public synchronized boolean deleteSecret(String name, Environment environment) {
    return secrets.remove(key(name, environment)) != null;
  }
}
