package dev.gatehold.connectors.command;

import dev.gatehold.engine.secret.Masking;
import dev.gatehold.engine.secret.Sieve;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a command says: all of it in a log up to a limit, the beginning of its standard output
 * and the end of both as text. Thread-safe; its memory does not grow with the output.
 */
public final class OutputRecorder implements AutoCloseable {
  public static final long LOG_LIMIT = 10L * 1024 * 1024;

  /** More than the log can be with the note that says that it was cut. */
  public static final long LOG_WITH_NOTE = LOG_LIMIT + 1024;

  static final int STDOUT_LIMIT = 16 * 1024;

  /** Enough to see whether the limit cuts a character in two. */
  private static final int HEAD_BYTES = STDOUT_LIMIT + 4;

  private static final int TAIL_BYTES = 4 * 1024;
  private static final int TAIL_LINES = 5;

  private final OutputStream log;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private final byte[] tail = new byte[TAIL_BYTES];
  private long seen;
  private boolean closed;
  private @Nullable IOException broken;

  /** Hides secrets before anything is kept, so that no limit cuts one in two. */
  private final Sieve out;

  private final Sieve err;

  /** Begins a log in a new file, or anew in one that is there. */
  public OutputRecorder(Path log, Masking masking) throws IOException {
    this.log = new BufferedOutputStream(Files.newOutputStream(log));
    this.out = masking.sieve((bytes, count) -> keep(bytes, count, true));
    this.err = masking.sieve((bytes, count) -> keep(bytes, count, false));
  }

  /** Takes what came; never fails, so that no command waits for a reader. */
  public synchronized void record(byte[] bytes, int count, boolean standardOutput) {
    if (!closed) {
      (standardOutput ? out : err).take(bytes, count);
    }
  }

  private void keep(byte[] bytes, int count, boolean standardOutput) {
    if (standardOutput) {
      head.write(bytes, 0, Math.min(count, HEAD_BYTES - head.size()));
    }
    for (int i = Math.max(0, count - TAIL_BYTES); i < count; i++) {
      tail[(int) ((seen + i) % TAIL_BYTES)] = bytes[i];
    }
    writeLog(bytes, (int) Math.max(0, Math.min(count, LOG_LIMIT - seen)));
    seen += count;
  }

  private void writeLog(byte[] bytes, int count) {
    if (broken != null) {
      return;
    }
    try {
      log.write(bytes, 0, count);
    } catch (IOException e) {
      // The command must not block on a full disk; close() says it.
      broken = e;
    }
  }

  /** The beginning of standard output; one line break at its end is taken off. */
  public synchronized String stdout() {
    String text = text(head.toByteArray(), Math.min(head.size(), STDOUT_LIMIT));
    if (head.size() <= STDOUT_LIMIT && text.endsWith("\n")) {
      return text.substring(0, text.length() - (text.endsWith("\r\n") ? 2 : 1));
    }
    return text;
  }

  /** The last lines of all output. */
  public synchronized String tail() {
    int count = (int) Math.min(seen, TAIL_BYTES);
    byte[] last = new byte[count];
    for (int i = 0; i < count; i++) {
      last[i] = tail[(int) ((seen - count + i) % TAIL_BYTES)];
    }
    List<String> lines = new String(last, StandardCharsets.UTF_8).strip().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()))
        .replaceAll("[\\p{Cntrl}&&[^\n\t]]", "\uFFFD");
  }

  /** Ends the log; what comes later is dropped. */
  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    out.end();
    err.end();
    closed = true;
    try (log) {
      if (broken == null && seen > LOG_LIMIT) {
        String note = "\n[gatehold] The first " + LOG_LIMIT + " of " + seen + " bytes are kept.\n";
        log.write(note.getBytes(StandardCharsets.UTF_8));
      }
    }
    if (broken != null) {
      throw broken;
    }
  }

  /** Text of at most {@code count} bytes: no character is cut in two, and none is NUL. */
  private static String text(byte[] bytes, int count) {
    int end = count;
    while (end < bytes.length && end > 0 && (bytes[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
  }
}
