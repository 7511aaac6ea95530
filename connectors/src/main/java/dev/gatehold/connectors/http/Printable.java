package dev.gatehold.connectors.http;

import java.util.regex.Pattern;

/** Text from elsewhere as people may see it. */
final class Printable {
  /** Controls, halves of characters, and what turns the direction of text around. */
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Cf}&&[^\n\t]]");

  private Printable() {}

  static String text(String raw) {
    return UNSEEN.matcher(raw).replaceAll("\uFFFD");
  }

  /** The beginning of a text, on one line. */
  static String excerpt(String raw, int length) {
    String line = text(raw).strip().replaceAll("\\s+", " ");
    return line.codePointCount(0, line.length()) <= length
        ? line
        : line.substring(0, line.offsetByCodePoints(0, length)) + "…";
  }
}
