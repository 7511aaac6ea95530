package dev.gatehold.language.expression;

import java.util.ArrayList;
import java.util.List;

/**
 * Text taken apart into what stands as it is and the expressions in <code>${{ }}</code>.
 *
 * @param parts in the order of the text; no two neighbours are fixed text
 * @param unclosed index of a <code>${{</code> that is never closed, or -1
 */
public record TemplateText(List<Part> parts, int unclosed) {
  /** What opens an expression. */
  public static final String OPEN = "${{";

  private static final String CLOSE = "}}";

  public TemplateText {
    parts = List.copyOf(parts);
  }

  /** A piece of the text. */
  public sealed interface Part {}

  /** Text as it stands. */
  public record Fixed(String text) implements Part {}

  /**
   * An expression.
   *
   * @param source without white space around it
   * @param offset index of the source's first character in the whole text
   */
  public record Embedded(String source, int offset) implements Part {}

  /** Takes a text apart. */
  public static TemplateText parse(String text) {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf(OPEN, at);
      int end = open < 0 ? text.length() : open;
      if (end > at) {
        parts.add(new Fixed(text.substring(at, end)));
      }
      if (open < 0) {
        break;
      }
      int start = open + OPEN.length();
      int close = closeAfter(text, start);
      if (close < 0) {
        return new TemplateText(parts, open);
      }
      String inner = text.substring(start, close);
      parts.add(
          new Embedded(inner.strip(), start + inner.length() - inner.stripLeading().length()));
      at = close + CLOSE.length();
    }
    return new TemplateText(parts, -1);
  }

  /** Whether any expression stands in it. */
  public boolean hasExpression() {
    return unclosed >= 0 || parts.stream().anyMatch(Embedded.class::isInstance);
  }

  /** The index of the closing braces, those inside strings and objects passed over; or -1. */
  private static int closeAfter(String text, int start) {
    int depth = 0;
    int at = start;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"' || c == '\'') {
        at = endOfString(text, at);
        continue;
      }
      if (c == '{') {
        depth++;
      } else if (c == '}') {
        if (depth == 0 && text.startsWith(CLOSE, at)) {
          return at;
        }
        depth = Math.max(0, depth - 1);
      }
      at++;
    }
    return -1;
  }

  /** The index after a CEL string that begins here; a raw one knows no escapes. */
  private static int endOfString(String text, int start) {
    String quote = text.substring(start, start + 1);
    String delimiter = text.startsWith(quote.repeat(3), start) ? quote.repeat(3) : quote;
    boolean raw = start > 0 && (text.charAt(start - 1) == 'r' || text.charAt(start - 1) == 'R');
    int at = start + delimiter.length();
    while (at < text.length() && !text.startsWith(delimiter, at)) {
      at += !raw && text.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(text.length(), at + delimiter.length());
  }
}
