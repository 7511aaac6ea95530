package dev.gatehold.server.identity;

import dev.gatehold.core.people.Principal.Kind;
import dev.gatehold.core.value.Digest;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The text of tokens: {@code gth}, a letter for the kind, an underscore, 36 random characters, and
 * six that are the checksum of all before, so that scanners can tell tokens from other text and
 * most mistakes never reach the store.
 */
final class TokenText {
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final Pattern FORM = Pattern.compile("gth[pas]_[0-9A-Za-z]{42}");
  private static final int RANDOM = 36;
  private static final int CHECKSUM = 6;

  private TokenText() {}

  static String make(Kind kind, RandomGenerator random) {
    String start = "gth" + letter(kind) + "_" + randomText(RANDOM, random);
    return start + checksum(start);
  }

  static String randomText(int length, RandomGenerator random) {
    StringBuilder text = new StringBuilder(length);
    random.ints(length, 0, ALPHABET.length()).forEach(index -> text.append(ALPHABET.charAt(index)));
    return text.toString();
  }

  /** Whether the text can be a token at all. */
  static boolean wellFormed(String text) {
    if (!FORM.matcher(text).matches()) {
      return false;
    }
    String start = text.substring(0, text.length() - CHECKSUM);
    return text.endsWith(checksum(start));
  }

  /** What is stored: 64 hexadecimal digits. */
  static String hash(String text) {
    return Digest.of(text).hex();
  }

  /** What people recognise a token by. */
  static String hint(String text) {
    return text.substring(0, 9);
  }

  private static char letter(Kind kind) {
    return switch (kind) {
      case PERSON -> 'p';
      case AGENT -> 'a';
      case SERVICE -> 's';
    };
  }

  private static String checksum(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.US_ASCII));
    long rest = crc.getValue();
    char[] digits = new char[CHECKSUM];
    for (int i = CHECKSUM - 1; i >= 0; i--) {
      digits[i] = ALPHABET.charAt((int) (rest % ALPHABET.length()));
      rest /= ALPHABET.length();
    }
    return new String(digits);
  }
}
