package dev.gatehold.engine.secret;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream whose secrets are replaced, also across the borders of reads. */
final class MaskingStream extends InputStream {
  private static final int CHUNK = 8 * 1024;

  private final InputStream source;
  private final ByteArrayOutputStream sifted = new ByteArrayOutputStream();
  private final Sieve sieve;
  private byte[] ready = new byte[0];
  private int next;
  private boolean ended;

  MaskingStream(InputStream source, Masking masking) {
    this.source = source;
    this.sieve = masking.sieve((bytes, count) -> sifted.write(bytes, 0, count));
  }

  @Override
  public int read() throws IOException {
    return refill() ? ready[next++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!refill()) {
      return -1;
    }
    int count = Math.min(length, ready.length - next);
    System.arraycopy(ready, next, buffer, offset, count);
    next += count;
    return count;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  /** Whether there is something to give. */
  private boolean refill() throws IOException {
    while (next == ready.length) {
      if (ended) {
        return false;
      }
      byte[] more = source.readNBytes(CHUNK);
      sieve.take(more, more.length);
      if (more.length < CHUNK) {
        ended = true;
        sieve.end();
      }
      ready = sifted.toByteArray();
      sifted.reset();
      next = 0;
    }
    return true;
  }
}
