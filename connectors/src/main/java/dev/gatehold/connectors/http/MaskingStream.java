package dev.gatehold.connectors.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Replaces a sequence of bytes wherever it occurs, also across the borders of reads. */
final class MaskingStream extends InputStream {
  private static final int CHUNK = 8 * 1024;

  private final InputStream source;
  private final byte[] hidden;
  private final byte[] mask;

  /** Read, but not searched to its end: a match may begin here. */
  private byte[] pending = new byte[0];

  private byte[] ready = new byte[0];
  private int next;
  private boolean ended;

  MaskingStream(InputStream source, byte[] hidden, byte[] mask) {
    this.source = source;
    this.hidden = hidden;
    this.mask = mask;
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
      ended = more.length < CHUNK;
      byte[] joined = Arrays.copyOf(pending, pending.length + more.length);
      System.arraycopy(more, 0, joined, pending.length, more.length);
      search(joined);
    }
    return true;
  }

  private void search(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    int at = 0;
    while (at + hidden.length <= bytes.length) {
      if (Arrays.equals(bytes, at, at + hidden.length, hidden, 0, hidden.length)) {
        out.writeBytes(mask);
        at += hidden.length;
      } else {
        out.write(bytes[at++]);
      }
    }
    if (ended) {
      out.write(bytes, at, bytes.length - at);
      at = bytes.length;
    }
    pending = Arrays.copyOfRange(bytes, at, bytes.length);
    ready = out.toByteArray();
    next = 0;
  }
}
