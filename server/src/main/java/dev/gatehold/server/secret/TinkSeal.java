package dev.gatehold.server.secret;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.engine.secret.Seal;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Seals with AES-256-GCM from a keyset of Google's Tink (docs/decisions/0018-secrets.md). The keys
 * are read anew whenever they are used, which is seldom, so that a mended key works at once.
 */
public final class TinkSeal implements Seal {
  /** The variable of the environment that may hold the keyset itself. */
  public static final String VARIABLE = "GATEHOLD_SECRET_KEYSET";

  static {
    try {
      AeadConfig.register();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private final Keyset keyset;

  TinkSeal(Keyset keyset) {
    this.keyset = keyset;
  }

  /** Seals with the keys of the environment if it has some, otherwise with those of the file. */
  public static TinkSeal of(Path file, Function<String, @Nullable String> environment) {
    String given = environment.apply(VARIABLE);
    return new TinkSeal(
        given == null || given.isBlank()
            ? new KeysetFile(file)
            : new KeysetVariable(VARIABLE, given));
  }

  @Override
  public void prepare() {
    try {
      if (keyset.read() == null && keyset.isOurs()) {
        write(KeysetHandle.newBuilder().addEntry(freshKey()).build());
      }
      keys();
    } catch (GeneralSecurityException | IOException e) {
      throw locked("it cannot be made: " + e.getMessage(), e);
    }
  }

  @Override
  public byte[] seal(byte[] plain, byte[] context) {
    try {
      return aead().encrypt(plain, context);
    } catch (GeneralSecurityException e) {
      throw locked("it does not seal", e);
    }
  }

  @Override
  public byte[] open(byte[] sealed, byte[] context) {
    try {
      return aead().decrypt(sealed, context);
    } catch (GeneralSecurityException e) {
      throw locked("what is stored was sealed with another key, or was changed", e);
    }
  }

  @Override
  public void renew() {
    if (!keyset.isOurs()) {
      return;
    }
    try {
      write(KeysetHandle.newBuilder(keys()).addEntry(freshKey()).build());
    } catch (GeneralSecurityException | IOException e) {
      throw locked("a new one cannot be added: " + e.getMessage(), e);
    }
  }

  private static KeysetHandle.Builder.Entry freshKey() {
    return KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
        .withRandomId()
        .makePrimary();
  }

  private void write(KeysetHandle keys) throws GeneralSecurityException, IOException {
    keyset.write(TinkJsonProtoKeysetFormat.serializeKeyset(keys, InsecureSecretKeyAccess.get()));
  }

  private Aead aead() throws GeneralSecurityException {
    return keys().getPrimitive(RegistryConfiguration.get(), Aead.class);
  }

  private KeysetHandle keys() {
    String json;
    try {
      json = keyset.read();
    } catch (IOException e) {
      throw locked("it cannot be read", e);
    }
    if (json == null) {
      throw locked("there is none", null);
    }
    try {
      return TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get());
    } catch (GeneralSecurityException e) {
      throw locked("it is no keyset of Tink in JSON", e);
    }
  }

  /** Never with the cause's words where these could hold keys. */
  private GateholdException locked(String fact, @Nullable Exception cause) {
    GateholdException locked =
        new GateholdException(
            "secrets.locked",
            "Expected the key of the secrets " + keyset.place() + ", but " + fact + ".",
            "Put back the key that sealed them, or delete the secrets and set them anew.");
    if (cause != null && !(cause instanceof GateholdException)) {
      locked.initCause(cause);
    }
    return locked;
  }
}
