package dev.gatehold.cli.output;

/**
 * Text from outside made safe for a terminal. Titles, comments and evidence are written by others:
 * an escape sequence in them could repaint what a person is about to agree to.
 */
public final class Plain {
  private Plain() {}

  /** Control and direction characters replaced by {@code \\u{…}}; line breaks and tabs stay. */
  public static String block(String text) {
    StringBuilder safe = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (harmless(c)) {
        if (safe != null) {
          safe.append(c);
        }
        continue;
      }
      if (safe == null) {
        safe = new StringBuilder(text.length() + 8).append(text, 0, i);
      }
      if (c != '\r') {
        safe.append("\\u{").append(Integer.toHexString(c)).append('}');
      }
    }
    return safe == null ? text : safe.toString();
  }

  /** {@link #block} on one line: line breaks become spaces. */
  public static String line(String text) {
    return block(text).replace('\n', ' ').replace('\t', ' ').strip();
  }

  private static boolean harmless(char c) {
    return c == '\n'
        || c == '\t'
        || !(Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
  }
}
