package dev.gatehold.language;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a flow file names a secret: {@code secrets.name}, alone in its braces. */
final class SecretNames {
  /** What stands before the name. */
  static final String SECRETS = "secrets";

  private static final Pattern REFERENCE =
      Pattern.compile(SECRETS + "\\.([A-Za-z_][A-Za-z0-9_-]*)");

  private SecretNames() {}

  /** The name in the source of an expression; null when that is none of a secret. */
  static @Nullable String in(String source) {
    Matcher matcher = REFERENCE.matcher(source);
    return matcher.matches() ? matcher.group(1) : null;
  }
}
