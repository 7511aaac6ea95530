package dev.gatehold.cli.output;

import java.io.PrintStream;
import java.time.Instant;

/**
 * Where a view prints to.
 *
 * @param now the time that relative times are relative to
 */
public record Printer(PrintStream stream, Style style, Instant now) {
  public void line(String text) {
    stream.println(text);
  }

  public void line() {
    stream.println();
  }

  /** Every line of the text after this many spaces. */
  public void indented(int spaces, String text) {
    text.lines().forEach(line -> line(line.isEmpty() ? "" : " ".repeat(spaces) + line));
  }

  /** A heading over a section. */
  public void heading(String text) {
    line();
    line(style.bold(text));
  }

  /** How long ago or ahead a time is. */
  public String when(Instant time) {
    return Ago.text(time, now);
  }
}
