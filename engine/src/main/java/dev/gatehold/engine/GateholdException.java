package dev.gatehold.engine;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something was asked for that cannot be done as it was asked. */
public final class GateholdException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String code;
  private final String next;
  private final transient Map<String, @Nullable Object> details;

  /**
   * An error with facts for programs.
   *
   * @param code stable, dotted; ends in {@code unknown} when a named thing does not exist
   * @param message one sentence: "Expected …, but …."
   * @param next one sentence: what to do now
   */
  public GateholdException(
      String code, String message, String next, Map<String, @Nullable Object> details) {
    super(message);
    this.code = code;
    this.next = next;
    this.details = details;
  }

  public GateholdException(String code, String message, String next) {
    this(code, message, next, Map.of());
  }

  public String code() {
    return code;
  }

  public String next() {
    return next;
  }

  public Map<String, @Nullable Object> details() {
    return details;
  }
}
