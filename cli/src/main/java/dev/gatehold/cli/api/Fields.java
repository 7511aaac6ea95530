package dev.gatehold.cli.api;

import dev.gatehold.cli.output.Plain;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the fields of an answer of the server; what is meant for people comes out printable. */
public final class Fields {
  private Fields() {}

  /** A field on one printable line; an empty text when it is absent or null. */
  public static String line(JsonNode object, String name) {
    return Plain.line(raw(object, name));
  }

  /** A field as printable lines; an empty text when it is absent or null. */
  public static String block(JsonNode object, String name) {
    return Plain.block(raw(object, name));
  }

  /** A field as it came: for identifiers that are sent back, not for printing. */
  public static String raw(JsonNode object, String name) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    return value.isString() ? value.stringValue() : value.toString();
  }

  /** A field as it came; null when it is absent or null. */
  public static @Nullable String optional(JsonNode object, String name) {
    return has(object, name) ? raw(object, name) : null;
  }

  /** Whether a field is there and not null. */
  public static boolean has(JsonNode object, String name) {
    return object.hasNonNull(name);
  }

  /** A time; null when it is absent or no time. */
  public static @Nullable Instant instant(JsonNode object, String name) {
    try {
      return has(object, name) ? Instant.parse(raw(object, name)) : null;
    } catch (DateTimeException notTime) {
      return null;
    }
  }

  /** The printable items of an array of texts; empty when it is absent. */
  public static List<String> texts(JsonNode object, String name) {
    return items(object, name).stream()
        .map(item -> Plain.line(item.isString() ? item.stringValue() : item.toString()))
        .toList();
  }

  /** The items of an array; empty when it is absent. */
  public static List<JsonNode> items(JsonNode object, String name) {
    JsonNode array = object.path(name);
    return array.isArray() ? StreamSupport.stream(array.spliterator(), false).toList() : List.of();
  }
}
