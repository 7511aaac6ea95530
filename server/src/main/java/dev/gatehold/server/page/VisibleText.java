package dev.gatehold.server.page;

import java.util.regex.Pattern;

/**
 * Text of others made honest for display: what a terminal would obey is removed, and what a reader
 * could not see, yet would change what is read, is written out as {@code [U+202E]}.
 */
public final class VisibleText {
  /** Colours and cursor movement; titles and links of terminals, which end with BEL or ESC \. */
  private static final Pattern TERMINAL_SEQUENCE =
      Pattern.compile(
          "\u001b\\[[0-?]*[ -/]*[@-~]"
              + "|\u001b[]PX^_][^\u0007\u001b]*+(?:\u0007|\u001b\\\\)?"
              + "|\u001b[ -/]*[0-~]");

  private VisibleText() {}

  /** The text with terminal sequences removed, line ends as {@code \n}, the invisible visible. */
  public static String of(String text) {
    String plain = TERMINAL_SEQUENCE.matcher(text).replaceAll("");
    StringBuilder out = new StringBuilder(plain.length());
    for (int i = 0; i < plain.length(); ) {
      int point = plain.codePointAt(i);
      i += Character.charCount(point);
      if (point == '\r') {
        boolean endsAnyway = i < plain.length() && plain.charAt(i) == '\n';
        out.append(endsAnyway ? "" : "\n");
      } else if (misleads(point)) {
        out.append(String.format("[U+%04X]", point));
      } else {
        out.appendCodePoint(point);
      }
    }
    return out.toString();
  }

  /** {@link #of} on one line: for titles and the like. */
  public static String line(String text) {
    return of(text.strip()).replaceAll("\\s+", " ");
  }

  private static boolean misleads(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL -> point != '\n' && point != '\t';
      case Character.FORMAT -> point != ZERO_WIDTH_JOINER;
      case Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      default -> point >= FIRST_HIDDEN_SELECTOR && point <= LAST_HIDDEN_SELECTOR;
    };
  }

  /** Emoji and several scripts cannot be written without it. */
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  /** Variation selectors that no font shows and that can carry a hidden message. */
  private static final int FIRST_HIDDEN_SELECTOR = 0xE0100;

  private static final int LAST_HIDDEN_SELECTOR = 0xE01EF;
}
