package dev.gatehold.server.page;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON as text for people. */
public final class JsonText {
  private static final JsonMapper COMPACT = JsonMapper.builder().build();
  private static final JsonMapper PRETTY =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private JsonText() {}

  /** On one line. */
  public static String compact(@Nullable Object value) {
    return COMPACT.writeValueAsString(value);
  }

  /** Indented. */
  public static String pretty(@Nullable Object value) {
    return PRETTY.writeValueAsString(value);
  }

  /** The value that the text says; empty when it is not JSON, and for {@code null}. */
  public static Optional<Object> parse(String text) {
    try {
      return Optional.ofNullable(COMPACT.readValue(text, Object.class));
    } catch (JacksonException notJson) {
      return Optional.empty();
    }
  }
}
