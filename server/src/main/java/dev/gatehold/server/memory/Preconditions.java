package dev.gatehold.server.memory;

import dev.gatehold.server.problem.Malformed;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the version that a caller expects a key to have. */
final class Preconditions {
  private static final Pattern VERSION = Pattern.compile("\"([1-9][0-9]{0,17})\"");

  private Preconditions() {}

  /**
   * The version of {@code If-Match}, 0 for {@code If-None-Match: *}; null for any.
   *
   * @throws dev.gatehold.engine.GateholdException {@code request.malformed} for another shape
   */
  static @Nullable Long expected(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
    if (ifMatch != null && ifNoneMatch != null) {
      throw Malformed.because("Expected either If-Match or If-None-Match, but found both.");
    }
    if (ifNoneMatch != null) {
      if (!ifNoneMatch.strip().equals("*")) {
        throw Malformed.because(
            "Expected 'If-None-Match: *' for a key that is not there yet, but found '"
                + ifNoneMatch
                + "'.");
      }
      return 0L;
    }
    return ifMatch == null ? null : version(ifMatch.strip());
  }

  private static Long version(String ifMatch) {
    Matcher version = VERSION.matcher(ifMatch);
    if (!version.matches()) {
      throw Malformed.because(
          "Expected 'If-Match' with the version of the key, such as \"7\", but found '"
              + ifMatch
              + "'.");
    }
    return Long.valueOf(version.group(1));
  }

  /** The version as an ETag. */
  static String tag(long version) {
    return "\"" + version + "\"";
  }
}
