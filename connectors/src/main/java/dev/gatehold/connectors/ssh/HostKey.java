package dev.gatehold.connectors.ssh;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.jspecify.annotations.Nullable;

/**
 * A machine's public key.
 *
 * @param type such as {@code ssh-ed25519}
 * @param fingerprint {@code SHA256:} and its digest, as OpenSSH writes it
 */
public record HostKey(String type, String fingerprint, PublicKey key) {
  private static final Pattern LINE =
      Pattern.compile("(?<type>[a-z0-9@.-]+) (?<data>[A-Za-z0-9+/=]+)( [^\\r\\n]*)?");
  private static final int LEAST_RSA_BITS = 2048;

  /**
   * Reads a line of a {@code .pub} file: type, key, and perhaps a comment.
   *
   * @throws IllegalArgumentException with a fact for "Expected …, but …"
   */
  public static HostKey parse(String line) {
    Matcher parts = LINE.matcher(line.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException("it is not 'TYPE KEY' on one line");
    }
    String type = parts.group("type");
    if (!Algorithms.isKeyType(type)) {
      throw new IllegalArgumentException(
          "its type is '" + type + "', not " + Algorithms.keyTypes());
    }
    PublicKey key = key(type + " " + parts.group("data"));
    if (!type.equals(KeyUtils.getKeyType(key))) {
      throw new IllegalArgumentException("its key is of another type than it says");
    }
    String problem = weakness(key);
    if (problem != null) {
      throw new IllegalArgumentException(problem);
    }
    return of(key);
  }

  private static PublicKey key(String line) {
    try {
      return PublicKeyEntry.parsePublicKeyEntry(line)
          .resolvePublicKey(null, null, PublicKeyEntryResolver.FAILING);
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw new IllegalArgumentException("its key cannot be read", e);
    }
  }

  static HostKey of(PublicKey key) {
    return new HostKey(
        String.valueOf(KeyUtils.getKeyType(key)),
        String.valueOf(KeyUtils.getFingerPrint(BuiltinDigests.sha256, key)),
        key);
  }

  /** Why a key is too weak to trust, as a fact; null when it is not. */
  static @Nullable String weakness(PublicKey key) {
    int bits = KeyUtils.getKeySize(key);
    return "ssh-rsa".equals(KeyUtils.getKeyType(key)) && bits < LEAST_RSA_BITS
        ? "its key has only " + bits + " bits, fewer than " + LEAST_RSA_BITS
        : null;
  }

  /** Type and fingerprint, as people compare them. */
  String text() {
    return type + " " + fingerprint;
  }

  boolean isSame(HostKey other) {
    return KeyUtils.compareKeys(key, other.key);
  }
}
