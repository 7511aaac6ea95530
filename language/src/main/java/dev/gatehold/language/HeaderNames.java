package dev.gatehold.language;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which headers of HTTP requests steps and connections may set, and which ones of answers an output
 * may show: one rule for the checker and for what runs.
 */
public final class HeaderNames {
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");

  private static final Set<String> FRAMING =
      Set.of(
          "host",
          "content-length",
          "transfer-encoding",
          "connection",
          "keep-alive",
          "te",
          "trailer",
          "upgrade",
          "expect",
          "accept-encoding");

  private static final Pattern CREDENTIAL =
      Pattern.compile("auth|cookie|token|secret|passw|api-?key|session|signature|credential");

  private HeaderNames() {}

  /** Why a header cannot be set, as a fact; null when it can. */
  public static @Nullable String problem(String name) {
    if (!TOKEN.matcher(name).matches()) {
      return "'" + name + "' is none";
    }
    if (isFraming(name)) {
      return "'" + name + "' is set by Gatehold itself";
    }
    return null;
  }

  /** Whether a header says how a message is framed and where it goes. */
  public static boolean isFraming(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return FRAMING.contains(lower) || lower.startsWith("proxy-");
  }

  /** Whether a name says that the value lets somebody in. */
  public static boolean isCredential(String name) {
    return CREDENTIAL.matcher(name.toLowerCase(Locale.ROOT)).find();
  }

  /** Whether an answer's header may become part of an output. */
  public static boolean isShown(String name) {
    return TOKEN.matcher(name).matches() && !isCredential(name) && !isFraming(name);
  }
}
