package dev.gatehold.connectors.ssh;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A stream from another machine: what start-up files of its shells say, then our line, then perhaps
 * a headline, then what is meant. Thread-safe.
 */
final class HeadedStream extends OutputStream {
  private static final int LONGEST_LINE = 4 * 1024;

  /** Takes what is meant. */
  interface Sink {
    void take(byte[] bytes, int offset, int count);
  }

  private final String begin;
  private final boolean hasHeadline;
  private final Sink sink;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final StringBuilder before = new StringBuilder();
  private boolean begun;
  private boolean headed;
  private String headline = "";

  HeadedStream(String begin, boolean hasHeadline, Sink sink) {
    this.begin = begin;
    this.hasHeadline = hasHeadline;
    this.sink = sink;
  }

  synchronized boolean begun() {
    return begun;
  }

  /** Empty while there is none. */
  synchronized String headline() {
    return headline;
  }

  /** The end of what was said before our line. */
  synchronized String before() {
    return (before + line.toString(StandardCharsets.UTF_8)).strip();
  }

  @Override
  public void write(int one) {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int count) {
    int at = offset;
    int end = offset + count;
    while (at < end && !(begun && headed)) {
      byte one = bytes[at++];
      if (one == '\n') {
        endLine();
      } else if (line.size() < LONGEST_LINE) {
        line.write(one);
      }
    }
    if (at < end) {
      sink.take(bytes, at, end - at);
    }
  }

  private void endLine() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    if (begun) {
      headline = text;
      headed = true;
    } else if (text.equals(begin)) {
      begun = true;
      headed = !hasHeadline;
    } else {
      before.append(text).append('\n');
      before.delete(0, Math.max(0, before.length() - LONGEST_LINE));
    }
  }
}
