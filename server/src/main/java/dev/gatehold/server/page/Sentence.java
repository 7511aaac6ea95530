package dev.gatehold.server.page;

/** Words of the core, which begin small because they also stand inside other sentences. */
public final class Sentence {
  private Sentence() {}

  /** The text made visible, on one line, beginning large. */
  public static String of(String text) {
    String line = VisibleText.line(text);
    return line.isEmpty() ? line : Character.toUpperCase(line.charAt(0)) + line.substring(1);
  }
}
