package dev.gatehold.server.http;

import dev.gatehold.core.value.Json;
import dev.gatehold.server.problem.Malformed;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Free-form objects inside bodies. */
public final class JsonBody {
  private JsonBody() {}

  /** The text, if it is one that a journal can hold. */
  public static String text(String property, String value) {
    try {
      return String.valueOf(Json.freeze(value));
    } catch (IllegalArgumentException e) {
      throw Malformed.because("In '" + property + "': " + e.getMessage());
    }
  }

  /** The object in the form that the core knows; empty for null. */
  public static Map<String, @Nullable Object> object(
      String property, @Nullable Map<String, @Nullable Object> value) {
    try {
      return value == null ? Map.of() : Json.freezeObject(value);
    } catch (IllegalArgumentException e) {
      throw Malformed.because("In '" + property + "': " + e.getMessage());
    }
  }
}
