package dev.gatehold.connectors.http;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which headers steps and connections may set, and which ones an output may show. */
final class HeaderNames {
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");

  /** These say how a message is framed and where it goes; that is the connector's own business. */
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
  static @Nullable String problem(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!TOKEN.matcher(name).matches()) {
      return "'" + name + "' is none";
    }
    if (FRAMING.contains(lower) || lower.startsWith("proxy-")) {
      return "'" + name + "' is set by Gatehold itself";
    }
    return null;
  }

  /** Whether a name says that the value lets somebody in. */
  static boolean isCredential(String name) {
    return CREDENTIAL.matcher(name.toLowerCase(Locale.ROOT)).find();
  }

  /** Whether an answer's header may become part of an output. */
  static boolean isShown(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return TOKEN.matcher(name).matches()
        && !isCredential(lower)
        && !lower.startsWith("proxy-")
        && !FRAMING.contains(lower);
  }
}
