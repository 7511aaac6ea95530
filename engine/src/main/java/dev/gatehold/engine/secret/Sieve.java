package dev.gatehold.engine.secret;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Hides secrets in bytes that come in pieces. What may be the beginning of a secret is held back
 * until it is clear, so that no border between pieces lets a part of it through. Not thread-safe.
 */
public final class Sieve {
  private static final byte[] MASK = Masking.MASK.getBytes(StandardCharsets.US_ASCII);

  private final ShapeIndex shapes;
  private final Sink sink;

  /** Held back. */
  private byte[] pending = new byte[0];

  /** How many of the coming bytes, pending ones included, belong to a secret that was found. */
  private int hidden;

  private boolean hasHidden;

  /** Takes what may be seen. */
  @FunctionalInterface
  public interface Sink {
    /** Takes the first {@code count} of these bytes. */
    void take(byte[] bytes, int count);
  }

  Sieve(ShapeIndex shapes, Sink sink) {
    this.shapes = shapes;
    this.sink = sink;
  }

  /** Takes the next {@code count} bytes. */
  public void take(byte[] bytes, int count) {
    if (shapes.isEmpty()) {
      sink.take(bytes, count);
      return;
    }
    byte[] joined = Arrays.copyOf(pending, pending.length + count);
    System.arraycopy(bytes, 0, joined, pending.length, count);
    sift(joined, false);
  }

  /** Nothing more comes. */
  public void end() {
    sift(pending, true);
  }

  boolean hasHidden() {
    return hasHidden;
  }

  private void sift(byte[] bytes, boolean ended) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    int at = 0;
    while (at < bytes.length) {
      ShapeIndex.Found found = shapes.at(bytes, at, bytes.length);
      if (found.more() && !ended) {
        break;
      }
      if (found.whole() > 0 && hidden == 0) {
        out.writeBytes(MASK);
        hasHidden = true;
      }
      hidden = Math.max(hidden, found.whole());
      if (hidden > 0) {
        hidden--;
      } else {
        out.write(bytes[at]);
      }
      at++;
    }
    pending = Arrays.copyOfRange(bytes, at, bytes.length);
    if (out.size() > 0) {
      sink.take(out.toByteArray(), out.size());
    }
  }
}
