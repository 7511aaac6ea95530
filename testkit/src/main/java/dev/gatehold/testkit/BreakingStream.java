package dev.gatehold.testkit;

import java.io.IOException;
import java.io.InputStream;

/** Gives so many times the letter x and then breaks off with "connection lost". */
final class BreakingStream extends InputStream {
  private long left;

  BreakingStream(long length) {
    left = length;
  }

  @Override
  public int read() throws IOException {
    if (left == 0) {
      throw new IOException("connection lost");
    }
    left--;
    return 'x';
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    into[offset] = (byte) read();
    return 1;
  }
}
