package dev.gatehold.server.problem;

import dev.gatehold.engine.GateholdException;
import org.jspecify.annotations.Nullable;

/** Requests that do not have the shape that their route takes. */
public final class Malformed {
  private static final String NEXT =
      "Send the request again in the form that /api/v1/openapi.json" + " describes.";

  private Malformed() {}

  /** A {@code request.malformed} with this sentence. */
  public static GateholdException because(String message) {
    return new GateholdException("request.malformed", message, NEXT);
  }

  /** The value of a property that must be there. */
  public static <T> T required(String property, @Nullable T value) {
    if (value == null) {
      throw because("Expected the body to have '" + property + "', but it has none.");
    }
    return value;
  }
}
