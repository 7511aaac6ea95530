package dev.gatehold.server.request;

import dev.gatehold.core.value.Digest;
import dev.gatehold.engine.GateholdException;
import dev.gatehold.server.problem.Malformed;
import org.jspecify.annotations.Nullable;

/** Reads from {@code If-Match} what the caller was shown. */
final class ShownSubject {
  private ShownSubject() {}

  /**
   * The one digest that the header names.
   *
   * @throws GateholdException {@code precondition.missing} without a header, or with {@code *},
   *     which would agree to anything; {@code request.malformed} for anything but one digest
   */
  static Digest of(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.strip().equals("*")) {
      throw new GateholdException(
          "precondition.missing",
          "Expected 'If-Match' with the digest of what was shown, but found "
              + (ifMatch == null ? "none." : "'*'."),
          "Read the request, and send its ETag with the decision.");
    }
    String text = ifMatch.strip();
    if (text.length() > 2 && text.startsWith("\"") && text.endsWith("\"")) {
      try {
        return new Digest(text.substring(1, text.length() - 1));
      } catch (IllegalArgumentException notOne) {
        // Said below.
      }
    }
    throw Malformed.because(
        "Expected 'If-Match: \"sha256:…\"' with one digest, but found '" + ifMatch + "'.");
  }
}
