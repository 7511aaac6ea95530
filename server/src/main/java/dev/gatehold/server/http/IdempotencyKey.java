package dev.gatehold.server.http;

import dev.gatehold.server.problem.Malformed;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code Idempotency-Key} header. */
public final class IdempotencyKey {
  public static final String HEADER = "Idempotency-Key";
  private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,255}");

  private IdempotencyKey() {}

  /** The key as the engine takes it; null for none. */
  public static @Nullable String checked(@Nullable String key) {
    if (key != null && !FORM.matcher(key).matches()) {
      throw Malformed.because(
          "Expected 'Idempotency-Key' to have 1 to 255 visible ASCII characters, but it has other"
              + " ones or another length.");
    }
    return key;
  }
}
