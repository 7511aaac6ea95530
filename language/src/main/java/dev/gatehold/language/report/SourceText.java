package dev.gatehold.language.report;

import java.util.Arrays;

/**
 * The text of a file, with its lines; line breaks are {@code \n} and there is no byte order mark.
 * Indexes are those of {@link #text}, as {@link String#charAt} counts.
 */
public final class SourceText {
  private static final int EXCERPT_WIDTH = 100;

  private final String text;
  private final int[] indexOfCodePoint;
  private final int[] lineStarts;

  private SourceText(String text) {
    this.text = text;
    int[] codePoints = text.codePoints().toArray();
    indexOfCodePoint = new int[codePoints.length + 1];
    int[] starts = new int[codePoints.length + 1];
    int lines = 1;
    for (int i = 0; i < codePoints.length; i++) {
      indexOfCodePoint[i + 1] = indexOfCodePoint[i] + Character.charCount(codePoints[i]);
      if (codePoints[i] == '\n') {
        starts[lines++] = i + 1;
      }
    }
    lineStarts = Arrays.copyOf(starts, lines);
  }

  /** Brings line breaks of any kind to {@code \n} and takes a byte order mark away. */
  public static SourceText of(String raw) {
    String unmarked = raw.startsWith("\uFEFF") ? raw.substring(1) : raw;
    return new SourceText(unmarked.replace("\r\n", "\n").replace('\r', '\n'));
  }

  public String text() {
    return text;
  }

  /** The place of a character; of the text's end for an index beyond it. */
  public Place placeOf(int index) {
    int codePoint = last(indexOfCodePoint, Math.clamp(index, 0, text.length()));
    int line = last(lineStarts, codePoint);
    return new Place(line + 1, codePoint - lineStarts[line] + 1);
  }

  /** The index of a place; of the line's end for a column beyond it. */
  public int indexOf(Place place) {
    int line = Math.clamp(place.line(), 1, lineStarts.length);
    int codePoint = lineStarts[line - 1] + Math.max(0, place.column() - 1);
    return indexOfCodePoint[Math.min(codePoint, lineEnd(line))];
  }

  /** The nearest place that exists in this text. */
  public Place within(Place place) {
    return placeOf(indexOf(place));
  }

  /**
   * The line of a place with its number, and below it a caret under the column. Long lines are cut
   * around the caret; characters that a terminal would obey are shown as {@code \uFFFD}.
   */
  public String excerpt(Place place) {
    int start = lineStarts[place.line() - 1];
    int caret = start + place.column() - 1;
    int end = lineEnd(place.line());
    int from = end - start <= EXCERPT_WIDTH ? start : Math.max(start, caret - EXCERPT_WIDTH / 2);
    int to = Math.min(end, from + EXCERPT_WIDTH);
    String front = from > start ? "…" : "";
    String line = front + printable(from, to) + (to < end ? "…" : "");
    String number = Integer.toString(place.line());
    return ("  " + number + " | " + line).stripTrailing()
        + "\n  "
        + " ".repeat(number.length())
        + " | "
        + " ".repeat(front.length() + caret - from)
        + "^";
  }

  private String printable(int from, int to) {
    return printable(text.substring(indexOfCodePoint[from], indexOfCodePoint[to]));
  }

  /** Text as it may be shown on one line of a terminal; keeps the number of code points. */
  static String printable(String text) {
    int[] shown = text.codePoints().map(SourceText::printable).toArray();
    return new String(shown, 0, shown.length);
  }

  private static int printable(int character) {
    if (character == '\t' || character == '\n') {
      return ' ';
    }
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          0xFFFD;
      default -> character;
    };
  }

  /** The code point after the last one of this line. */
  private int lineEnd(int line) {
    return line < lineStarts.length ? lineStarts[line] - 1 : indexOfCodePoint.length - 1;
  }

  /** The index of the last element that is not greater. */
  private static int last(int[] sorted, int value) {
    int found = Arrays.binarySearch(sorted, value);
    return found >= 0 ? found : -found - 2;
  }
}
