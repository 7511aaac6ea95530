package dev.gatehold.connectors.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The body of an answer as it was before it was compressed, up to a limit: what is small on the way
 * can be endless here.
 */
final class AnswerStream extends InputStream {
  private final InputStream coded;
  private final boolean compressed;
  private final long limit;
  private InputStream plain;
  private boolean opened;
  private long seen;

  AnswerStream(InputStream coded, boolean compressed, long limit) {
    this.coded = coded;
    this.plain = coded;
    this.compressed = compressed;
    this.limit = limit;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = readSome(buffer, offset, length);
    seen += Math.max(0, count);
    if (seen > limit) {
      throw new AnswerTooLarge();
    }
    return count;
  }

  private int readSome(byte[] buffer, int offset, int length) throws IOException {
    try {
      if (compressed && !opened) {
        plain = new GZIPInputStream(coded, 8 * 1024);
        opened = true;
      }
      return plain.read(buffer, offset, length);
    } catch (ZipException e) {
      throw new BrokenAnswer("its compression (gzip) cannot be read", e);
    } catch (EOFException e) {
      throw new BrokenAnswer("it ends in the middle of its compressed content", e);
    } catch (IOException e) {
      throw new BrokenAnswer("the connection ended after " + seen + " bytes of it", e);
    }
  }

  @Override
  public void close() {
    // The line is hung up as a whole; reading to the end first could take for ever.
  }
}
