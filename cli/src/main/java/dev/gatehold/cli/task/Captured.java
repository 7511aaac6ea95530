package dev.gatehold.cli.task;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** What a command wrote: the beginning of its standard output, the end of its standard error. */
final class Captured {
  static final int STDOUT_LIMIT = 16 * 1024;
  private static final int LAST_LINES = 5;
  private static final int LONGEST_LINE = 500;

  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private final Deque<String> tail = new ArrayDeque<>();

  /** Reads standard output to its end; what is beyond the limit is dropped. */
  void readOut(InputStream stdout) {
    byte[] buffer = new byte[8 * 1024];
    try (stdout) {
      for (int count; (count = stdout.read(buffer)) >= 0; ) {
        keep(buffer, count);
      }
    } catch (IOException ended) {
      // The command was ended while this read.
      return;
    }
  }

  private synchronized void keep(byte[] bytes, int count) {
    head.write(bytes, 0, Math.min(count, STDOUT_LIMIT - head.size()));
  }

  /** Reads standard error to its end, line by line. */
  void readErr(InputStream stderr, Consumer<String> eachLine) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stderr, StandardCharsets.UTF_8))) {
      for (String line; (line = lines.readLine()) != null; ) {
        keep(line);
        eachLine.accept(line);
      }
    } catch (IOException ended) {
      return;
    }
  }

  private synchronized void keep(String line) {
    tail.add(clean(line, LONGEST_LINE));
    if (tail.size() > LAST_LINES) {
      tail.remove();
    }
  }

  /** Standard output as text, without NUL and without one line break at its end. */
  synchronized String stdout() {
    String text = head.toString(StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  /** The last lines of standard error. */
  synchronized String lastWords() {
    return String.join("\n", tail);
  }

  /** The beginning of a line, without what a journal does not take or a terminal would obey. */
  static String clean(String line, int longest) {
    String printable = line.replaceAll("[\\p{Cntrl}&&[^\t]]", "\uFFFD");
    int end = Math.min(longest, printable.length());
    boolean splits = end > 0 && Character.isHighSurrogate(printable.charAt(end - 1));
    return printable.substring(0, splits ? end - 1 : end);
  }

  /** Writes all of a command's standard input; it need not read it. */
  static void feed(OutputStream stdin, String text) {
    try (stdin) {
      stdin.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException closedEarly) {
      return;
    }
  }
}
