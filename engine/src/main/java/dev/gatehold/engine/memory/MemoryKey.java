package dev.gatehold.engine.memory;

import dev.gatehold.engine.GateholdException;
import java.util.regex.Pattern;

/** The names that keys may have: words joined by slashes, so that they stand in an URL as is. */
final class MemoryKey {
  private static final int LONGEST = 200;
  private static final String CHARACTERS = "[A-Za-z0-9_.:-]";
  private static final Pattern KEY = Pattern.compile(CHARACTERS + "+(/" + CHARACTERS + "+)*");
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_.:/-]*");
  private static final Pattern DOTS = Pattern.compile("(^|/)\\.\\.?(/|$)");

  private MemoryKey() {}

  /** The key, if it is one. */
  static String checked(String key) {
    if (key.length() > LONGEST || !KEY.matcher(key).matches() || DOTS.matcher(key).find()) {
      throw wrong("a key", key);
    }
    return key;
  }

  /** The beginning of keys, if it can be one; may be empty. */
  static String prefix(String prefix) {
    if (prefix.length() > LONGEST || !PREFIX.matcher(prefix).matches()) {
      throw wrong("the beginning of keys", prefix);
    }
    return prefix;
  }

  private static GateholdException wrong(String what, String found) {
    String shown = found.length() > LONGEST ? found.substring(0, LONGEST) + "…" : found;
    return new GateholdException(
        "memory.key",
        "Expected "
            + what
            + " of 1 to "
            + LONGEST
            + " letters, digits and _ . : - with single slashes between words, but found '"
            + shown
            + "'.",
        "Use a name such as last_topics or report/2026-11.");
  }
}
