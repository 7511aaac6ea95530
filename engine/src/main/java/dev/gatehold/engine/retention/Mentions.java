package dev.gatehold.engine.retention;

import dev.gatehold.core.value.Digest;
import java.util.function.Consumer;

/**
 * Finds digests in a text, wherever they stand: as references, in the middle of other text, or as
 * digests of something else. One too many only keeps a resource for longer.
 */
final class Mentions {
  private static final String START = "sha256:";
  private static final int DIGITS = 64;

  private Mentions() {}

  /** Hands over each digest that the text has, as often as it has it. */
  static void in(String text, Consumer<Digest> found) {
    int at = text.indexOf(START);
    while (at >= 0) {
      int digits = at + START.length();
      int end = endOfDigits(text, digits);
      if (end - digits == DIGITS) {
        found.accept(new Digest(text.substring(at, end)));
      }
      at = text.indexOf(START, end);
    }
  }

  /** At most as many digits as a digest has: what follows may be a digit, too. */
  private static int endOfDigits(String text, int from) {
    int end = from;
    int most = Math.min(text.length(), from + DIGITS);
    while (end < most && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }
}
