package dev.gatehold.core.value;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A SHA-256 digest, written {@code sha256:} and 64 lower-case hexadecimal digits.
 *
 * @param text the written form; anything else is refused with {@link IllegalArgumentException}
 */
public record Digest(String text) {
  private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");

  public Digest {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "Expected a digest 'sha256:' and 64 hexadecimal digits, but found '" + text + "'.");
    }
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
    return new Digest("sha256:" + HexFormat.of().formatHex(hash));
  }

  /** A fresh SHA-256 computation, for callers that stream. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform must offer SHA-256.", e);
    }
  }

  /** The 64 hexadecimal digits alone. */
  public String hex() {
    return text.substring("sha256:".length());
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
