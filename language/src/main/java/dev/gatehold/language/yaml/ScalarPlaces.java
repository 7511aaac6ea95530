package dev.gatehold.language.yaml;

import dev.gatehold.language.report.Place;
import dev.gatehold.language.report.SourceText;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;

/**
 * Finds the place in the file of a character of a scalar's value, through quotes, escapes, folding
 * and indentation.
 */
public final class ScalarPlaces {
  private final SourceText source;
  private final int start;
  private final int end;
  private final String value;
  private final ScalarStyle style;
  private int @Nullable [] indexes;

  /**
   * A scalar that stands in these bounds of the source.
   *
   * @param start index of its first character: a quote, a block indicator, or text
   * @param end index after its last character
   */
  ScalarPlaces(SourceText source, int start, int end, String value, ScalarStyle style) {
    this.source = source;
    this.start = start;
    this.end = end;
    this.value = value;
    this.style = style;
  }

  /**
   * Where a character of the value stands in the file.
   *
   * @param offset 0 to the value's length
   */
  public Place at(int offset) {
    if (indexes == null) {
      indexes = align();
    }
    return source.placeOf(indexes[Math.clamp(offset, 0, value.length())]);
  }

  /**
   * Walks value and source side by side. White space may differ, by folding and indentation; all
   * else stands in both, plainly or escaped.
   */
  private int[] align() {
    String text = source.text();
    int[] found = new int[value.length() + 1];
    int at = contentStart(text);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (!isWhite(c)) {
        at = skipWhite(text, at);
      }
      found[i] = Math.min(at, end);
      at += width(text, at, c);
    }
    found[value.length()] = Math.min(at, end);
    return found;
  }

  private int contentStart(String text) {
    return switch (style) {
      case LITERAL, FOLDED -> {
        int lineEnd = text.indexOf('\n', start);
        yield lineEnd < 0 || lineEnd > end ? end : lineEnd + 1;
      }
      case SINGLE_QUOTED, DOUBLE_QUOTED -> start + 1;
      case PLAIN, JSON_SCALAR_STYLE -> start;
    };
  }

  private int skipWhite(String text, int from) {
    int at = from;
    while (at < end) {
      if (isWhite(text.charAt(at))) {
        at++;
      } else if (style == ScalarStyle.DOUBLE_QUOTED && text.startsWith("\\\n", at)) {
        at += 2;
      } else {
        break;
      }
    }
    return at;
  }

  /** How many characters of the source make this one of the value. */
  private int width(String text, int at, char c) {
    if (at >= end) {
      return 0;
    }
    char raw = text.charAt(at);
    if (style == ScalarStyle.DOUBLE_QUOTED && raw == '\\' && at + 1 < end) {
      return switch (text.charAt(at + 1)) {
        case 'x' -> 4;
        case 'u' -> 6;
        case 'U' -> Character.isHighSurrogate(c) ? 0 : 10;
        default -> 2;
      };
    }
    if (style == ScalarStyle.SINGLE_QUOTED && raw == '\'') {
      return 2;
    }
    return isWhite(c) && !isWhite(raw) ? 0 : 1;
  }

  private static boolean isWhite(char c) {
    return c == ' ' || c == '\t' || c == '\n';
  }
}
