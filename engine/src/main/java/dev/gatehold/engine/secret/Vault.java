package dev.gatehold.engine.secret;

import dev.gatehold.core.run.Failure;
import dev.gatehold.engine.Environment;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.store.SecretStore;
import dev.gatehold.engine.store.SecretStore.StoredSecret;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The secrets of a server: set and deleted by its admins, opened for work, and read back by nobody.
 * A new value replaces the one before, which is forgotten at once: work that has begun has it
 * already, and work that begins later shall not. Thread-safe.
 */
public final class Vault implements SecretSource {
  /** The longest value, in bytes of UTF-8. */
  public static final int LONGEST = 16 * 1024;

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");

  private final SecretStore store;
  private final Seal seal;
  private final InstantSource clock;

  public Vault(SecretStore store, Seal seal, InstantSource clock) {
    this.store = store;
    this.seal = seal;
    this.clock = clock;
  }

  /**
   * Sets a secret, or rotates it.
   *
   * @param by the person who does
   * @throws GateholdException {@code secret.invalid} or {@code secrets.locked}
   */
  public synchronized StoredSecret set(
      String name, Environment environment, String value, String by) {
    requireUsable(name, value);
    if (store.secrets().isEmpty()) {
      seal.prepare();
    }
    int version = store.secret(name, environment).map(StoredSecret::version).orElse(0) + 1;
    byte[] plain = value.getBytes(StandardCharsets.UTF_8);
    StoredSecret secret =
        new StoredSecret(
            name,
            environment,
            version,
            sealed(plain, context(name, environment, version)),
            by,
            clock.instant().truncatedTo(ChronoUnit.MILLIS));
    store.saveSecrets(List.of(secret));
    return secret;
  }

  private static void requireUsable(String name, String value) {
    if (!NAME.matcher(name).matches()) {
      throw invalid(
          "a name of lower-case letters, digits and underscores, at most 64, that begins with a"
              + " letter",
          "found another",
          "Use a name such as deploy_token.");
    }
    if (value.strip().length() < Masking.SHORTEST) {
      throw invalid(
          "a secret of at least " + Masking.SHORTEST + " characters",
          "this one is shorter, and could not be told from other text where it has to be hidden",
          "Use a longer one.");
    }
    if (value.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      throw invalid(
          "a secret of at most " + LONGEST / 1024 + " KiB",
          "this one is longer",
          "Keep a key that opens it here, and the rest elsewhere.");
    }
    if (value.indexOf('\0') >= 0) {
      throw invalid(
          "text that a process can take",
          "it has a NUL character",
          "Encode it, for example in Base64.");
    }
  }

  private static GateholdException invalid(String expected, String found, String next) {
    return new GateholdException(
        "secret.invalid", "Expected " + expected + ", but " + found + ".", next, Map.of());
  }

  /** What there is, without values. */
  public List<StoredSecret> list() {
    return store.secrets();
  }

  /** Why secrets cannot be opened; empty when all of them can. */
  public Optional<String> problem() {
    try {
      store.secrets().forEach(this::value);
      return Optional.empty();
    } catch (GateholdException e) {
      return Optional.of(e.getMessage() + " " + e.next());
    }
  }

  /**
   * Deletes a secret.
   *
   * @throws GateholdException {@code secret.unknown} when there is none
   */
  public synchronized void delete(String name, Environment environment) {
    if (!store.deleteSecret(name, environment)) {
      throw new GateholdException(
          "secret.unknown",
          "Expected a secret of this name for " + environment.word() + " runs, but there is none.",
          "List the secrets to see their names.",
          Map.of());
    }
  }

  /**
   * Seals everything with a new key.
   *
   * @return how many secrets were sealed anew
   * @throws GateholdException {@code secrets.locked}; nothing has changed then
   */
  public synchronized int rekey() {
    List<StoredSecret> secrets = store.secrets();
    List<byte[]> values = secrets.stream().map(this::value).toList();
    if (secrets.isEmpty()) {
      seal.prepare();
    }
    seal.renew();
    List<StoredSecret> resealed =
        IntStream.range(0, secrets.size())
            .mapToObj(i -> secrets.get(i).with(sealed(values.get(i), context(secrets.get(i)))))
            .toList();
    store.saveSecrets(resealed);
    return resealed.size();
  }

  @Override
  public String open(String name, Environment environment) throws SecretUnavailable {
    StoredSecret secret = store.secret(name, environment).orElse(null);
    if (secret == null) {
      throw missing(name, environment);
    }
    try {
      return new String(value(secret), StandardCharsets.UTF_8);
    } catch (GateholdException e) {
      throw new SecretUnavailable(new Failure(e.code(), e.getMessage() + " " + e.next(), true));
    }
  }

  static SecretUnavailable missing(String name, Environment environment) {
    return new SecretUnavailable(
        new Failure(
            "secret.missing",
            "Expected secret '"
                + name
                + "' to be set for "
                + environment.word()
                + " runs, but it is not. Let an admin set it: gatehold secret set "
                + name
                + (environment == Environment.STAGING ? " --env staging" : "")
                + ".",
            true));
  }

  private byte[] value(StoredSecret secret) {
    byte[] sealed = Base64.getDecoder().decode(secret.sealed());
    return seal.open(sealed, context(secret));
  }

  private String sealed(byte[] plain, byte[] context) {
    return Base64.getEncoder().encodeToString(seal.seal(plain, context));
  }

  private static byte[] context(StoredSecret secret) {
    return context(secret.name(), secret.environment(), secret.version());
  }

  /** A sealed value opens only as what it was sealed as. */
  private static byte[] context(String name, Environment environment, int version) {
    return ("gatehold secret\n" + name + "\n" + environment.word() + "\n" + version)
        .getBytes(StandardCharsets.UTF_8);
  }
}
