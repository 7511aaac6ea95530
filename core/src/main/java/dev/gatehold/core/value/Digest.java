package dev.gatehold.core.value;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A SHA-256 digest, written {@code sha256:} and 64 lower-case hexadecimal digits.
 *
 * @param text the written form; anything else is refused with {@link IllegalArgumentException}
 */
public record Digest(String text) {
  private static final String PREFIX = "sha256:";
  private static final int LENGTH = PREFIX.length() + 64;
  private static final MessageDigest UNUSED = newSha256();

  public Digest {
    if (!isWritten(text)) {
      throw new IllegalArgumentException(
          "Expected a digest 'sha256:' and 64 hexadecimal digits, but found '" + text + "'.");
    }
  }

  private static boolean isWritten(String text) {
    if (text.length() != LENGTH || !text.startsWith(PREFIX)) {
      return false;
    }
    for (int i = PREFIX.length(); i < LENGTH; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  /** The digest of these bytes. */
  public static Digest of(byte[] bytes) {
    return ofHash(sha256().digest(bytes));
  }

  /** The digest of the UTF-8 bytes of this text. */
  public static Digest of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The digest of a JSON value's {@linkplain Json#canonical canonical text}. */
  public static Digest ofJson(@Nullable Object value) {
    return of(Json.canonical(value));
  }

  /** Wraps 32 bytes that a SHA-256 computation ended with. */
  public static Digest ofHash(byte[] hash) {
    return new Digest(PREFIX + HexFormat.of().formatHex(hash));
  }

  /** A fresh SHA-256 computation, for callers that stream. */
  public static MessageDigest sha256() {
    try {
      return (MessageDigest) UNUSED.clone();
    } catch (CloneNotSupportedException _) {
      return newSha256();
    }
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform must offer SHA-256.", e);
    }
  }

  /** The 64 hexadecimal digits alone. */
  public String hex() {
    return text.substring(PREFIX.length());
  }

  /** The first twelve hexadecimal digits: enough for people to compare at a glance. */
  public String brief() {
    return hex().substring(0, 12);
  }

  @Override
  public String toString() {
    return text;
  }
}
